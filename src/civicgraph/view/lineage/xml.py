"""Writes SVG elements: everything that is not an element of our own is escaped."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(content: str) -> str:
    """Return content as character data; characters that XML 1.0 does not allow become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", content))


def tag(name: str, attributes: Mapping[str, object], *inside: str) -> str:
    """Return an element with escaped attributes around finished markup. Attributes that are None are left out."""
    written = "".join(f" {key}={_quoted(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _quoted(value: object) -> str:
    shown = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
    return quoteattr(_NOT_XML.sub("\ufffd", shown))


def button(id_: str, classes: str, label: str, live: bool) -> dict[str, object]:
    """Return the attributes of a group that a page makes a button; only its classes where the drawing is not live."""
    if not live:
        return {"class": classes}
    return {"class": classes, "role": "button", "tabindex": "-1", "data-id": id_, "aria-label": label}
