"""Tells a lineage in one paragraph of honest words: counted, dated, and no more than the pages say."""

from civicgraph.view.days import day, month
from civicgraph.view.lineage.model import Edge, Event, Page, Policy, Questions, Words
from civicgraph.view.lineage.papers import said
from civicgraph.view.lineage.words import counted, listed, table, word
from civicgraph.view.provenance import source_line

COUNTED = ("consultation", "funding", "participation", "publication", "adoption")


def story(policies: list[Policy], edges: list[Edge], events: list[Event], asked: Questions, as_of: str) -> Words:
    """Return the sentences: lineage, stations, decisions without a date, questions, and the day up to which this is
    told.
    """
    parts = [_lineage(edges), _stations(events), _undated(events), _papers(events), _asked(asked), _as_of(as_of)]
    return Words(" ".join(p.de for p in parts if p), " ".join(p.en for p in parts if p))


def told_of(pages: list[Page], fingerprint: str) -> Words:
    """Return the one line that every form of the view carries: source, as of, retrieved, licence, fingerprint."""

    def line(lang: str) -> str:
        return source_line(
            lang,
            sources=[page.publisher or page.source for page in pages],
            as_of=[page.as_of for page in pages],
            retrieved=[page.retrieved for page in pages],
            licences=[page.licence for page in pages],
            fingerprint=fingerprint,
        )

    return Words(line("de"), line("en"))


def _lineage(edges: list[Edge]) -> Words | None:
    if not edges:
        return None
    told = listed(
        [Words(f"{e.title.de} ({word('kind', e.kind).de})", f"{e.title.en} ({word('kind', e.kind).en})") for e in edges]
    )
    return Words(f"{told.de}.", f"{told.en}.")


def _stations(events: list[Event]) -> Words | None:
    """Count the policies' own dated stations: council bodies and administration apart, announced ones named."""
    own = [e for e in events if e.policy and e.sort in COUNTED and e.when and (e.when.earliest or e.when.latest)]
    if not own:
        return None
    first = min(e.when.earliest or e.when.latest for e in own if e.when)
    last = max(e.when.latest or e.when.earliest for e in own if e.when)
    kinds = listed([_of_sort(own, sort) for sort in COUNTED if any(e.sort == sort for e in own)])
    number = counted(len(own), Words("Station", "station"), Words("Stationen", "stations"))
    announced = sum(e.status == "planned" for e in own)
    planned = Words("", "")
    if announced:
        planned = Words(f"; {announced} davon {'ist' if announced == 1 else 'sind'} nur angekündigt",
                        f"; {announced} of them {'is' if announced == 1 else 'are'} only announced")  # fmt: skip
    span = Words(
        f"von {month(first, 'de')} bis {month(last, 'de')}", f"from {month(first, 'en')} to {month(last, 'en')}"
    )
    return Words(
        f"Die gelesenen Seiten nennen {number.de} {span.de}: {kinds.de}{planned.de}.",
        f"The pages read name {number.en} {span.en}: {kinds.en}{planned.en}.",
    )


def _of_sort(own: list[Event], sort: str) -> Words:
    found = [event for event in own if event.sort == sort]
    many = counted(len(found), table("sort")[sort], table("plural")[sort])
    many = Words(many.de, many.en.lower())
    if sort != "consultation":
        return many
    bodies = {e.actor for e in found if e.actor and e.actor_kind not in ("administration", "other", "")}
    offices = {e.actor for e in found if e.actor_kind == "administration"}
    others = {e.actor for e in found if e.actor} - bodies - offices
    places = [
        counted(len(bodies), Words("Gremium des Rates", "council body"), Words("Gremien des Rates", "council bodies")),
        counted(
            len(offices),
            Words("Stelle der Verwaltung", "administrative body"),
            Words("Stellen der Verwaltung", "administrative bodies"),
        ),
        counted(len(others), Words("weiteren Stelle", "other body"), Words("weiteren Stellen", "other bodies")),
    ]
    where = listed([place for place, there in zip(places, (bodies, offices, others), strict=True) if there])
    return Words(f"{many.de} (in {where.de})", f"{many.en} (in {where.en})") if where.de else many


def _undated(events: list[Event]) -> Words | None:
    left = sum(
        e.sort in ("decision", "adoption") and not (e.when and (e.when.earliest or e.when.latest)) for e in events
    )
    if not left:
        return None
    number = counted(left, Words("Beschluss ist", "decision is"), Words("Beschlüsse sind", "decisions are"))
    return Words(f"{number.de} ohne Datum genannt.", f"{number.en} told without a date.")


def _papers(events: list[Event]) -> Words | None:
    left = sum(event.sort == "paper" for event in events)
    if not left:
        return None
    if left == 1:
        return Words("Dazu kommt 1 Beratung über ein Papier, das davon berichtet oder auf das eine Anfrage verweist.",
                     "There is also 1 consultation about a paper that reports on it or that an inquiry refers to.")  # fmt: skip
    return Words(f"Dazu kommen {left} Beratungen über Papiere, die davon berichten oder auf die eine Anfrage verweist.",
                 f"There are also {left} consultations about papers that report on it or that an inquiry refers to.")  # fmt: skip


def _asked(asked: Questions) -> Words | None:
    if not asked.papers:
        return None
    number = counted(asked.papers, Words("Anfrage", "inquiry"), Words("Anfragen", "inquiries"))
    told = said(asked)
    return Words(f"{number.de} mit {told.de}.", f"{number.en} with {told.en}.")


def _as_of(as_of: str) -> Words | None:
    return Words(f"Stand der Quelle: {day(as_of, 'de')}.", f"Source as of {day(as_of, 'en')}.") if as_of else None
