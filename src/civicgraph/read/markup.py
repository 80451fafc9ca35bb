"""Finds what stands in the markup of a page but not in its words: identifiers, link targets, classes."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from selectolax.lexbor import LexborNode

from civicgraph.read.dom import Rendered
from civicgraph.read.page import Link
from civicgraph.read.phrases import table

_ID = re.compile(r"(?:[A-Z]{2}LFDNR|topSelected)\Z")
_PARAMETER = re.compile(r"[?&;]([A-Z]{2}LFDNR|topSelected)=([0-9]+)(?![^&;#])")
_ANCHOR = re.compile(r"link_(\d+)\Z")
_SAME = {"topSelected": "TOLFDNR"}
_CODE = re.compile(r"(?:^|/)(\w{2}\d{3})(?=\b|_|\.asp)")
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|tiff?|jpe?g|zip)\b|/doc\d+\b|(?:^|/)(?:doc|getfile\.\w+|do\d{3}(?:\.asp)?)\?|DOLFDNR=|attachment",
    re.IGNORECASE,
)


def classes(node: LexborNode) -> frozenset[str]:
    """Return the words of an element's class attribute."""
    return frozenset((node.attributes.get("class") or "").split())


def children(node: LexborNode) -> list[LexborNode]:
    """Return the elements directly inside an element."""
    return [child for child in node.iter() if (child.tag or "-")[0] != "-"]


def ids(node: LexborNode, rendered: Rendered) -> tuple[tuple[str, str], ...]:
    """Return the identifiers that links, buttons and hidden inputs inside an element carry, in page order, each once.

    ALLRIS calls an agenda item TOLFDNR, `topSelected` where a button leads back to the agenda, and `link_…` where a link only folds it.
    """
    carried = rendered.each(node, "a[href], form[action], input[type=hidden]", _carried)
    return tuple(dict.fromkeys(chain.from_iterable(carried)))


def _carried(node: LexborNode) -> list[tuple[str, str]]:
    """Return the identifiers that one link, form or hidden input carries."""
    found = []
    attributes = node.attributes
    anchor = _ANCHOR.match(attributes.get("id") or "") if "id" in attributes else None
    if anchor:
        found.append(("TOLFDNR", anchor.group(1)))
    if node.tag == "input":
        name, value = attributes.get("name") or "", attributes.get("value") or ""
        if _ID.match(name) and value.isascii() and value.isdigit():
            found.append((_SAME.get(name, name), value))
    else:
        found += _in_address(attributes.get("href") or attributes.get("action") or "")
    return found


def target(link: LexborNode) -> str:
    """Return where a link leads to, as written; "" where it says nothing."""
    return link.attributes.get("href") or ""


@lru_cache(maxsize=4096)
def _in_address(target: str) -> dict[tuple[str, str], None]:
    """Return the identifiers among the parameters of a link's target, in its order."""
    return {(_SAME.get(name, name), value): None for name, value in _PARAMETER.findall(target)}


def own_ids(found: Iterable[tuple[str, str]], names: Iterable[str], location: str) -> tuple[tuple[str, str], ...]:
    """Return the page's own identifiers of those names: by its address, else where all that it carries agree."""
    addressed = _in_address(location)
    carried = list(found)
    own = []
    for name in names:
        values = {v for n, v in addressed if n == name} or {v for n, v in carried if n == name}
        if len(values) == 1:
            own.append((name, values.pop()))
    return tuple(own)


@lru_cache(maxsize=4096)
def page_code(target: str) -> str:
    """Return the code of the ALLRIS page that a link leads to ("vo020"), "" where it leads elsewhere."""
    match = _CODE.search(target.split("?")[0].split("#")[0])
    return match.group(1).lower() if match else ""


@cache
def _linked() -> frozenset[str]:
    return frozenset(row["code"] for row in table("allris_pages") if row["linked"] == "yes")


def codes(node: LexborNode, rendered: Rendered) -> set[str]:
    """Return the codes of the pages that the links inside an element lead to."""
    return {page_code(each) for each in rendered.each(node, "a[href]", target)}


def is_document(target: str) -> bool:
    """Tell whether a link leads to a document."""
    return _FILE.search(target) is not None and not target.lower().startswith(("#", "javascript:", "mailto:"))


def links(root: LexborNode, rendered: Rendered) -> tuple[Link, ...]:
    """Return the links with words whose target is a paper, meeting, item, body, person or document."""
    found = []
    linked = _linked()
    for node, to in zip(rendered.inside(root, "a[href]"), rendered.each(root, "a[href]", target), strict=True):
        if page_code(to) in linked or is_document(to):
            words = rendered.field(node)
            if words is not None:
                found.append(Link(words.span, to))
    return tuple(found)
