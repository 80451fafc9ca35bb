"""Questions and answers on one page, in minutes, and in a second paper."""

from pathlib import Path

import pytest

from civicgraph.extract.phrases import table
from civicgraph.link import links_of
from civicgraph.record import Answer, Links, Paper, Question
from tests.extract.test_inquiry_variations import SPEC, asked, statuses_of
from tests.pages import Spec
from tests.reading import records_of, things


def linked(*paths: Path) -> dict[str, Links]:
    return links_of([records_of(path) for path in paths])


def test_answers_that_stand_unmarked_below_their_questions(tmp_path: Path) -> None:
    lines = (
        "1. Wer räumt den Weg?",
        "Der Bauhof.",
        "2. Wie oft?",
        "Täglich vor sieben Uhr.",
        "3. Auch sonntags?",
        "Nur bei Glatteis.",
    )
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert [text for _, _, text in asked(path)] == ["Wer räumt den Weg?", "Wie oft?", "Auch sonntags?"]
    (group,) = linked(path).values()
    assert {(a.question, a.kind, a.rule) for a in group.alignments} == {
        (n, "inferred", "text-below-question") for n in "123"
    }


def test_reasons_below_the_last_question_answer_nothing(tmp_path: Path) -> None:
    lines = ("1. Wer räumt den Weg?", "2. Wie oft?", "Viele Menschen sind auf diesen Weg angewiesen.")
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert things(records_of(path), Answer) == []
    assert set(statuses_of(path).values()) == {"unanswered"}


def test_one_answer_that_speaks_below_all_questions_is_for_all(tmp_path: Path) -> None:
    lines = (
        "1. Wer räumt den Weg?",
        "2. Wie oft?",
        "Frau Moll teilt mit, dass die Antwort des Bauhofs nachgereicht wird.",
    )
    assert statuses_of(SPEC.with_(lines=lines).save(tmp_path)) == {"1": "holding", "2": "holding"}


def test_speakers_in_minutes(tmp_path: Path) -> None:
    lines = ("Ratsfrau Ute Brandt: Wird die Schule saniert?", "Erster Stadtrat Dr. Jan Moll: Ja, ab Mai.",
             "Ratsfrau Ute Brandt: Und die Turnhalle?", "Erster Stadtrat Dr. Jan Moll: Im Jahr darauf.")  # fmt: skip
    records = records_of(SPEC.with_(lines=lines).save(tmp_path))
    assert [(q.text, q.asked_by) for q in things(records, Question)] == [
        ("Wird die Schule saniert?", (("person", "brandt-ute"),)),
        ("Und die Turnhalle?", (("person", "brandt-ute"),)),
    ]
    assert [(a.text, a.answered_by) for a in things(records, Answer)] == [
        ("Ja, ab Mai.", ("person", "moll-jan")),
        ("Im Jahr darauf.", ("person", "moll-jan")),
    ]


def test_who_signs_the_answer_gives_it(tmp_path: Path) -> None:
    lines = ("Ich frage das Bezirksamt:", "1. Wer zahlt?", "die Anfrage beantworte ich für das Bezirksamt wie folgt:", "Zu 1:", "Das Land.",
             "Mit freundlichen Grüßen", "Tom Harms", "Bezirksstadtrat")  # fmt: skip
    (answer,) = things(records_of(SPEC.with_(lines=lines).save(tmp_path)), Answer)
    assert (answer.text, answer.answered_by) == ("Das Land.", ("person", "harms-tom"))


ITEM = (
    "Auszug - Anfragen\n\ndes Schulausschusses\nTOP: Ö 12\n"
    "Gremium: Schulausschuss Beschlussart: zur Kenntnis genommen\nDatum: Mi, 01.02.2023 Status: öffentlich\n"
    "Zeit: 17:00 Anlass: Sitzung\nWortprotokoll\n\n{}\n"
)


def test_an_agenda_item_that_asks_is_an_inquiry_known_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(ITEM.format("Herr Voss stellt folgende Fragen:\n1. Wird die Halle fertig?\n2. Wer zahlt?"), "utf-8")
    records = records_of(path)
    (paper,) = things(records, Paper)
    assert records.paper == paper.key == "schulausschuss-mi-01-02-2023-oe-12"
    assert [(q.paper, q.key, q.text) for q in things(records, Question)] == [
        (paper.key, "1", "Wird die Halle fertig?"),
        (paper.key, "2", "Wer zahlt?"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Die Halle wird fertig.", "Wer weiß das schon? Niemand.", "Herr Voss fragt nach, ob die Halle fertig wird."],
)
def test_an_agenda_item_that_reports_is_no_inquiry(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(ITEM.format(text), encoding="utf-8")
    assert things(records_of(path), Question) == []


ASKING = Spec(
    number="VO/2023/0100", title="Anfrage: Radwege im Norden", lines=("Ich frage:", "1. Wer zahlt?", "2. Wann?")
)
GIVEN = ("Antwort:", "Zu 1.", "Das Land.", "Zu 2.", "Im Mai.")


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("VO/2023/0100-01", "Radwege im Norden"),
        ("VO/2023/0100-01", "Antwort auf Anfrage: Radwege im Norden"),
        ("VO/2023/0377", "Antwort auf Anfrage VO/2023/0100: Radwege im Norden"),
    ],
)
def test_an_answer_in_a_second_paper(tmp_path: Path, number: str, title: str) -> None:
    paths = tmp_path / "asked.txt", tmp_path / "given.txt"
    paths[0].write_text(ASKING.plain(), encoding="utf-8")
    paths[1].write_text(
        ASKING.with_(number=number, title=title, paper_type="Antwort auf Anfrage", lines=GIVEN).plain(),
        encoding="utf-8",
    )
    found = linked(*paths)["vo-2023-0100"]
    assert {s.question: s.status for s in found.statuses} == {"1": "answered", "2": "answered"}
    assert {(a.question, a.answer, a.kind) for a in found.alignments} == {("1", "1", "stated"), ("2", "2", "stated")}
    assert {a.answer_paper for a in found.alignments} == {number.lower().replace("/", "-")}
    assert len(found.snapshots) == 2


def test_a_paper_on_something_else_answers_nothing(tmp_path: Path) -> None:
    paths = tmp_path / "asked.txt", tmp_path / "given.txt"
    paths[0].write_text(ASKING.plain(), encoding="utf-8")
    other = ASKING.with_(
        number="VO/2023/0377", title="Antwort auf Anfrage: Busse", paper_type="Antwort auf Anfrage", lines=GIVEN
    )
    paths[1].write_text(other.plain(), encoding="utf-8")
    assert {s.status for s in linked(*paths)["vo-2023-0100"].statuses} == {"unanswered"}


@pytest.mark.parametrize("row", table("status_words"), ids=[r["example"] for r in table("status_words")])
def test_status_by_the_rows_of_the_table(tmp_path: Path, row: dict[str, str]) -> None:
    lines = (
        "Ich frage:",
        "1. Wer zahlt?",
        "2. Wann?",
        "Die Fragen werden wie folgt beantwortet:",
        "Zu 1:",
        row["example"],
        "Zu 2:",
        "Im Mai.",
    )
    assert statuses_of(SPEC.with_(lines=lines).save(tmp_path)) == {"1": row["status"], "2": "answered"}


def test_a_long_answer_that_also_points_elsewhere_is_an_answer(tmp_path: Path) -> None:
    answer = "Die Arbeiten am Nordring sind abgeschlossen. " * 12 + "Im Übrigen wird auf die Anlage verwiesen."
    lines = ("Ich frage:", "1. Wer zahlt?", "Die Frage wird wie folgt beantwortet:", "Zu 1:", answer)
    assert statuses_of(SPEC.with_(lines=lines).save(tmp_path)) == {"1": "answered"}
