"""Finds vis-network, which travels with pyvis, and the page's own scripts and styles, as texts to inline."""

import base64
import hashlib
import re
from importlib import resources
from importlib.resources.abc import Traversable

from civicgraph.errors import CivicgraphError

VIS = "vis-9.1.2"
SCRIPTS = (
    "words",
    "state",
    "shapes",
    "drawing",
    "labels",
    "card",
    "panel",
    "search",
    "legend",
    "table",
    "picture",
    "start",
)


class DrawingMissing(CivicgraphError):
    """The drawing library did not come with pyvis: install pyvis again."""

    exit_code = 1


def vis_script() -> str:
    """Return vis-network's JavaScript without its pointer to a source map, which a browser would ask for.

    Raises DrawingMissing where pyvis has no such file.
    """
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", _vis("vis-network.min.js"))


def vis_style() -> str:
    """Return vis-network's CSS. Raises DrawingMissing where pyvis has no such file."""
    return _vis("vis-network.css")


def own_script() -> str:
    """Return the page's scripts as one, in a scope of its own."""
    folder = own_folder().joinpath("js")
    parts = [folder.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def own_style() -> str:
    """Return the page's styles."""
    return own_folder().joinpath("network.css").read_text("utf-8")


def own_folder() -> Traversable:
    """Return the folder of the template and what it includes."""
    return resources.files(__package__).joinpath("templates")


def csp_hash(text: str) -> str:
    """Return the source expression that lets exactly this text run (CSP level 3, section 2.3.1)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _vis(name: str) -> str:
    file = resources.files("pyvis").joinpath("lib", VIS, name)
    if not file.is_file():
        raise DrawingMissing(
            f"pyvis has no lib/{VIS}/{name}: install pyvis 0.3.2 again (pip install --force-reinstall pyvis==0.3.2)"
        )
    text = file.read_text("utf-8").replace("\r\n", "\n")
    if "</script" in text.lower() or "</style" in text.lower():
        raise DrawingMissing(f"pyvis' lib/{VIS}/{name} cannot stand inside a page: install pyvis 0.3.2 again")
    return text
