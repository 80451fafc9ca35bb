"""Looks up what SessionNet calls things: pages by their code, labels, headings of columns, classes, parts of an agenda."""

import re
from functools import cache, lru_cache

from selectolax.lexbor import LexborNode

from civicgraph.read.page import collapse
from civicgraph.read.phrases import table

_CODE = re.compile(r"(?:^|[/?])([a-z]{2}\d{3,4}|getfile|ydocstart|info)\.(?:asp|php)\b", re.IGNORECASE)
_CLASS = re.compile(r"^(?:smc[_-](?:field[_-])?|smclabel_|smc-?t-)?(.+?)(?:_title|_label)?(?:_?\d*)$")

_LABEL = re.compile(r"(?:^|[\s_-])(?:smc-?label|label|cell-head)(?:$|[\s_-])|_(?:title|label)(?:$|\s)")


@cache
def pages() -> dict[str, dict[str, str]]:
    """Return what is known of each kind of page, by its code such as "to0040"."""
    return {row["code"]: row for row in table("sessionnet_pages")}


@lru_cache(maxsize=4096)
def code_of(target: str) -> str:
    """Return the code of the page that a link leads to, "" where it leads to none of the system."""
    match = _CODE.search(target.split("#")[0])
    return match.group(1).lower() if match else ""


@lru_cache(maxsize=4096)
def plain_label(words: str) -> str:
    """Return a label or heading as the tables spell it: one line, no colon, no bracket behind it."""
    return re.sub(r"\s*\([^()]*\)$", "", collapse(words).rstrip(" :\u00a0"))


@cache
def _labels() -> dict[tuple[str, str], str]:
    return {(row["label"].casefold(), row["page"]): row["name"] for row in table("sessionnet_labels")}


@cache
def _own_labels() -> frozenset[str]:
    return frozenset(label for label, _ in _labels())


@cache
def _common() -> dict[str, str]:
    return {row["label"].casefold(): row["name"] for row in table("labels")}


@lru_cache(maxsize=4096)
def label(words: str, page: str) -> str | None:
    """Return the field that a label names on a page of that kind, None where it is unknown.

    page: a kind of page, "item" for labels below an agenda item, "vote" for counts in a vote.
    """
    flat = plain_label(words).casefold()
    own = _labels().get((flat, page))
    return own or (None if page in ("item", "vote") else _common().get(flat))


@cache
def taken(page: str) -> frozenset[str]:
    """Return the fields of a kind of page (see `label`) that the graph takes; what else a label names is accounted for as left."""
    return frozenset(row["name"] for row in table("sessionnet_taken") if row["page"] == page)


@lru_cache(maxsize=4096)
def is_label(words: str) -> bool:
    """Tell whether words are a label on any kind of page."""
    flat = plain_label(words).casefold()
    return flat in _common() or flat in _own_labels()


@cache
def _columns() -> dict[str, str]:
    return {row["heading"].casefold(): row["name"] for row in table("sessionnet_columns")}


@lru_cache(maxsize=4096)
def column(words: str) -> str:
    """Return what a column holds, by its heading; "" where the heading is unknown."""
    return _columns().get(plain_label(words).casefold(), "")


@cache
def _classes() -> dict[tuple[str, str], str]:
    return {(row["class"], row["where"]): row["name"] for row in table("sessionnet_classes")}


def has_label_class(node: LexborNode) -> bool:
    """Tell whether an element's class makes it a label: "smclabel", "smc-cell-head", "sidat_title"."""
    return is_label_class(node.attributes.get("class") or "")


@lru_cache(maxsize=4096)
def is_label_class(words: str) -> bool:
    """Tell whether a class attribute makes its element a label."""
    return _LABEL.search(words) is not None


def by_class(node: LexborNode, where: str) -> str:
    """Return what an element holds, by its classes; "" where none is known. where: "column" or "field"."""
    return of_class(node.attributes.get("class") or "", where)


@lru_cache(maxsize=4096)
def of_class(words: str, where: str) -> str:
    """Return what a class attribute says that its element holds, "" where it says nothing."""
    for word in words.split():
        match = _CLASS.match(word)
        name = _classes().get((match.group(1).lower() if match else word, where))
        if name:
            return name
    return ""


_ENUMERATION = re.compile(r"^(?:Teil\s+)?(?:[IVX]{1,4}|[A-Z]|\d)\s*[.):–-]\s*|^[-–•]\s*")


@cache
def _parts() -> re.Pattern[str]:
    words = sorted((row["heading"] for row in table("agenda_parts")), key=lambda w: (-len(w), w))
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)


def part_is_public(words: str) -> bool | None:
    """Tell whether the heading of an agenda's part names the public or the closed one; None where it names neither."""
    match = _parts().match(_ENUMERATION.sub("", collapse(words)))
    if match is None:
        return None
    heading = match.group().casefold()
    return next(row["public"] == "yes" for row in table("agenda_parts") if row["heading"].casefold() == heading)
