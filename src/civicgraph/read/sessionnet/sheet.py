"""Turns a SessionNet page into a sheet: the code of its kind, its own content without menus as one text, links, identifiers."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from civicgraph.read.account import Account
from civicgraph.read.dom import Rendered
from civicgraph.read.page import Field, Link, Span, collapse, span_field
from civicgraph.read.phrases import table
from civicgraph.read.sessionnet.words import code_of, pages
from civicgraph.read.sight import Sight
from civicgraph.record import Finding

_OWN_CODE = re.compile(r"\bsmc_page_([a-z]{2}\d{3,4})(?=_|\b)")
_MARKS = {
    "to0040": ".smc_tophn, .smc_topht",
    "si0057": "[id^=smcacchead], td.tofnum, .smc-card-text-title",
    "vo0050": ".smc_field_voname, .smc_field_vovaname, .smc_field_vobetr",
    "si0040": ".smc_fct_day, .siday",
}
"""Classes and ids that give a page's kind away where its layout does not name it."""
_ROOTS = "#smccontent, #smc_content, .smccontent, main, #content, #page-content, #smclayout, .smclayout, #wrapper"
_BOXES = ".smcdocbox, .smc-documents, .smc_documents, .smcdocboxright, ul.smc-docs, .smc-dg-docs"
_ID = re.compile(r"(?:_*(k[a-z]{2,3}nr)|smc(tonr))$")
_ROW_ID = re.compile(r"smc_?(?:contol_to_\d+_|dataview)(\d+)")
_IN_SCRIPT = re.compile(r"\bsmctonr=(\d+)")
DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]+)\s?\d{2,4}\b")
MONTH = re.compile(
    r"\b(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\s+\d{4}\b"
)


def is_sessionnet(html: LexborHTMLParser) -> bool:
    """Tell by its own words (generator, author, version) or by its classes whether a page is one of SessionNet."""
    for meta in html.css("meta[name]"):
        name = (meta.attributes.get("name") or "").casefold()
        if name == "sessionnet" or (
            name in ("generator", "author", "description")
            and re.search(r"\bSessionNet\b", meta.attributes.get("content") or "", re.IGNORECASE)
        ):
            return True
    return html.css_first("[class*=smc_page_], #smclayout, td.smc_tophn, [id^=smcacchead], .smcdocbox") is not None


_NO_LINKS: tuple[list[int], list[Link]] = [], []


class Sheet:
    """What readers of every kind of page need: the content, its text, and an account of what became of each field."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.account = Account("sessionnet")
        self.findings: list[Finding] = []
        html = sight.html
        self.code = _code(html)
        whole = html.body or html.root
        assert whole is not None  # lexbor makes a body for every document
        self.root = _root(html) or whole
        without = frozenset(self._left_out())
        headline = self.root.css_first("h1")
        title = html.css_first("title")
        told = collapse(headline.text()) if headline is not None and headline.mem_id not in without else ""
        self.title = title if title is not None and not _says_all(told, title.text()) else None
        self.headline = headline if told else None
        self.rendered = Rendered(self.root, shown=frozenset(("button",)), without=without, before=self.title)
        self.text = self.rendered.text
        self.boxes = [node for node in distinct(self.root, _BOXES) if node.mem_id not in without]

    def _left_out(self) -> Iterator[int]:
        """Yield what is no content of the page, each with its rule in the account."""
        unread = table("sessionnet_unread")
        if self.root.css_first(", ".join(row["css"] for row in unread)) is None:
            return
        for row in unread:
            for node in self.root.css(row["css"]):
                yield node.mem_id
                words = node.text().strip()
                if words:
                    self.account.ignored(row["field"], row["rule"], words)

    def span(self, node: LexborNode) -> Span:
        """Return where an element's words stand."""
        return self.rendered.span(node)

    def words(self, node: LexborNode) -> str:
        """Return an element's words on one line."""
        span = self.rendered.span(node)
        return collapse(self.text[span.start : span.end])

    def field(self, name: str, start: int, end: int, group: int = 0) -> Field | None:
        """Return the field at [start, end), None where nothing stands there."""
        return span_field(name, self.text, start, end, group)

    def say(self, rule: str, german: str, english: str, value: str = "", severity: str = "warning") -> None:
        """Add a finding."""
        self.findings.append(self.sight.finding(rule, german, english, value=collapse(value)[:200], severity=severity))

    def row_not_read(self, words: str) -> None:
        """Say that a row fits no pattern."""
        self.say(
            "row-not-read",
            "Eine Zeile der Seite passt zu keinem bekannten Aufbau; sie wurde nicht übernommen.",
            "A row of the page fits no known layout; it was not taken.",
            words,
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links with words whose target is a paper, meeting, item, body, person or document."""
        found = []
        for node in self.root.css("a[href]"):
            target = node.attributes.get("href") or ""
            span = self.span(node)
            words = self.field("", span.start, span.end)
            if words is not None and pages().get(code_of(target), {}).get("linked") == "yes":
                found.append(Link(words.span, target))
        return tuple(found)

    @cached_property
    def _by_code(self) -> dict[str, tuple[list[int], list[Link]]]:
        found: dict[str, tuple[list[int], list[Link]]] = {}
        for link in self.links:
            starts, links = found.setdefault(code_of(link.target), ([], []))
            starts.append(link.span.start)
            links.append(link)
        return found

    def linked(self, code: str, start: int, end: int) -> list[Link]:
        """Return the links to pages of that code whose words stand in [start, end)."""
        starts, links = self._by_code.get(code, _NO_LINKS)
        return links[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def cell_starts(self) -> frozenset[int]:
        """Where the cells of tables begin."""
        return frozenset(self.span(cell).start for cell in self.root.css("td, th"))

    @cached_property
    def ids(self) -> tuple[tuple[str, str], ...]:
        """The page's own identifiers: by its address, else its forms, else links that print it; each only where all agree.

        Links to other papers or meetings of the same kind tell nothing; papers of an agenda are opened with the number of its meeting.
        """
        html = self.sight.html
        links = [node.attributes.get("href") or "" for node in html.css("a[href]")]
        forms = [node.attributes.get("action") or "" for node in html.css("form[action]")]
        forms += [node.attributes.get("href") or "" for node in html.css("link[rel=canonical][href]")]
        hidden = [node.attributes for node in html.css("input[type=hidden]")]
        carried = [pair for target in forms if code_of(target) == self.code for pair in ids_in(target)]
        carried += [pair for one in hidden for pair in _pair(one.get("name") or "", one.get("value") or "")]
        own = ids_in(self.sight.location) if code_of(self.sight.location) == self.code else []
        printed = [
            pair for target in links if code_of(target) == self.code and "print" in target for pair in ids_in(target)
        ]
        selected = [("ksinr", value) for target in links for name, value in query(target) if name == "voselect"]
        return tuple(_agreed(own or carried or printed or selected))


def distinct(node: LexborNode, css: str) -> Iterator[LexborNode]:
    """Yield what a list of selectors finds, in page order, each element once (lexbor gives one twice that fits two of them)."""
    seen: set[int] = set()
    for found in node.css(css):
        if found.mem_id not in seen:
            seen.add(found.mem_id)
            yield found


def _agreed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    values: dict[str, set[str]] = {}
    for name, value in pairs:
        values.setdefault(name, set()).add(value)
    return [(name, min(told)) for name, told in values.items() if len(told) == 1]


@lru_cache(maxsize=4096)
def query(target: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a link's target; () where it is no address."""
    if "=" not in target:
        return ()
    try:
        return tuple(parse_qsl(urlsplit(target).query))
    except ValueError:
        return ()


def ids_in(target: str) -> list[tuple[str, str]]:
    """Return the identifiers that a link's target carries: `__ksinr=21` gives ("ksinr", "21")."""
    return [pair for name, value in query(target) for pair in _pair(name, value)]


def _pair(name: str, value: str) -> list[tuple[str, str]]:
    match = _ID.match(name)
    if match is None or not value.isascii() or not value.isdigit():
        return []
    return [(match.group(1) or "ktonr", value)]


def ids_below(node: LexborNode, rendered: Rendered) -> tuple[tuple[str, str], ...]:
    """Return the identifiers of an agenda item or a row: by the element's own id, its scripts and its links, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(rendered.each(node, "[id], [onclick], a[href]", _carried))))


def _carried(node: LexborNode) -> list[tuple[str, str]]:
    """Return the identifiers that one element carries: by its own id, its script and its link."""
    attributes = node.attributes
    own = [_ROW_ID.match(attributes.get("id") or ""), _IN_SCRIPT.search(attributes.get("onclick") or "")]
    return [("ktonr", match.group(1)) for match in own if match] + ids_in(attributes.get("href") or "")


def _code(html: LexborHTMLParser) -> str:
    """Return the code of the page's kind as its layout names it, else as its classes give it away, "" where nothing does."""
    for node in html.css("[class*=smc_page_], [id^=smc_page_]"):
        match = _OWN_CODE.search(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")
        if match:
            return match.group(1)
    return next((code for code, css in _MARKS.items() if html.css_first(css) is not None), "")


def _root(html: LexborHTMLParser) -> LexborNode | None:
    """Return the innermost element that holds the page's own content: the first known one with words and rows or a headline."""
    for node in html.css(_ROOTS):
        if node.css_first("h1, table, dl, .card, .smc-table-row, p") is not None and node.tag != "nav":
            inner = _root_below(node)
            return inner if inner is not None else node
    return None


def _root_below(node: LexborNode) -> LexborNode | None:
    """Return a known content element inside another that holds all its headlines, tables and cards."""
    for inner in node.css(_ROOTS):
        if inner.mem_id != node.mem_id and all(
            len(inner.css(css)) == len(node.css(css)) for css in ("h1", "table", ".card", ".smc-table-row", "dl")
        ):
            return inner
    return None


def _says_all(headline: str, title: str) -> bool:
    """Tell whether a headline says every day and month that the document's title says."""
    flat = collapse(title)
    return bool(headline) and all(m.group() in headline for pattern in (DATE, MONTH) for m in pattern.finditer(flat))
