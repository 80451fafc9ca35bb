"""Turns a fetched HTML page into the addresses that it links to."""

from selectolax.lexbor import LexborHTMLParser

from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.urls import parsed
from civicgraph.read.decode import decode, is_binary

_LINKS = {"a": "href", "area": "href", "iframe": "src", "frame": "src"}
_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))


def is_html(media_type: str, content: bytes) -> bool:
    """Tell whether bytes are an HTML page: the server says so, or says nothing and they begin like one."""
    if media_type and media_type not in ("text/plain", "application/octet-stream"):
        return media_type in _HTML_TYPES
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in content[:4000].lower()


def links(content: bytes, url: str) -> tuple[str, ...]:
    """Return the http and https addresses that a page links to, absolute, in their order, each once."""
    if is_binary(content):
        return ()
    tree = LexborHTMLParser(decode(content).text)
    base_node = tree.css_first("base[href]")
    base = _absolute(base_node.attributes.get("href") or "", url) if base_node else None
    found: dict[str, None] = {}
    for node in tree.css(", ".join(f"{tag}[{attribute}]" for tag, attribute in _LINKS.items())):
        written = node.attributes.get(_LINKS[node.tag or ""]) or ""
        absolute = _absolute(written, base or url) if written else None
        if absolute:
            found[absolute] = None
    return tuple(found)


def _absolute(written: str, base: str) -> str | None:
    """Return a link as an absolute address; None for what is none: mail, scripts, malformed ones."""
    try:
        return str(parsed(written, base))
    except NotFetched:
        return None
