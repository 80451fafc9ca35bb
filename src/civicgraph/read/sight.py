"""Looks at a snapshot's bytes once, so that every reader can tell quickly whether it is one of its pages."""

import re
from functools import cached_property
from typing import Any, Protocol

import msgspec
from selectolax.lexbor import LexborHTMLParser

from civicgraph.read.decode import Decoded, decode, is_binary
from civicgraph.read.dom import parse
from civicgraph.read.page import Page, one_text
from civicgraph.record import Finding, Snapshot
from civicgraph.snapshot import Stored

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|main|table|div|h1)\b", re.IGNORECASE)
_GENERATOR = "meta[name='generator'], meta[name='description'], meta[name='author'], meta[name='sessionnet']"
_DECODE = msgspec.json.Decoder(dict[str, Any]).decode
_FRAME = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_OUTER = ("main", "div", "table", "section", "article")
_CLOSED = re.compile(r"</html>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)


class Sight:
    """What can be seen of one snapshot: its bytes, its text, its parsed markup; each is made once, when asked for."""

    def __init__(self, stored: Stored, source: str) -> None:
        self.stored = stored
        self.source = source

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot with its locations."""
        return self.stored.snapshot

    @property
    def location(self) -> str:
        """Where the snapshot was found: its first URL or path."""
        return self.stored.snapshot.locations[0]

    @property
    def content(self) -> bytes:
        """The stored bytes."""
        return self.stored.content

    @cached_property
    def is_binary(self) -> bool:
        """True where the bytes are no text in any charset."""
        return is_binary(self.content)

    @cached_property
    def decoded(self) -> Decoded:
        """The bytes as a string, and what is doubtful about it."""
        return decode(self.content)

    @cached_property
    def text(self) -> str:
        """The string in NFC with line feeds only; "" for bytes that are no text."""
        return "" if self.is_binary else one_text(self.decoded.text)

    @cached_property
    def json(self) -> dict[str, Any]:
        """The bytes as a JSON object; an empty one where they are none."""
        try:
            return _DECODE(self.content) if self.content.startswith(b"{") else {}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}

    @cached_property
    def is_html(self) -> bool:
        """True where markup stands near the beginning."""
        return _HTML.search(self.text[:4096]) is not None

    @cached_property
    def html(self) -> LexborHTMLParser:
        """The text parsed as a browser would."""
        return parse(self.text)

    @cached_property
    def generator(self) -> str:
        """What the page's meta elements say made it: name and version, joined by line feeds; "" where they say nothing."""
        if not self.is_html:
            return ""
        return "\n".join(node.attributes.get("content") or "" for node in self.html.css(_GENERATOR))

    @property
    def is_closed(self) -> bool:
        """True where the markup ends with the end of the document, or a part saved without its frame ends all that it opens."""
        if _CLOSED.search(self.text[-2000:]) is not None:
            return True
        framed = _FRAME.search(self.text) is not None
        return not framed and all(self.text.count(f"<{tag}") == self.text.count(f"</{tag}>") for tag in _OUTER)

    def with_text(self, text: str) -> "Sight":
        """Return the same snapshot seen by the text that stands in it: the text layer of a document."""
        seen = Sight(self.stored, self.source)
        seen.__dict__.update(text=text, is_binary=False, is_html=False)
        return seen

    def finding(self, rule: str, german: str, english: str, value: str = "", severity: str = "warning") -> Finding:
        """Return a finding about this snapshot."""
        return Finding(severity, rule, german, english, source=self.source, page=self.location, value=value)


class Reader(Protocol):
    """Reads the pages of one system (entry-point group `civicgraph.readers`).

    name: as in `--reader` and in the graph; version: changes whenever the same bytes may give another page;
    order: readers with a smaller number are asked first; german: what it reads, for messages.
    """

    name: str
    version: str
    order: int
    german: str

    def recognises(self, sight: Sight) -> bool:
        """Tell from the page itself whether this reader knows its system and form. Never raises on any bytes."""

    def read(self, sight: Sight) -> Page | Finding:
        """Return the page, or say why there is none. Never raises on any bytes that it recognises."""
