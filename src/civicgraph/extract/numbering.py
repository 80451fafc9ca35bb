"""Turns the accepted labels of one text into the keys, printed numbers and parents of its questions."""

import msgspec

from civicgraph.extract.sequence import Accepted


class Place(msgspec.Struct, frozen=True):
    """Where a label stands: key unique in its text, number as an answer would name it, key of the main question."""

    key: str
    number: str
    parent: str | None


class Numbering:
    """Walks through labels in order; equal labels get keys of their own ("1", "1-2"), follow-up blocks nest ("nachfrage-1/2")."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._numbers: dict[str, str] = {}
        self._main: str | None = None
        self._block = ""
        self._follow_ups = 0
        self._last = 0

    def place(self, label: Accepted) -> Place:
        """Return the next label's place."""
        key, number, parent = self._named(label)
        self._seen[key] = count = self._seen.get(key, 0) + 1
        unique = key if count == 1 else f"{key}-{count}"
        self._numbers[unique] = number
        if label.depth == 0 and parent is None:
            self._main = unique
        return Place(unique, number, parent)

    def _named(self, accepted: Accepted) -> tuple[str, str, str | None]:
        label = accepted.label
        if label.style == "follow-up":
            self._follow_ups += 1
            self._block, self._main = f"nachfrage-{self._follow_ups}/", None
            return f"nachfrage-{self._follow_ups}", f"Nachfrage {self._follow_ups}", None
        if label.follow_up:
            return f"nachfrage-{label.main}", f"Nachfrage {label.main}", None
        if label.style == "dotted":
            number = f"{label.main}.{label.sub}"
            return self._block + number, number, label.main if label.main in self._seen else None
        if accepted.depth and self._main is not None:
            above, joint = self._main, "." if label.style == "number" and self._main[-1].isdigit() else ""
            return f"{above}{joint}{label.main.lower()}", f"{self._numbers[above]}{joint}{label.main}", above
        number = label.main + (label.sub or "")
        if label.style == "number" and int(label.main) == self._last + 1:
            self._block = ""  # a follow-up that counts on ("Nachfrage: 3. …") is the inquiry's third question
        if not self._block and label.style == "number":
            self._last = int(label.main)
        parent = self._main if label.sub and self._main is not None and self._is_main(label.main) else None
        return self._block + number.lower(), f"Nachfrage {number}" if self._block else number, parent

    def _is_main(self, number: str) -> bool:
        """Tell whether the main question open here has this number ("3" for "3a"), not one with a letter of its own."""
        return self._main is not None and self._numbers[self._main].removeprefix("Nachfrage ") == number
