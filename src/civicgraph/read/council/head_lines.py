"""Takes the lines of a letter head that say by their form what they are: labels, tables, cells, days, members, whom a letter goes to."""

import re

from civicgraph.read.account import Account
from civicgraph.read.council import labels, stations
from civicgraph.read.council.cells import cells_of
from civicgraph.read.council.forms import (
    MAX_LINE,
    at,
    body_field,
    fits,
    is_group,
    is_leader,
    is_member,
)
from civicgraph.read.council.furniture import furniture
from civicgraph.read.council.letters import FOR_SITTING, PLACE_AND_DAY, TO, is_address, names_someone, with_values
from civicgraph.read.council.opening import Opening, opening
from civicgraph.read.council.text import starts_text
from civicgraph.read.page import Field, Line, Sitting, collapse, lines
from civicgraph.read.sections import heading_of

HEAD_LINES = 60
"""So many lines with words can belong to a head."""
_UNKNOWN = re.compile(r"([A-ZÄÖÜ][\w/.-]{2,30}(?:\s[\w/.-]{2,20}){0,2}):\s{1,9}(\S.{0,60})")
_OF = re.compile(r"\s*(?:der|des|von(?:\sder)?)\s")
_OF_COUNCIL = re.compile(r"\s(?:im|in)\s")
_GREETED = re.compile(r"(?:Frau|Herrn?)\s\S{4,40}$")
LABEL_WITHIN = 3
"""An unknown label counts where a known one stands within so many lines below it."""


class HeadLines:
    """The lines of a head, taken one by one. fields, sittings: what they gave; opening: the line that says what the paper is, or None."""

    def __init__(self, text: str, account: Account) -> None:
        self.fields: list[Field] = []
        self.sittings: list[Sitting] = []
        self.opening: Opening | None = None
        self._text, self._account = text, account
        self._told = [line for line in lines(text) if not line.is_blank][: HEAD_LINES + 1]
        self._awaited: list[labels.Label] = []
        self._ranks: dict[str, int] = {}
        self._first: int | None = None
        self._last = 0
        self._addressed = -1
        self._at = 0

    def _take(self, line: Line) -> bool:
        """Take a line that says by its form what it is; False for a title, a sender or the text."""
        words = collapse(line.text)
        kind = furniture(words)
        if kind is not None:
            self._account.left(kind, words)
            return True
        if len(words) > MAX_LINE:
            return False
        taken = (
            self._take_rows(line)
            or self._take_sitting(line)
            or self._take_cells(line)
            or self._take_labels(line, words)
            or self._take_awaited(line, words)
            or self._take_opening(line)
            or self._take_alone(line, words)
        )
        if taken:
            self._first = line.start if self._first is None else self._first
            self._last = max(self._last, line.end)
        return taken

    def _take_sitting(self, line: Line) -> bool:
        """Take a line of its own that says for which sitting the paper is handed in."""
        match = FOR_SITTING.fullmatch(line.text)
        if match is None:
            return False
        named = body_field(line, match.start("body"), match.end("body")) if match.group("body") else None
        when = at(line, "date", match.start("date"), match.end("date"))
        for label, field in (("Sitzung", named), ("Sitzung am", when)):
            if field is not None:
                self._account.mapped(label, field.value)
                self._add([field], 1)
        return True

    def _take_rows(self, line: Line) -> bool:
        if not stations.is_head(line):
            return False
        self._account.left("Spaltenkopf", line.text)
        rows = stations.rows_below(self._text, line)
        is_way = len(rows) > 1 or any(row.role is not None or row.outcome is not None for row in rows)
        for row in rows:
            self._account.mapped("Gremium[]", row.body.value)
            for label, cell in (
                ("TOP[]", row.agenda_number),
                ("Zuständigkeit[]", row.role),
                ("Ergebnis[]", row.outcome),
            ):
                if cell is not None:
                    self._account.mapped(label, cell.value)
            if is_way:
                self.sittings.append(
                    Sitting(row.body, row.role, row.date, outcome=row.outcome, number=row.agenda_number)
                )
        if not is_way and rows:
            cells = (rows[0].body, rows[0].date, rows[0].agenda_number)
            self._add([cell for cell in cells if cell is not None], 0)
        self._add([row.publicity for row in rows[:1] if row.publicity is not None], 1)
        self._last = rows[-1].end if rows else line.end
        while self._at < len(self._told) and self._told[self._at].start < self._last:
            self._at += 1
        return True

    def _take_cells(self, line: Line) -> bool:
        """Take what stands side by side on one line, as far as each cell says by its form what it is; the others are accounted for."""
        told = [Line(line.start + c.start, line.start + c.start + len(c.text), c.text) for c in cells_of(line)]
        if len(told) < 2 or self._awaited or len(labels.labels_of(line, "paper")) > 1:
            return False
        joined = with_values(self._text, told)
        if len(joined) < 2:
            return False
        taken = [self._take(cell) for cell in joined]
        for cell, is_taken in zip(joined, taken, strict=True):
            if any(taken) and not is_taken:
                self._account.left("Zeile im Kopf", cell.text)
        return any(taken)

    def _take_labels(self, line: Line, words: str) -> bool:
        told = labels.labels_of(line, "paper")
        if not told or (not told[-1].value and heading_of(words) is not None):
            return self._take_unknown(line, words)
        if told[0].label.name == "authors" and not names_someone(told[0].value):
            return False
        for one in told:
            if not one.value:
                self._awaited.append(one.label)
            elif labels.accepts(one.label, one.value):
                self._take_value(one.label, line, one.start, one.end)
            else:
                self._account.left(one.label.words, one.value)
        return True

    def _take_value(self, label: labels.Label, line: Line, start: int, end: int) -> None:
        found = list(labels.fields_of(label, line, start, end))
        if label.name == "title":
            found += self._going_on(line)
        self._account.mapped(label.words, found[0].value if found else "")
        self._add(found, label.rank)

    def _going_on(self, line: Line) -> list[Field]:
        """Return the lines right below a labelled title that go on with it, as further parts of it."""
        parts: list[Field] = []
        while self._at < len(self._told) and self._told[self._at].start == line.end + 1:
            line = self._told[self._at]
            if labels.labels_of(line, "paper") or stations.is_head(line) or starts_text(line.text) or len(parts) > 2:
                break
            part = at(line, "title", 0, len(line.text), 1)
            parts += [part] if part is not None else []
            self._last = line.end
            self._at += 1
        return parts

    def _take_unknown(self, line: Line, words: str) -> bool:
        """Account for a label that nobody knows above labels that are known."""
        match = _UNKNOWN.fullmatch(words)
        following = self._told[self._at : self._at + LABEL_WITHIN]
        if match is None or not any(labels.labels_of(one, "paper") for one in following):
            return False
        self._account.left(match.group(1), match.group(2))
        return True

    def _take_awaited(self, line: Line, words: str) -> bool:
        """Give a line to the first label above that has no value yet and whose form it has."""
        for place, label in enumerate(self._awaited):
            fitting = label.form == "name" and (is_group(words) or is_member(words))
            if fitting or fits(label.form, words) or (label.form == "text" and place == len(self._awaited) - 1):
                del self._awaited[place]
                self._take_value(label, line, 0, len(line.text))
                return True
        return False

    def _take_opening(self, line: Line) -> bool:
        found = opening(line) if self.opening is None else None
        if found is None:
            return False
        self.opening = found
        self._account.mapped("Art", found.document.value)
        self._add(list(found.fields), 1)
        return True

    def _take_alone(self, line: Line, words: str) -> bool:
        """Take a line that needs no label: publicity, a day with or without a place, members, groups, whom the letter goes to."""
        if fits("publicity", words):
            self._named("publicity", "Öffentlichkeit", line, 0, len(line.text))
        elif (placed := PLACE_AND_DAY.fullmatch(words)) is not None:
            start = line.text.find(placed.group("day").split(" ")[0])
            self._named("page_date", "Ort und Tag", line, start, start + len(placed.group("day")))
        elif fits("unit", words) and words.startswith("Dez"):
            self._named("lead_unit", "Dezernat", line, 0, len(line.text))
        elif TO.fullmatch(words) or is_leader(words) or (line.start == self._addressed and is_address(words)):
            self._account.left("Anschriftfeld", words)
            self._addressed = line.end + 1
        else:
            return self._take_authors(line, words)
        return True

    def _take_authors(self, line: Line, words: str) -> bool:
        """Take a line that names members or a group: behind "der" or "des" too, an office with its holder's name on the line below."""
        article = _OF.match(line.text)
        start = article.end() if article is not None and self.opening is not None else 0
        alone = collapse(line.text[start:])
        council = _OF_COUNCIL.search(line.text, start)
        following = self._told[self._at : self._at + 1]
        if is_group(alone):
            self._named("authors", "Verfasser", line, start, council.start() if council is not None else len(line.text))
        elif is_member(alone):
            self._named("authors", "Verfasser", line, start, len(line.text))
        elif _GREETED.match(words) and following and is_member(f"{words} {collapse(following[0].text)}"):
            self._at += 1
            self._last = following[0].end
            both = Line(line.start, self._last, self._text[line.start : self._last])
            self._named("authors", "Verfasser", both, 0, len(both.text))
        else:
            return False
        return True

    def _named(self, name: str, account: str, line: Line, start: int, end: int) -> None:
        field = at(line, name, start, end, 1)
        if field is not None:
            self._account.mapped(account, field.value)
            self._add([field], 1)

    def _add(self, found: list[Field], rank: int) -> None:
        """Add fields; of two that say one thing the one of the lower rank counts, of equal ranks the first.

        Authors and parts of a title add up.
        """
        for field in found:
            known = self._ranks.get(field.name)
            if known is not None and field.name not in ("authors", "title"):
                if known <= rank:
                    self._account.left(f"weiteres Feld {field.name}", field.value)
                    continue
                self.fields = [one for one in self.fields if one.name != field.name]
            self._ranks[field.name] = rank if known is None else min(known, rank)
            self.fields.append(field)
