"""An inquiry and its answer as two texts of one paper: questions are asked once, and every answer meets its question."""

import pytest
from benchmarks.alignment import entries, measured

from tests.filetexts import ANSWERS, ASKS, joined, pairs, stands, told
from tests.shared import SHARED, needs_shared

QUESTIONS = (
    "1. Wie viele Spielplätze wurden in den vergangenen Jahren er-\nneuert, und welche stehen noch aus?\n\n"
    "2. Welche Kosten entstehen?\nBitte nach Jahren aufschlüsseln.\n\n"
    "3. Wann beginnt der Bau?\n\nBegründung:\n\nDie Kinder warten. Warum geht es nicht weiter?\n1. Rutschen\n2. Wippen\n"
)
AGAIN = (
    "1. Wie viele Spielplätze wurden in den ver-\ngangenen Jahren erneuert, und welche stehen noch aus?\n"
    "Sieben, zwei fehlen.\n\n"
    "2. Welche Kosten entstehen? Bitte nach Jahren aufschlüsseln.\n\nZusammen 80.000 Euro:\n1. im Norden die Hälfte\n"
    "2. im Süden der Rest\n\n"
    "\nSeite 2 \n\n3. Wann beginnt der Bau?\nIm Mai.\n"
)


def test_a_repeated_question_is_no_second_question() -> None:
    assert [(q.number, q.text) for q in told(ASKS + QUESTIONS).questions] == [
        ("1", "Wie viele Spielplätze wurden in den vergangenen Jahren erneuert, und welche stehen noch aus?"),
        ("2", "Welche Kosten entstehen? Bitte nach Jahren aufschlüsseln."),
        ("3", "Wann beginnt der Bau?"),
    ]
    given = told(ANSWERS + AGAIN)
    assert given.questions == ()
    assert [(a.answers, a.text) for a in given.answers] == [
        (("1",), "Sieben, zwei fehlen."),
        (("2",), "Zusammen 80.000 Euro: 1. im Norden die Hälfte 2. im Süden der Rest"),
        (("3",), "Im Mai."),
    ]
    assert {(kind, rule) for _, _, kind, rule in pairs(ASKS + QUESTIONS, ANSWERS + AGAIN)} == {
        ("derived", "number-and-restated-words")
    }


def test_who_asks_and_who_answers_stand_in_the_letter_head() -> None:
    assert {q.asked_by for q in told(ASKS + QUESTIONS).questions} == {(("person", "lorch-ida"),)}
    groups = ASKS.replace("Stadträtin Ida Lorch (SPD)", "SPD-Gemeinderatsfraktion")
    assert {q.asked_by for q in told(groups + QUESTIONS).questions} == {(("faction", "spd"),)}
    assert {a.answered_by for a in told(ANSWERS + AGAIN).answers} == {("unit", "dez-4")}


@pytest.mark.parametrize("name", ["Stellungnahme TOP 3", "StN Spielplätze", "Antwort der Verwaltung"])
def test_the_name_of_a_file_tells_that_it_answers(name: str) -> None:
    assert told(AGAIN, name=name).questions == ()
    assert len(told(AGAIN, name=name).answers) == 3


JOINT = [
    ("1. Wer zahlt?\n\n2. Wie viel kostet es?\n\nDas Land zahlt alles.\n\n3. Wann?\nBald.\n", {"1", "2"}),
    ("1. Wer zahlt?\n2. Wie viel kostet es?\n3. Wann?\n\nDazu nehmen wir wie folgt Stellung:\n\nDas Land zahlt alles.\n", {"1", "2", "3"}),
    ("1. Wer zahlt?\n2. Wie viel kostet es?\n3. Wann?\n\nZu den Fragen 1 und 2:\nDas Land zahlt alles.\nZu Frage 3:\nBald.\n", {"1", "2"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), JOINT)
def test_several_questions_answered_together(text: str, numbers: set[str]) -> None:
    found = pairs(ASKS + "1. Wer zahlt?\n2. Wie viel kostet es?\n3. Wann?\n", ANSWERS + text)
    assert {q for q, answer, _, _ in found if answer == "Das Land zahlt alles."} == numbers


def test_words_tell_which_question_is_meant_where_the_numbers_differ() -> None:
    asking = ASKS + (
        "1. Wurden die Zahlen der Besucher im Theater überprüft?\n2. Hat sich der Aufsichtsrat damit befasst?\n"
        "2. Welche Karten wurden bei der Zählung zugrunde gelegt?\n"
    )
    answer = ANSWERS + "3. Welche Karten wurden bei der Zählung zu-\ngrunde gelegt?\nAlle verkauften.\n"
    assert pairs(asking, answer) == [("2-2", "Alle verkauften.", "inferred", "restated-words")]


def test_words_that_fit_two_questions_are_aligned_with_none() -> None:
    asking = ASKS + "Wie hoch ist die Miete im Rathaus Nord?\nWie hoch ist die Miete im Rathaus Nort?\n"
    aligned, findings = joined(
        asking, ANSWERS + "Wie hoch ist die Miete im Rathaus Nor?\n\nZwölf Euro je Quadratmeter.\n"
    )
    assert aligned == []
    assert [f.rule for f in findings] == ["answer-to-uncertain-question"]


def test_one_question_without_a_number_and_its_answer() -> None:
    asking = ASKS + "Welche Bäume wurden im Stadtgarten gefällt, und warum?\n\nSie fehlen uns.\n"
    answer = ANSWERS + "Welche Bäume wurden im Stadtgar-\nten gefällt, und warum?\n\nZwei Linden. Sie waren krank.\n"
    assert pairs(asking, answer) == [("p1", "Zwei Linden. Sie waren krank.", "inferred", "restated-words")]


def test_a_request_in_reported_speech() -> None:
    text = (
        ASKS
        + "Die SPD-Fraktion möchte wissen, welche Wege in der Stadt\nim Winter geräumt werden.\n\nBegründung:\nEs schneit.\n"
    )
    assert [q.text for q in told(text).questions] == [
        "Die SPD-Fraktion möchte wissen, welche Wege in der Stadt im Winter geräumt werden."
    ]
    assert told(text.replace("möchte wissen, welche", "freut sich über die")).questions == ()


@pytest.mark.parametrize(
    ("list_", "numbers"),
    [
        ("A. Wer zahlt?\n1. Ganz?\n2. Zum Teil?\nB. Wann?\n", ["A", "A1", "A2", "B"]),
        ("1. a) Wer zahlt?\nb) Wie viel?\n2. Wann?\n", ["1a", "1b", "2"]),
        ("01) Wer zahlt?\n02a) Wie viel?\n02b) Wann?\n", ["01", "02a", "02b"]),
        ("1. Die Verwaltung möge darlegen, wer zahlt.\n2. Die Verwaltung stellt die Kosten gegenüber.\n", ["1", "2"]),
        ("Wege\n1. Wer zahlt?\n2. Wann?\n\nPlätze\n1. Wer zahlt hier?\n2. Wann hier?\n", ["1", "2", "1", "2"]),
        ("1. Kosten:\na) Wer zahlt?\nb) Wie viel?\n2. Wann?\n", ["1", "1a", "1b", "2"]),
        ("Wir bitten um Antwort auf folgende Fragen:\n• Anzahl der Wege\n• Länge der Wege\n", [None, None]),
    ],
)
def test_lists_of_questions(list_: str, numbers: list[str | None]) -> None:
    assert [q.number for q in told(ASKS + list_).questions] == numbers


def test_leading_noughts_do_not_part_a_question_from_its_answer() -> None:
    assert stands(ASKS + "01) Wer zahlt?\n02) Wann?\n", ANSWERS + "1) Wer zahlt?\nDas Land.\n2) Wann?\nIm Mai.\n") == {
        "01": "answered",
        "02": "answered",
    }


def test_a_sitting_in_the_letter_head_is_no_question() -> None:
    head = ASKS.replace("Vorlage Nr.", "17. Plenarsitzung\n1. Sitzung des Rates\nVorlage Nr.")
    assert [q.text for q in told(head + "1. Wer zahlt?\n2. Wann?\n").questions] == ["Wer zahlt?", "Wann?"]


@pytest.mark.shared
@needs_shared[1]
def test_questions_and_answers_of_real_files_meet_number_by_number() -> None:
    folder = SHARED / "data" / "karlsruhe"
    found = [measured(folder, entry) for entry in entries(folder)[::3]]
    comparable = [one for one in found if one.comparable]
    assert len(comparable) > 150
    assert sum(one.aligned for one in comparable) >= 0.95 * len(comparable)
    assert sum(one.questions > 0 for one in found) >= 0.95 * len(found)
