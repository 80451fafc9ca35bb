"""Reads the same council pages with BeautifulSoup, as a developer would who knows it: the peer that reading is measured beside.

It tells the system and kind of a page by its markup, and gives the same text, the same fields and rows with their places in it, running
text, sections, links, identifiers, publicity of agenda items, an account of every label and column, and whether the page is cut off.
Its rules fit the pages that are measured and no others.
"""

import re
from collections.abc import Callable, Iterator

import msgspec
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

Place = tuple[str, str, int, int]
"""A field: name, value with single blanks, start and end in the text."""

_BLOCKS = frozenset(
    ("body", "dd", "div", "dl", "dt", "form", "h1", "h2", "h3", "h4", "hr", "li", "main", "nav", "ol", "p")
)
_BLOCKS |= frozenset(("table", "tbody", "thead", "tr", "ul"))
_UNSEEN = frozenset(("script", "style", "head", "title", "noscript", "select", "svg", "iframe"))
_LINKED = re.compile(r"\b(?:au|to|vo)0[0-9]{2,3}\b")
_PARAMETER = re.compile(r"[?&]_*([A-Z]{2}LFDNR|k[a-z]+nr)=([0-9]+)")
_ROW_ID = re.compile(r"smc_contol_to_\d+_(\d+)")
_FOLD = re.compile(r"link_(\d+)")
_OF_PAGE = ("SILFDNR", "TOLFDNR", "VOLFDNR", "ksinr", "ktonr")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_LABELS = {
    "TOP": "agenda_number",
    "Gremium": "body",
    "Datum": "date",
    "Status": "publicity",
    "Zeit": "time",
    "Uhrzeit": "time",
    "Anlass": "occasion",
    "Raum": "room",
    "Ort": "place",
    "Beschluss": "outcome",
    "Beschlussart": "outcome",
    "Betreff": "subject",
    "Vorlage-Art": "type",
    "Vorlageart": "type",
    "Verfasser": "authors",
    "Federführend": "lead_unit",
    "Bearbeiter/-in": "clerk",
    "Bezüglich": "refers_to",
}
_SYSTEM = re.compile(r"(ALLRIS net|SessionNet) Version (\d)")
_SECTIONS = {"allrisSV": "facts", "Sachverhalt": "facts", "Wortprotokoll": "minutes", "Protokoll": "minutes"}


class Frame(msgspec.Struct, frozen=True):
    """What a page is, and how it is divided.

    system: name of its reader; kind: agenda, extract or paper; body: where the running text stands; sections: its named parts;
    publicity: whether each agenda item is public; is_cut: the document stops before its end.
    """

    system: str
    kind: str
    body: tuple[int, int]
    sections: tuple[tuple[str, int, int], ...]
    publicity: tuple[bool | None, ...]
    is_cut: bool


class Told(msgspec.Struct, frozen=True):
    """What a page says: its text, header fields in the order of names and places, rows with their fields in that order.

    links: start and end of the words, target; ids: those of the page; row_ids: those of each agenda item; uses: field, what became of it,
    the rule that ignores it, an example, in the order of fields; frame: None for an object, which has none.
    """

    text: str
    fields: tuple[Place, ...]
    rows: tuple[tuple[Place, ...], ...]
    links: tuple[tuple[int, int, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    row_ids: tuple[tuple[tuple[str, str], ...], ...] = ()
    uses: tuple[tuple[str, str, str, str], ...] = ()
    frame: Frame | None = None


class Text:
    """The text of an element, line by line, and where each element inside it stands."""

    def __init__(self, root: Tag, titled: str = "") -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: dict[int, tuple[int, int]] = {}
        self.fresh, self.space = True, False
        self.in_cell = self.cell_is_empty = self.break_is_due = False
        self.titled = titled
        self.root = root
        self.row_ids: list[tuple[tuple[str, str], ...]] = []
        self.uses: dict[str, tuple[str, str, str, str]] = {}
        self.publicity: list[bool | None] = []
        self.sections: list[tuple[str, int, int]] = []
        self.walk(root)
        self.text = "".join(self.parts)
        self.end = len(self.text.rstrip())

    def walk(self, node: PageElement) -> None:
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                self.write(str(node))
        elif isinstance(node, Tag) and node.name not in _UNSEEN:
            self.tag(node)

    def tag(self, node: Tag) -> None:
        if node.name == "br":
            self.append("\n")
            self.fresh, self.space = True, False
        is_block, is_cell = node.name in _BLOCKS, node.name in ("td", "th")
        if is_block:
            self.end_line()
        if is_cell:
            self.space = not self.fresh
            if node.find("table") is None:
                self.in_cell = self.cell_is_empty = True
        start = self.length
        if self.titled and node.name == "input" and self.titled in node.get_attribute_list("class"):
            self.write(f" {node['title']} ")
        for child in node.children:
            self.walk(child)
        self.spans[id(node)] = (start, self.length)
        if is_cell:
            self.in_cell = self.cell_is_empty = self.break_is_due = False
        if is_block:
            self.end_line()

    def write(self, raw: str) -> None:
        text = _SPACE.sub(" ", raw)
        if not text.strip(" "):
            self.space = self.space or (bool(text) and not self.fresh)
            return
        if self.break_is_due:
            self.append("\n")
        elif (self.space or text.startswith(" ")) and not self.fresh:
            self.append(" ")
        self.append(text.strip(" "))
        self.cell_is_empty = self.break_is_due = self.fresh = False
        self.space = text.endswith(" ")

    def append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def end_line(self) -> None:
        if self.in_cell:
            self.break_is_due = not self.cell_is_empty
        elif not self.fresh:
            self.append("\n")
            self.fresh, self.space = True, False

    def field(self, name: str, start: int, end: int) -> Place | None:
        """Return what stands in [start, end), None where nothing does."""
        raw = self.text[start:end]
        words = raw.strip()
        start += len(raw) - len(raw.lstrip())
        return (name, " ".join(words.split()), start, start + len(words)) if words else None

    def of(self, name: str, node: Tag) -> Place | None:
        """Return the words of an element as a field."""
        return self.field(name, *self.spans[id(node)])

    def note(self, name: str, words: str, how: str = "mapped", rule: str = "") -> None:
        """Account for a label or column, with the first words that stand in it."""
        if name not in self.uses or not self.uses[name][3]:
            self.uses[name] = (name, how, rule, words[:100])

    def note_cells(self, part: str, columns: tuple[str, ...], cells: list[Tag]) -> None:
        """Account for the cells of a row by the headings of their columns, "" for a column without one."""
        for column, cell in zip(columns, cells, strict=True):
            if column and (words := self.words(cell)):
                self.note(f"{part}[] {column}", words)

    def words(self, node: Tag) -> str:
        start, end = self.spans[id(node)]
        return " ".join(self.text[start:end].split())


def told(html: str, parser: str) -> Told:
    """Read a page. parser: of BeautifulSoup's ("html.parser", "lxml")."""
    soup = BeautifulSoup(html, parser)
    system = _system_of(soup)
    read = _SYSTEMS[system](soup)
    assert read.frame is not None
    frame = msgspec.structs.replace(read.frame, system=system, is_cut=not html.rstrip().endswith("</html>"))
    return msgspec.structs.replace(read, frame=frame)


def _system_of(soup: BeautifulSoup) -> str:
    """Return the name of the reader of the system that made a page, by the version that the page names."""
    for meta in soup.find_all("meta"):
        match = _SYSTEM.search(str(meta.get("content", "")))
        if match is not None:
            return "sessionnet" if match.group(1) == "SessionNet" else f"allris{match.group(2)}-html"
    raise AssertionError("no system names itself")


def _told(text: Text, kind: str, fields: list[Place | None], rows: list[list[Place | None]]) -> Told:
    found = (tuple(sorted(field for field in row if field is not None)) for row in (fields, *rows))
    head, *others = found
    return Told(
        text.text,
        head,
        tuple(others),
        _links_of(text),
        _ids_of_page(text.root),
        tuple(text.row_ids),
        tuple(sorted(text.uses.values())),
        _frame_of(text, kind),
    )


def _frame_of(text: Text, kind: str) -> Frame:
    """Return how a page is divided: its running text begins with the first section, below an agenda none stands."""
    start = min((start for _, start, _ in text.sections), default=len(text.text))
    end = max(start, text.end)
    return Frame("", kind, (start, end), tuple(text.sections), tuple(text.publicity), False)


def _public(cell: Place | None) -> bool | None:
    """Return what the letter before an item's number says."""
    if cell is None or cell[1][0] not in "ÖN":
        return None
    return cell[1][0] == "Ö"


def _links_of(text: Text) -> tuple[tuple[int, int, str], ...]:
    """Return the links to pages of the system that have words."""
    found = []
    for link in text.root.select("a[href]"):
        target = str(link["href"])
        place = text.of("", link) if _LINKED.search(target) else None
        if place is not None:
            found.append((place[2], place[3], target))
    return tuple(found)


def _ids_of_page(root: Tag) -> tuple[tuple[str, str], ...]:
    """Return the identifiers on which all links and forms of a page agree."""
    values: dict[str, set[str]] = {}
    for name, value in _ids(root):
        values.setdefault(name, set()).add(value)
    return tuple((name, min(values[name])) for name in _OF_PAGE if len(values.get(name, ())) == 1)


def _ids(root: Tag) -> tuple[tuple[str, str], ...]:
    """Return the identifiers that an element, its links and its forms carry, each once."""
    found = [("ktonr", match.group(1)) for match in [_ROW_ID.match(str(root.get("id", "")))] if match]
    for node in root.select("a[href], input[type=hidden]"):
        if node.name == "input":
            found.append((str(node["name"]), str(node["value"])))
        else:
            found += [("TOLFDNR", match.group(1)) for match in [_FOLD.match(str(node.get("id", "")))] if match]
            found += _PARAMETER.findall(str(node["href"]))
    return tuple(dict.fromkeys(found))


def _root(soup: Tag, css: str) -> Tag:
    root = soup.select_one(css)
    assert root is not None, css
    return root


def _own_cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _links(node: Tag, code: str) -> bool:
    return any(code in str(link["href"]) for link in node.select("a[href]"))


def _heading(text: Text, root: Tag, pattern: str) -> list[Place | None]:
    """Return what the groups of a pattern name in the page's heading."""
    start, end = text.spans[id(_root(root, "h1"))]
    match = re.match(pattern, text.text[start:end], re.DOTALL)
    assert match is not None, pattern
    return [text.field(name, start + match.start(name), start + match.end(name)) for name in match.groupdict()]


def _allris3(soup: BeautifulSoup) -> Told:
    root = _root(soup, "#allriscontainer")
    kind = root["class"][0]
    text = Text(root, "il1_naz" if kind == "to010" else "")
    title = _heading(text, root, r"\s*\S+ - (?P<page_title>.*)")
    fields = [*title, *_fields3(text, root)]
    _, value, start, end = title[0] or ("", "", 0, 0)
    if kind == "to010":
        return _told(text, "agenda", [*fields, ("meeting_line", value, start, end)], _items3(text, root))
    _divide3(text, root)
    if kind == "vo020":
        return _told(text, "paper", [*fields, ("number", value, start, end)], _stations3(text, root))
    return _told(text, "extract", fields, [])


def _divide3(text: Text, root: Tag) -> None:
    """Find the sections: each from its anchor to the next."""
    anchors = [anchor for anchor in root.find_all("a") if anchor.get("name") in _SECTIONS]
    starts = [text.spans[id(anchor)][0] for anchor in anchors]
    for anchor, start, end in zip(anchors, starts, [*starts[1:], text.end], strict=True):
        text.sections.append((_SECTIONS[str(anchor["name"])], start, end))


def _fields3(text: Text, root: Tag) -> Iterator[Place | None]:
    for label in root.select("td.kb1"):
        words = text.words(label).rstrip(":")
        name = _LABELS.get(words)
        value = label.find_next_sibling("td")
        if words:
            text.note(words, text.words(value) if isinstance(value, Tag) else "")
        if name is not None and isinstance(value, Tag):
            yield text.of(name, value)
    if root["class"] == ["to020"]:
        for cell in root.select("td.text1"):
            if _links(cell, "to010.asp"):
                text.note("Sitzung", text.words(cell))
                yield text.of("meeting_line", cell)
            elif _links(cell, "vo020.asp"):
                text.note("Vorlage", text.words(cell))
                start, end = text.spans[id(cell)]
                split = text.text.index(" ", start, end)
                yield text.field("number", start, split)
                yield text.field("title", split, end)


def _items3(text: Text, root: Tag) -> list[list[Place | None]]:
    rows = []
    for row in root.select("table.tl1 > tr, table.tl1 > tbody > tr")[1:]:
        cells = _own_cells(row)
        button = row.select_one("input.il1_naz")
        outcome = text.of("outcome", button) if button is not None else None
        number = text.of("number", cells[0])
        rows.append([number, outcome, text.of("title", cells[3]), text.of("paper", cells[5])])
        text.publicity.append(_public(number))
        text.row_ids.append(tuple(pair for pair in _ids(row) if pair[0] != "SILFDNR"))
        text.note_cells("TOP", ("TOP", "", "", "Betreff", "", "Vorlage", ""), cells)
        if button is not None:
            text.note("TOP[] Ergebnis", text.words(button))
    return rows


def _stations3(text: Text, root: Tag) -> list[list[Place | None]]:
    rows, body, role = [], None, None
    for row in root.select("table table tr"):
        cells = _own_cells(row)
        if row["class"] == ["zw1"]:
            body, role = text.of("body", cells[0]), text.of("role", cells[1])
            text.note_cells("Beratungsfolge", ("Gremium", "Zuständigkeit"), cells)
        else:
            names = ("date", "meeting", "outcome")
            text.note_cells("Beratungsfolge", ("Datum", "Sitzung", "Beschluss"), cells)
            rows.append([body, role, *(text.of(name, cell) for name, cell in zip(names, cells, strict=True))])
    return rows


def _allris4(soup: BeautifulSoup) -> Told:
    root = _root(soup, "#readOut")
    text = Text(root)
    fields: list[Place | None] = []
    for label in root.select("dt.colTitle"):
        value = label.find_next_sibling("dd")
        words = text.words(label).rstrip(":")
        name = _LABELS.get(words)
        if name is not None and isinstance(value, Tag):
            fields.append(text.of(name, value))
            text.note(words, text.words(value))
    for part in root.select("div.docPart"):
        heading = part.find_previous("h2")
        if isinstance(heading, Tag):
            text.note(text.words(heading), text.words(part))
            text.sections.append((_SECTIONS[text.words(heading)], *text.spans[id(part)]))
    if root.select_one("#toTreeTable") is not None:
        fields = [_renamed(field, "subject", "meeting_line") for field in fields]
        return _told(text, "agenda", [*fields, *_heading(text, root, "(?P<page_title>.*)")], _items4(text, root))
    if root.select_one("table.bfTable") is not None:
        number = _heading(text, root, r"\s*\S+ - (?P<page_title>.*)")
        fields += [*number, _renamed(number[0], "page_title", "number")]
        return _told(text, "paper", fields, _stations4(text, root))
    return _told(text, "extract", [_renamed(field, "subject", "page_title") for field in fields], [])


def _renamed(field: Place | None, old: str, new: str) -> Place | None:
    return (new, *field[1:]) if field is not None and field[0] == old else field


def _items4(text: Text, root: Tag) -> list[list[Place | None]]:
    rows = []
    for row in root.select("#toTreeTable tbody tr"):
        cells = _own_cells(row)
        named = (("number", cells[1]), ("title", cells[2]), ("paper", cells[4]), ("outcome", cells[5]))
        rows.append([text.of(name, cell) for name, cell in named])
        text.publicity.append(_public(rows[-1][0]))
        text.row_ids.append(_ids(row))
        text.note_cells("TOP", ("", "TOP", "Betreff", "", "Vorlage", "Beschluss"), cells)
    return rows


def _stations4(text: Text, root: Tag) -> list[list[Place | None]]:
    rows, body, role = [], None, None
    text.note("Beratungsfolge", "")
    for row in root.select("table.bfTable tbody tr"):
        cells = _own_cells(row)
        text.note_cells("Beratungsfolge", ("", "Datum", "Gremium", "Beschluss", ""), cells)
        if state := text.words(cells[0]):
            text.note("Beratungsfolge[] Status", state, "ignored", "workflow-state")
        date = text.of("date", cells[1])
        if date is None:
            body, role = text.of("body", cells[2]), text.of("role", cells[3])
        else:
            rows.append([body, role, date, text.of("meeting", cells[2]), text.of("outcome", cells[3])])
    return rows


def _sessionnet(soup: BeautifulSoup) -> Told:
    root = _root(soup, "#smccontent")
    text = Text(root)
    layout = str(_root(soup, "#smclayout")["class"])
    fields: list[Place | None] = []
    for label in root.select("#smctablevorgang td.smclabel"):
        value = label.find_next_sibling("td")
        words = text.words(label).rstrip(":")
        name = _LABELS.get(words)
        if name is not None and isinstance(value, Tag):
            fields.append(text.of(name, value))
            text.note(words, text.words(value))
    for heading in root.select("h3"):
        _, end = text.spans[id(heading)]
        name = text.words(heading).rstrip(":")
        text.note(name, " ".join(text.text[end : end + 400].split()))
        text.sections.append((_SECTIONS[name], end + 1, text.end))
    if "to0040" in layout:
        title = _heading(text, root, r"\w+ - (?P<page_title>.*)")
        return _told(text, "agenda", [*fields, *title], _items_of_sessionnet(text, root))
    if "vo0050" in layout:
        title = _heading(text, root, r"\w+ - (?P<page_title>.*)")
        number = _renamed(title[0], "page_title", "number")
        return _told(text, "paper", [*fields, *title, number], _stations_of_sessionnet(text, root))
    named = _heading(text, root, r"TOP (?P<agenda_number>Ö \d+): (?P<page_title>.*)")
    return _told(text, "extract", [*fields, *named], [])


def _items_of_sessionnet(text: Text, root: Tag) -> list[list[Place | None]]:
    rows: list[list[Place | None]] = []
    for row in root.select("table.smccontenttable tbody tr"):
        cells = _own_cells(row)
        if "smc_tophz" in row["class"]:
            rows[-1].append(text.of("outcome", cells[2]))
            text.note("Tagesordnungspunkt[] Beschluss", text.words(cells[2]))
        else:
            text.row_ids.append(_ids(row))
            for column, cell in zip(("TOP", "Betreff", "Vorlage"), cells, strict=True):
                text.note(column, text.words(cell))
            named = zip(("number", "title", "paper"), cells, strict=True)
            rows.append([text.of(name, cell) for name, cell in named])
            text.publicity.append(_public(rows[-1][0]))
    return rows


def _stations_of_sessionnet(text: Text, root: Tag) -> list[list[Place | None]]:
    names = ("body", "date", "number", "role", "outcome")
    rows = []
    for row in root.select("#smc_page_vo0050_contenttable1 tbody tr"):
        cells = _own_cells(row)
        rows.append([text.of(name, cell) for name, cell in zip(names, cells, strict=True)])
        text.note_cells("Beratungsfolge", ("Gremium", "Datum", "TOP", "Zuständigkeit", "Beschluss"), cells)
    return rows


_SYSTEMS: dict[str, Callable[[BeautifulSoup], Told]] = {
    "allris3-html": _allris3,
    "allris4-html": _allris4,
    "sessionnet": _sessionnet,
}
