"""Decisions and votes that minutes tell in prose, and sentences that decide nothing."""

from pathlib import Path

import pytest

from civicgraph.record import Decision, Vote
from tests.extract.test_no_inventions import REPORT
from tests.pages import Spec
from tests.reading import records_of, things

OPEN = REPORT.with_(outcome="(offen)")


def decided(folder: Path, *lines: str, spec: Spec = OPEN) -> list[tuple[str, str | None]]:
    found = things(records_of(spec.with_(lines=lines).save(folder)), Decision)
    return [(d.raw_outcome, d.outcome) for d in found if d.about.noun == "paper"]


@pytest.mark.parametrize(
    ("line", "raw", "code"),
    [
        ("Der Rat beschloss einstimmig bei 2 Enthaltungen den Bau.", "beschloss", "adopted-unanimously"),
        ("Der Rat stimmt der Vorlage mehrheitlich zu.", "stimmt … zu", "approved-by-majority"),
        ("Der Antrag wird mit 5:5:3 Stimmen abgelehnt.", "abgelehnt", "rejected"),
        ("Die Vorlage wurde vertagt.", "vertagt", "deferred"),
        ("Der Antrag der Fraktion wird in den Ausschuss für Bau verwiesen.", "verwiesen", "referred"),
        ("Der Antrag wurde zurückgezogen.", "zurückgezogen", "withdrawn"),
        ("Der Punkt wird von der Tagesordnung abgesetzt.", "abgesetzt", "removed"),
        ("Der Rat nimmt den Bericht zur Kenntnis.", "nimmt … zur Kenntnis", "noted"),
        ("Beschluss: mehrheitlich abgelehnt", "mehrheitlich abgelehnt", "rejected-by-majority"),
    ],
)
def test_told_in_prose(tmp_path: Path, line: str, raw: str, code: str) -> None:
    assert decided(tmp_path, "Wortprotokoll:", line) == [(raw, code)]


@pytest.mark.parametrize(
    "line",
    [
        "Der Rat beschließt den Bau der Brücke.",
        "Der Rat beschloss den Bau nicht.",
        "Der Rat hat am 3. Mai 2019 den Bau beschlossen.",
        "Der Bauausschuss empfiehlt dem Rat die Annahme.",
        "Wird der Antrag abgelehnt?",
        "Wenn die Vorlage vertagt wird, fehlt Geld.",
        "Ratsherr Ott beantragt, den Punkt zu vertagen.",
        "Der Rat möge beschließen, die Brücke zu bauen.",
        "Beschlussvorschlag: Der Rat stimmt der Vorlage einstimmig zu.",
    ],
)
def test_nothing_is_decided(tmp_path: Path, line: str) -> None:
    assert decided(tmp_path, line) == []


def test_the_last_decision_holds(tmp_path: Path) -> None:
    lines = ("Der Antrag wird abgelehnt.", "Die Vorlage wird einstimmig beschlossen.")
    assert decided(tmp_path, *lines) == [("beschlossen", "adopted-unanimously")]


def test_a_cell_wins_over_prose_which_may_add_the_vote(tmp_path: Path) -> None:
    path = REPORT.with_(
        outcome="geändert beschlossen", lines=("Der Antrag wird vertagt.", "Abstimmung: Ja: 7, Nein: 2")
    ).save(tmp_path)
    (decision,) = things(records_of(path), Decision)
    (vote,) = things(records_of(path), Vote)
    assert (decision.raw_outcome, vote.decision, vote.yes, vote.no) == ("geändert beschlossen", decision, 7, 2)


def test_a_vote_in_a_sentence_belongs_to_the_decision_it_tells(tmp_path: Path) -> None:
    records = records_of(OPEN.with_(lines=("Der Antrag wird abgelehnt (5:5:3).",)).save(tmp_path))
    (vote,) = things(records, Vote)
    assert (vote.yes, vote.no, vote.abstentions) == (5, 5, 3)
    assert vote.decision.step is not None


MINUTES = """Niederschrift
über die 3. öffentliche Sitzung des Stadtrates der Stadt Kirchwerder
am Dienstag, dem 4. Juni 2024, 18:00 Uhr

Vorsitz: Bürgermeisterin Ada Rehm

TOP 1 Eröffnung
Die Bürgermeisterin begrüßt die Mitglieder.

TOP 2 Verkauf der alten Feuerwache
Die Angelegenheit wird von der Tagesordnung abgesetzt.

TOP 3 Erneuerung der Spielplätze
Vorlage: 2024/31
RH Timo Brandt (SPD) lobt die Vorlage.
Die Vorlage wird in den Jugendausschuss verwiesen.

TOP 4 Haushaltsplan
Vorlage: 2024/40
Der Bericht liegt vor.
Abstimmungsergebnis: einstimmig beschlossen

Ende der Sitzung: 19:10 Uhr
"""


def test_minutes_of_a_whole_meeting_tell_what_became_of_each_item(tmp_path: Path) -> None:
    page = tmp_path / "niederschrift.txt"
    page.write_text(MINUTES, encoding="utf-8")
    found = {d.about.key: (d.outcome, d.step is not None) for d in things(records_of(page), Decision)}
    item = next(key for key in found if key.endswith("/item/2"))
    assert found == {
        item: ("removed", False),
        "2024-31": ("referred", True),
        "2024-40": ("adopted-unanimously", True),
    }
