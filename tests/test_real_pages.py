"""Real ALLRIS 3 pages of other cities, where they lie beside the project: what a reader of each page sees."""

from civicgraph.record import AgendaItem, Body, Decision, Meeting, Paper, Step
from tests.reading import records_of, things
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared


def test_an_extract_of_hildesheim() -> None:
    records = records_of(SHARED / "data" / "allris3-hildesheim" / "to020.html")
    (paper,) = things(records, Paper)
    assert (paper.number, paper.title) == ("25/085", "Annahme von Zuwendungen durch den Rat")
    assert (paper.paper_type, paper.lead_unit, paper.is_public) == (
        "draft-resolution",
        "10-buero-des-oberbuergermeisters",
        True,
    )
    (body,) = things(records, Body)
    assert (body.key, body.name) == ("rat-der-stadt", "Rat der Stadt Hildesheim")
    (meeting,) = things(records, Meeting)
    assert meeting.start is not None and meeting.end is not None
    assert (meeting.start.isoformat(), meeting.end.isoformat()) == (
        "2025-03-31T18:00:00+02:00",
        "2025-03-31T22:00:00+02:00",
    )
    assert (meeting.room, meeting.place) == ("Sitzungssaal Gustav Struckmann", "31134 Hildesheim, Markt 1")
    assert [item.number for item in things(records, AgendaItem)] == ["Ö 9"]
    assert [(d.raw_outcome, d.outcome) for d in things(records, Decision)] == [
        ("ungeändert beschlossen", "adopted-unchanged")
    ]
    assert records.findings == ()


def test_a_paper_of_regensburg() -> None:
    records = records_of(SHARED / "data" / "allris3-regensburg" / "rgb-vo020.html")
    (paper,) = things(records, Paper)
    assert (paper.number, paper.paper_type, paper.lead_unit) == ("VO/26/23343/D2", "draft-resolution", "direktorium-2")
    assert [(s.position, s.body, s.when.edtf if s.when else None, s.status) for s in things(records, Step)] == [
        (1, "ausschuss-fuer-stadtplanung-verkehr-und-wohnungsfragen", "2026-09-22", "held"),
        (2, "ausschuss-fuer-umweltfragen-natur-und-klimaschutz", "2026-09-24", "held"),
    ]
    assert {d.raw_outcome for d in things(records, Decision)} == {"ungeändert beschlossen"}
