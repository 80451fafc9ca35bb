"""Reads the Beratungsfolge of an ALLRIS 4 paper: a row for each body, below it a row for each of its sittings."""

from civicgraph.read.account import Account
from civicgraph.read.allris4.opening import Opening
from civicgraph.read.grid import Row, find_table, rows
from civicgraph.read.page import Field, Sitting
from civicgraph.read.rows import columns, renamed


def consultations(seen: Opening, account: Account) -> tuple[list[Sitting], int]:
    """Return the sittings in page order, and where their table ends in the text; a body without a sitting is one without a date."""
    if seen.kind != "paper":
        return [], 0
    known = columns("consultations")
    table = seen.root.css_first("table.bfTable, #bfTable table") or find_table(seen.root, seen.rendered, known)
    if table is None or table.tag != "table":
        return [], 0
    taken = _Rows(account)
    for row in rows(table, seen.rendered, known):
        taken.take(row)
    found = taken.sittings()
    if found:
        account.mapped("Beratungsfolge", "")
    return found, seen.rendered.span(table).end


def lost(seen: Opening) -> str:
    """Return what stands below the heading of a Beratungsfolge, "" where there is no such heading or nothing below it."""
    for heading in seen.root.css("h2, h3, h4, dt, .colTitle"):
        below = heading.next
        while below is not None and (below.tag or "-").startswith("-"):
            below = below.next
        name = seen.rendered.field(heading)
        if name is not None and name.value.rstrip(" :") == "Beratungsfolge" and below is not None:
            told = seen.rendered.field(below)
            return told.value if told is not None else ""
    return ""


class _Rows:
    """Takes the rows one by one; a row without a date names the body of those below it."""

    def __init__(self, account: Account) -> None:
        self._found: list[Sitting] = []
        self._station: tuple[Field, Field | None] | None = None
        self._is_bare = False
        self._account = account

    def take(self, row: Row) -> None:
        """Take one row: a body with its role, or one of its sittings with its outcome."""
        cells = self._by_name(row)
        date, body, meeting = cells.get("date"), cells.get("body"), cells.get("meeting")
        if date is None:
            self._take_station(cells)
            return
        if self._station is None or self._is_whole(row):
            named = body or meeting
            if named is None:
                self._account.left("Beratungsfolge[] Zeile ohne Gremium", date.value)
                return
            self._take_bare()
            self._station = (_of(named, "body"), renamed("role", cells.get("role"), 1))
            self._found.append(self._sitting(date, meeting if body is not None else None, cells))
        else:
            self._found.append(self._sitting(date, meeting or body, cells))
        self._is_bare = False

    def sittings(self) -> list[Sitting]:
        """Return what was taken, in page order."""
        self._take_bare()
        return self._found

    def _is_whole(self, row: Row) -> bool:
        """Tell whether a dated row names its body itself: the table has columns for both body and meeting, or for the role."""
        names = {columns("consultations").get(cell.column) for cell in row.cells}
        return "body" in names and bool(names & {"meeting", "role"})

    def _take_station(self, cells: dict[str, Field]) -> None:
        body = cells.get("body") or cells.get("meeting")
        if body is None:
            return
        self._take_bare()
        self._station = (_of(body, "body"), renamed("role", cells.get("role") or cells.get("outcome"), 1))
        self._is_bare = True

    def _take_bare(self) -> None:
        """A body without a sitting is a station all the same."""
        if self._is_bare and self._station is not None:
            self._found.append(Sitting(*self._station))
        self._is_bare = False

    def _sitting(self, date: Field, meeting: Field | None, cells: dict[str, Field]) -> Sitting:
        assert self._station is not None  # the caller has seen the body
        named, outcome = renamed("meeting", meeting, 1), renamed("outcome", cells.get("outcome"), 1)
        vote = renamed("vote", cells.get("vote"), 1)
        return Sitting(
            *self._station, _of(date, "date"), named, outcome, vote, renamed("number", cells.get("number"), 1)
        )

    def _by_name(self, row: Row) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for cell in row.filled:
            name = columns("consultations").get(cell.column)
            if name is not None and cell.field is not None and name not in found:
                found[name] = cell.field
                self._account.mapped(f"Beratungsfolge[] {cell.column}", cell.value)
            else:
                self._account.left(f"Beratungsfolge[] {cell.column}", cell.value, f"Spalte {cell.column}")
        return found


def _of(field: Field, name: str) -> Field:
    return Field(name, field.value, field.span, 1)
