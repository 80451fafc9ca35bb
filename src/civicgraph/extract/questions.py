"""Finds the questions of an inquiry: numbered ones with their sub-questions, or unnumbered ones that ask."""

import re

import msgspec

from civicgraph.extract.inquiry import Parts, answer_word, heading, is_closing
from civicgraph.extract.labels import Label, at_start, roman_value
from civicgraph.extract.prose import spans
from civicgraph.read.page import Line, Page, collapse
from civicgraph.read.plain import heading_of
from civicgraph.record import Cited, Question


class Item(msgspec.Struct, frozen=True):
    """A labelled stretch of lines: key and number of the question, its parent's key, and its text's place."""

    key: str
    number: str | None
    parent: str | None
    start: int
    end: int


def questions(page: Page, parts: Parts, paper: str, asked_by: tuple[tuple[str, str], ...]) -> list[Question]:
    """Return a page's questions in the order of the page; [] where nothing on it asks.

    A numbered list counts where a lead-in announces it or at least half of its items ask; a list that asks
    nothing (parts of a resolution, phases of a project) is none.
    """
    items = _numbered(page, parts)
    if items and parts.leadin is None and not _asks(page, items):
        items = []
    if not items:
        items = _unnumbered(page, parts)
    return [
        Question(
            cites=(Cited(property="schema:text", evidence=page.evidence(item.start, item.end)),),
            paper=paper,
            key=item.key,
            position=position,
            text=collapse(page.text[item.start : item.end]),
            number=item.number,
            parent=item.parent,
            asked_by=asked_by,
        )
        for position, item in enumerate(items, 1)
    ]


def _asks(page: Page, items: list[Item]) -> bool:
    asking = sum("?" in page.text[item.start : item.end] for item in items)
    return asking * 2 >= len(items)


def _numbered(page: Page, parts: Parts) -> list[Item]:
    """Walk the question lines; each label opens an item that runs to the next label, heading or closing."""
    stop = len(parts.lines) if parts.answers is None else parts.answers
    walk = _Walk()
    for line in parts.lines[parts.first_question : stop]:
        label = at_start(line.text)
        if label is not None and walk.takes(label):
            walk.open(label, line)
        elif answer_word(line) is not None or heading(line) is not None:
            walk.close()
        elif (heading_of(line.text) or is_closing(line.text)) and walk.has_begun:
            break
        else:
            walk.extend(line)
    return walk.finished(page.text)


class _Walk:
    """Keeps the open item, the level of each label style, and how often each key came."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._open: Item | None = None
        self._top_style: str | None = None
        self._main: str | None = None
        self._block = ""
        self._follow_ups = 0
        self._seen: dict[str, int] = {}

    @property
    def has_begun(self) -> bool:
        """True once a question was opened."""
        return bool(self.items or self._open)

    def takes(self, label: Label) -> bool:
        """Tell whether a label can open an item here: Roman numerals and letters only in their order."""
        if label.style == "follow-up":
            return self.has_begun
        if self._top_style is None:
            first = {"number": "1", "roman": "I", "letter": "a", "dotted": "1"}[label.style]
            return label.main == first or (label.style == "number" and int(label.main) < 30) or label.style == "dotted"
        if label.style == "roman":
            return self._top_style == "roman" and (roman_value(label.main) or 0) > 0
        return True

    def open(self, label: Label, line: Line) -> None:
        """Close the open item and open the next."""
        self.close()
        self._top_style = self._top_style or label.style
        if label.style == "follow-up":
            self._follow_ups += 1
            self._block, self._main = f"nachfrage-{self._follow_ups}/", None
            key = f"nachfrage-{self._follow_ups}"
            self._open = Item(key, f"Nachfrage {self._follow_ups}", None, line.start + label.length, line.end)
            return
        key, number, parent = self._placed(label)
        self._seen[key] = self._seen.get(key, 0) + 1
        unique = key if self._seen[key] == 1 else f"{key}-{self._seen[key]}"
        self._open = Item(unique, number, parent, line.start + label.length, line.end)

    def _placed(self, label: Label) -> tuple[str, str, str | None]:
        """Return key, printed number and parent of a label, by its style and the one above it."""
        if label.style == "letter" and self._top_style != "letter" and self._main is not None:
            return f"{self._main}{label.main}", f"{self._number(self._main)}{label.main}", self._main
        if label.style == "dotted":
            number = f"{label.main}.{label.sub}"
            parent = label.main if label.main in self._seen else None
            return number, number, parent
        if label.follow_up:
            return f"nachfrage-{label.main}", f"Nachfrage {label.main}", None
        number = label.main + (label.sub or "")
        parent = label.main if label.sub and label.main in self._seen else None
        key = self._block + number.lower() if label.style == "roman" else self._block + number
        if label.sub is None:
            repeated = self._seen.get(key, 0)
            self._main = key if not repeated else f"{key}-{repeated + 1}"
        return key, f"Nachfrage {number}" if self._block else number, parent

    def _number(self, key: str) -> str:
        item = next((i for i in reversed([*self.items, *([self._open] if self._open else [])]) if i.key == key), None)
        return (item.number or "") if item else re.sub(r"-\d+$", "", key)

    def extend(self, line: Line) -> None:
        """Let a line without a label go on with the open item."""
        if self._open is not None and not line.is_blank:
            self._open = msgspec.structs.replace(self._open, end=line.end)

    def close(self) -> None:
        """End the open item."""
        if self._open is not None:
            self.items.append(self._open)
            self._open = None

    def finished(self, text: str) -> list[Item]:
        """Return all items that hold text."""
        self.close()
        return [item for item in self.items if text[item.start : item.end].strip()]


def _unnumbered(page: Page, parts: Parts) -> list[Item]:
    """Return the sentences that ask, where an inquiry has no numbers; keys p1, p2, … and no number."""
    stop = len(parts.lines) if parts.answers is None else parts.answers
    asking = parts.lines[parts.first_question : stop]
    last = next((i for i, line in enumerate(asking) if _ends_questions(line)), len(asking))
    if not asking[:last]:
        return []
    found: list[Item] = []
    for start, end in spans(page, asking[0].start, asking[last - 1].end):
        text = page.text[start:end]
        mark = text.rfind("?")
        begin = start + len(text) - len(text.lstrip(" \u00a0•*-–"))
        if start + mark - begin > 8:
            found.append(Item(f"p{len(found) + 1}", None, None, begin, start + mark + 1))
    return found


def _ends_questions(line: Line) -> bool:
    return answer_word(line) is not None or heading(line) is not None or is_closing(line.text)
