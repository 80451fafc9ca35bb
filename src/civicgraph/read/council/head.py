"""Reads the letter head of a council paper: what it is, who wrote it, labels, stations; what is left is its title, then its text begins."""

import re

from civicgraph.read.account import Account
from civicgraph.read.council import labels, stations
from civicgraph.read.council.head_lines import HEAD_LINES, LABEL_WITHIN, HeadLines
from civicgraph.read.council.text import sounds_like_text, starts_text
from civicgraph.read.page import Line, collapse

TITLE_LINES = 5
LABEL = 30
"""Characters of a label at most."""
PROSE = 80
"""A paragraph of so many characters that ends with a mark is no title."""
_SENDER = re.compile(
    r"\s*(?:(?:Die|Der|Das)\s)?(?:\w{0,12}(?:stadt|gemeinde)|Markt|Flecken|\w{0,4}kreis|Bezirks?amt|Amt|Rathaus|Fraktion)\b",
    re.IGNORECASE,
)


class Head(HeadLines):
    """Walks the lines of a paper from its top. end: where its text begins."""

    def __init__(self, text: str, account: Account) -> None:
        super().__init__(text, account)
        self._runs: list[list[Line]] = []
        self._stop = self._walk()
        self.end = self._divide()

    def _walk(self) -> int:
        """Take lines until the text begins; return where it does."""
        while self._at < len(self._told):
            line = self._told[self._at]
            self._at += 1
            if self._at > HEAD_LINES:
                return line.start
            if self._take(line):
                continue
            if starts_text(line.text) or self._is_second(line) or self._begins(line):
                return line.start
            self._add_plain(line)
            if self._is_prose(self._runs[-1]):
                return self._runs.pop()[0].start
        return len(self._text)

    def _add_plain(self, line: Line) -> None:
        """Add a line that has no form of its own to the paragraph it belongs to."""
        if self._runs and line.start == self._runs[-1][-1].end + 1:
            self._runs[-1].append(line)
        else:
            self._runs.append([line])

    def _is_second(self, line: Line) -> bool:
        """Tell whether a line begins a second paragraph behind the last line of the head that has a form: that is the text."""
        behind = [run for run in self._runs if run[0].start > self._last]
        fresh = not self._runs or line.start != self._runs[-1][-1].end + 1
        return self.opening is not None and bool(behind) and fresh

    def _begins(self, line: Line) -> bool:
        """Tell whether a line that sounds like text is no title: nothing of the head follows, and no line that the colon announces."""
        if not sounds_like_text(line.text):
            return False
        following = self._told[self._at : self._at + LABEL_WITHIN]
        if any(stations.is_head(one) or labels.labels_of(one, "paper") for one in following):
            return False
        goes_on = bool(following) and following[0].start == line.end + 1 and not starts_text(following[0].text)
        return not (goes_on and line.text.rstrip().endswith(":") and self.opening is not None and not self._is_titled)

    @property
    def _is_titled(self) -> bool:
        below = any(self._first is not None and run[0].start > self._first for run in self._runs)
        return below or any(field.name == "title" for field in self.fields)

    def _is_prose(self, run: list[Line]) -> bool:
        words = collapse(" ".join(line.text for line in run))
        return len(run) > TITLE_LINES or (len(words) > PROSE and words.endswith((".", ":", "?", "!")))

    def _divide(self) -> int:
        """Find the title among the paragraphs without a form, account for the others, and return where the text begins."""
        inside = [run for run in self._runs if self._first is not None and self._first < run[0].start < self._last]
        behind = [run for run in self._runs if run[0].start > self._last]
        above = [run for run in self._runs if self._first is None or run[0].start < self._first]
        chosen = None
        if not any(field.name == "title" for field in self.fields):
            told = [*behind[::-1], *inside[::-1]] if self.opening is None else [*inside[::-1], *behind[:1]]
            named = [run for run in told if not _is_lost_label(run)]
            named += [run for run in above[::-1] if _SENDER.match(run[0].text) is None]
            chosen = next(iter(named), None)
        if chosen is not None:
            line = Line(chosen[0].start, chosen[-1].end, self._text[chosen[0].start : chosen[-1].end])
            self._named("title", "Titel", line, 0, len(line.text))
        for run in [*above, *inside]:
            if run is not chosen:
                self._account.left("Briefkopf" if run in above else "Zeile im Kopf", run[0].text)
        for run in behind[:-1] if self.opening is None else []:
            self._account.left("Zeile im Kopf", run[0].text)
        starts = [run[0].start for run in behind if run is not chosen and self.opening is not None]
        return min([*starts, self._stop])


def _is_lost_label(run: list[Line]) -> bool:
    """Tell whether a paragraph is a label that nobody knows, on its own: "Verantwort-" / "lich:"."""
    words = collapse(" ".join(line.text for line in run))
    return words.endswith(":") and len(words) < LABEL
