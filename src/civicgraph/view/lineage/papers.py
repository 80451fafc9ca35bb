"""Turns inquiries, the papers they name and their questions into events of the view."""

from civicgraph.view.lineage.events import Events, code, kinds, on_day
from civicgraph.view.lineage.facts import Facts, Node
from civicgraph.view.lineage.model import Detail, Event, Questions, When, Words
from civicgraph.view.lineage.when import when
from civicgraph.view.lineage.words import NOTHING, counted, same, word
from civicgraph.vocab import term


def is_inquiry(paper: Node, questions: list[Node]) -> bool:
    """True where a paper asks: it is typed so, or its page holds questions."""
    return bool(questions) or code(paper.one("eli:work_type")) == "inquiry"


def inquiry(events: Events, paper: Node, questions: list[Node], steps: list[Node], decisions: list[Node]) -> Event:
    """Return the event of an inquiry, dated by its first dated step or else by the meeting that treated it."""
    facts = events.facts
    items = facts.pointing("cg:paper", [paper.iri], "cg:AgendaItem")
    dated = [date for step in steps if (date := when(facts.nodes(step.all("cg:date")), []))]
    date = min(dated, key=lambda d: (not d.earliest, d.earliest), default=None) or _meeting_day(facts, items)
    body = next((step.one("cg:body") for step in steps if step.one("cg:body")), "") or _meeting_body(facts, items)
    number = paper.one("dct:identifier")
    title = ": ".join(part for part in (number, paper.one("dct:title")) if part) or facts.name(paper.iri)
    asked = counts(questions)
    status = word("status_long", "undated") if date is None else NOTHING
    if date and date.earliest and date.earliest in {events.quotes.page(s).as_of for s in paper.all("dct:source")}:
        status = on_day(date.earliest)
    lines = [
        *events.paper(paper),
        *(Detail(word("detail", "item"), same(n)) for i in items for n in i.all("cg:number")),
    ]
    if questions:
        lines.append(Detail(word("detail", "questions"), said(asked)))
    return events.event(
        paper,
        sort="inquiry",
        about="",
        title=Words(f"{word('sort', 'inquiry').de} {title}", f"{word('sort', 'inquiry').en} {title}"),
        label=_label(number, asked),
        date=date,
        body=body,
        status=("", status),
        kinds=kinds(decisions),
        outcomes=events.outcomes(decisions),
        details=lines,
        questions=asked,
        says=[*steps, *decisions, *(q for q in questions if _is_open(q)), *items] or [paper],
    )


def mention(events: Events, reference: Node) -> Event:
    """Return the event of a paper that another paper names, and whose page was not read."""
    facts = events.facts
    paper = facts.node(reference.one("cg:fromPaper"))
    name = " · ".join(part for part in (reference.one("cg:number"), reference.one("dct:title")) if part)
    naming = paper.one("dct:identifier") or facts.name(paper.iri)
    date = when(facts.nodes(reference.all("cg:date")), [])
    shown = name or (date.raw[0] if date and date.raw else "")
    return events.event(
        reference,
        sort="mention",
        about="",
        title=Words(f"{word('sort', 'mention').de}: „{shown}“", f"{word('sort', 'mention').en}: “{shown}”"),
        label=same(name),
        date=date,
        body="",
        status=("", word("status_long", "mention")),
        kinds=kinds([reference]),
        details=[Detail(word("detail", "named_by"), same(naming))],
        says=[reference],
    )


def counts(questions: list[Node]) -> Questions:
    """Count main and sub-questions apart, and those for which no answer was found."""
    main = [q for q in questions if not q.one("cg:parentQuestion")]
    sub = [q for q in questions if q.one("cg:parentQuestion")]
    return Questions(
        papers=1 if questions else 0,
        main=len(main),
        sub=len(sub),
        main_open=sum(map(_is_open, main)),
        sub_open=sum(map(_is_open, sub)),
        unknown=sum(not q.one("cg:answerStatus") for q in questions),
    )


def total(found: list[Questions]) -> Questions:
    """Add up."""
    return Questions(*(sum(getattr(one, name) for one in found) for name in Questions.__struct_fields__))


def said(asked: Questions) -> Words:
    """Say how many questions there are and how many of them are open: "6 Fragen, 6 Unterfragen; ohne gefundene
    Antwort: 1 Frage".
    """
    asked_words = _questions(asked.main, asked.sub)
    if asked.unknown == asked.main + asked.sub:
        return asked_words
    if not asked.main_open and not asked.sub_open:
        if asked.unknown:
            return asked_words
        return Words(
            f"{asked_words.de}; zu jeder fand sich ein Antworttext",
            f"{asked_words.en}; an answer text was found for each",
        )
    left = _questions(asked.main_open, asked.sub_open)
    return Words(
        f"{asked_words.de}; ohne gefundene Antwort: {left.de}", f"{asked_words.en}; no answer found: {left.en}"
    )


def _questions(main: int, sub: int) -> Words:
    parts = [counted(main, Words("Frage", "question"), Words("Fragen", "questions"))] if main or not sub else []
    if sub:
        parts.append(counted(sub, Words("Unterfrage", "sub-question"), Words("Unterfragen", "sub-questions")))
    return Words(", ".join(p.de for p in parts), ", ".join(p.en for p in parts))


def _label(number: str, asked: Questions) -> Words:
    left, everything = asked.main_open + asked.sub_open, asked.main + asked.sub
    start = f"{number}: " if number else ""
    if not left and everything and not asked.unknown:
        return Words(f"{start}zu allen {everything} ein Antworttext", f"{start}an answer text to all {everything}")
    if not left:
        return same(number)
    return Words(
        f"{start}zu {left} von {everything} keine Antwort gefunden", f"{start}no answer found to {left} of {everything}"
    )


def _is_open(question: Node) -> bool:
    return code(question.one("cg:answerStatus")) == "unanswered"


def _meeting_day(facts: Facts, items: list[Node]) -> When | None:
    starts = sorted(s[:10] for item in items for s in facts.node(item.one("dct:isPartOf")).all("cg:start"))
    if not starts:
        return None
    day = Node("")
    for name in ("earliest", "latest", "edtf", "raw"):
        day.add(term(f"cg:{name}"), starts[0], "")
    return when([day], [])


def _meeting_body(facts: Facts, items: list[Node]) -> str:
    return next((b for item in items for b in facts.node(item.one("dct:isPartOf")).all("cg:body")), "")
