"""Finds answers by their headings ("Zu Frage 3a:", "Zu 1. und 2.:", "Antwort:"), and who answers in which role."""

import re
from bisect import bisect_left, bisect_right

import msgspec

from civicgraph.extract.inquiry import Parts, answer_word, heading, is_closing
from civicgraph.extract.labels import at_start, expanded
from civicgraph.extract.people import Named, in_prose, split_role
from civicgraph.extract.people import one as one_person
from civicgraph.iri import slug
from civicgraph.read.page import Line, Page, collapse
from civicgraph.record import Answer, Cited, Finding, Question

_OFFICE = re.compile(
    r"(?:^\s*(?:Die|Der|Das)|\b(?:beantwortet|antwortet|nimmt)\s+(?:die|der|das)|\b(?:für|durch|seitens|namens)\s+(?:die|der|das|den|des)|^\s*Im\s+Namen\s+(?:des|der))\s+"
    r"((?:Stadt|Gemeinde|Kreis|Bezirks)?[Vv]erwaltung|Magistrat|Bezirksamt|Senat)(?:e?s)?\b"
)


class Answerer(msgspec.Struct, frozen=True):
    """Who answers. noun and key are None where the page names an office alone; role: code of the office."""

    noun: str | None
    key: str | None
    role: str | None
    named: Named | None
    start: int
    end: int


class Open(msgspec.Struct, frozen=True):
    """An answer whose text is being gathered. number: its heading's label without blanks; worded: its heading names it."""

    number: str | None
    answers: tuple[str, ...]
    heading_start: int
    heading_end: int
    start: int
    end: int
    worded: bool = True


def answerer(page: Page, parts: Parts) -> Answerer | None:
    """Return who the line before the answers says is answering, or None where it names nobody."""
    if parts.answer_leadin is None:
        return None
    line = _without_asker(parts.lines[parts.answer_leadin])
    match = next((m for m in in_prose().finditer(line.text)), None)
    if match is not None:
        role_words, name = match.group("role"), match.group("name") or match.group("plain")
        raw = match.group(0)
        named = one_person(f"{role_words or ''} {name}".strip())
        if named is not None and named.noun == "person":
            return Answerer(
                "person",
                named.key,
                named.role,
                named,
                line.start + match.start(),
                line.start + match.start() + len(raw.rstrip()),
            )
    office = _OFFICE.search(line.text)
    if office is not None:
        name = office.group(1)
        named = Named("unit", slug(name), name)
        return Answerer("unit", named.key, None, named, line.start + office.start(1), line.start + office.end(1))
    _, role, raw_role = split_role(re.sub(r"^\s*(?:Der|Die|Das)\s+", "", line.text))
    if role is not None and raw_role is not None:
        start = line.start + line.text.index(raw_role)
        return Answerer(None, None, role, None, start, start + len(raw_role))
    return None


_ASKER = re.compile(
    r"\b(?:[Aa]n)?[Ff]ragen?\s+(?:der|des|von|vom)\b.*?(?=\s+(?:beantwort|wird\b|werden\b|antwort|nimmt\b|nehm|nehme))"
)


def _without_asker(line: Line) -> Line:
    """Blank out who asked ("Die Anfrage der Ratsfrau Dr. Ott beantwortet …"): that is not who answers."""
    masked = _ASKER.sub(lambda m: " " * len(m.group(0)), line.text)
    return Line(line.start, line.end, masked)


def answers(
    page: Page, parts: Parts, questions: list[Question], paper: str, by: Answerer | None
) -> tuple[list[Answer], list[Finding]]:
    """Return a page's answers in the order of the page, and a finding for every heading without a text."""
    found = _gathered(page, parts, questions)
    empty = [a for a in found if not page.text[a.start : a.end].strip()]
    full = [a for a in found if page.text[a.start : a.end].strip()]
    records = []
    keys: dict[str, int] = {}
    for position, item in enumerate(full, 1):
        base = slug(item.number) if item.number else f"p{position}"
        keys[base] = keys.get(base, 0) + 1
        records.append(_record(page, item, paper, by, position, base if keys[base] == 1 else f"{base}-{keys[base]}"))
    return records, [_without_text(page, item) for item in empty]


def _record(page: Page, item: Open, paper: str, by: Answerer | None, position: int, key: str) -> Answer:
    cites = [Cited(property="schema:text", evidence=page.evidence(item.start, item.end))]
    if page.text[item.heading_start : item.heading_end].strip():
        cites.append(Cited(property="cg:number", evidence=page.evidence(item.heading_start, item.heading_end)))
    if by is not None:
        cites.append(Cited(property="cg:answeredBy", evidence=page.evidence(by.start, by.end)))
    return Answer(
        cites=tuple(cites),
        paper=paper,
        key=key,
        position=position,
        text=collapse(page.text[item.start : item.end]),
        number=item.number,
        answers=item.answers,
        answered_by=(by.noun, by.key) if by is not None and by.noun and by.key else None,
        role=by.role if by is not None else None,
    )


def _gathered(page: Page, parts: Parts, questions: list[Question]) -> list[Open]:
    """Gather answers under headings from the first answer line on, and after each bare "Antwort:" wherever it stands."""
    found: list[Open] = []
    opened: Open | None = None
    asked = _Asked(questions)
    for index, line in enumerate(parts.lines):
        again = asked.see(line)
        begun = _begun(line, index, parts, asked)
        if begun is not None:
            found += [opened] if opened else []
            opened = begun
        elif opened is not None and (is_closing(line.text) or asked.turned or (again and not opened.worded)):
            found.append(opened)
            opened = None
        elif opened is not None and not line.is_blank:
            opened = msgspec.structs.replace(opened, end=line.end)
    found += [opened] if opened else []
    if not found and parts.answer_leadin is not None:
        found = _whole(parts)
    return [o for o in found if o.heading_end <= o.end]


class _Asked:
    """Knows which question the walk through the lines has come to last."""

    def __init__(self, questions: list[Question]) -> None:
        self._starts = {q.cites[0].evidence.start: q.number or "" for q in questions}
        self._numbers = {q.number for q in questions if q.number}
        self._ordered = sorted(self._starts)
        self.current: str | None = None
        self.turned = False

    def see(self, line: Line) -> bool:
        """Take note of a line; True where a question begins on it, or its number is repeated."""
        first, last = bisect_left(self._ordered, line.start), bisect_right(self._ordered, line.end)
        starts = self._ordered[first:last]
        label = at_start(line.text)
        number = label.main + (label.sub or "") if label is not None else None
        self.turned = label is not None and label.follow_up and not starts
        if starts:
            self.current = self._starts[starts[-1]]
        elif self.turned:
            self.current = None  # a further question among the answers: its answer belongs to none of those asked
        elif number in self._numbers:
            self.current = number
        else:
            return False
        return True


def _begun(line: Line, index: int, parts: Parts, asked: _Asked) -> Open | None:
    """Return the answer that a line opens, or None."""
    head = heading(line) if parts.answers is not None and index >= parts.answers else None
    if head is not None:
        number = re.sub(r"[\s\u00a0).]+(?!\d)|\s+", "", head.listed)
        prefix = "Nachfrage " if head.follow_up else ""
        named = tuple(f"{prefix}{n}" for n in expanded(head.listed))
        return Open(f"{prefix.strip()}{number}", named, line.start, head.rest_start, head.rest_start, line.end, True)
    word = answer_word(line)
    if word is None or asked.current is None:
        return None
    number_of = asked.current or None
    return Open(number_of, (number_of,) if number_of else (), line.start, word, word, line.end, False)


def _whole(parts: Parts) -> list[Open]:
    """Take everything after the announcement as one answer where no heading parts it."""
    rest = [line for line in parts.lines[(parts.answer_leadin or 0) + 1 :] if not line.is_blank]
    if not rest:
        return []
    closing = next((i for i, line in enumerate(rest) if is_closing(line.text)), len(rest))
    rest = rest[:closing]
    return [Open(None, (), rest[0].start, rest[0].start, rest[0].start, rest[-1].end)] if rest else []


def _without_text(page: Page, item: Open) -> Finding:
    quote = collapse(page.text[item.heading_start : item.heading_end])
    return Finding(
        "warning",
        "answer-heading-without-text",
        f"Unter der Überschrift „{quote}“ steht kein Text.",
        f"No text stands under the heading '{quote}'.",
        page=page.snapshot.locations[0],
        value=quote,
    )
