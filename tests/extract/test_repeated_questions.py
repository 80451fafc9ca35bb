"""Questions that a bare answering text repeats are those of the paper it answers, unless the inquiry itself is read."""

from pathlib import Path

import pytest

from civicgraph.link import links_of
from civicgraph.record import Answer, Links, PageRecords, Question
from tests.reading import records_of, things

HEAD = (
    "Beantwortung der Anfrage {} der Fraktion Bunte Liste vom 16. August 2021\n\n"
    "Thema: Fahrradbügel am Bahnhof\n\nDie Anfrage wird wie folgt beantwortet:\n\n"
)
STANDS, CLEARS = "Wie viele Bügel stehen am Bahnhof?", "Wer räumt herrenlose Räder ab?"
COUNT, YARD = "Derzeit gibt es 212 Bügel am Bahnhof.", "Das übernimmt der Bauhof im Frühjahr."


def read(folder: Path, text: str, name: str = "answer", number: str = "21/0456") -> PageRecords:
    """Return what a bare text tells: below the head of an answer to an inquiry of that number."""
    path = folder / f"{name}.txt"
    path.write_text(HEAD.format(number) + text, "utf-8")
    return records_of(path)


def asked(records: PageRecords) -> list[tuple[str | None, str | None, str]]:
    """Return number, parent and words of every question."""
    return [(q.number, q.parent, q.text) for q in things(records, Question)]


def pairs(links: Links, *pages: PageRecords) -> list[tuple[str, str]]:
    """Return the question's key and the answer's text of every alignment."""
    texts = {a.key: a.text for page in pages for a in things(page, Answer)}
    return [(one.question, texts[one.answer]) for one in links.alignments]


@pytest.mark.parametrize("number", ["21/0456", "0188/2021", "VII-33/21"])
@pytest.mark.parametrize(
    "form",
    [
        "1. {}\n\n{}\n\n2. {}\n\n{}\n",
        "1) {}\n{}\n2) {}\n{}\n",
        "Frage 1: {}\nAntwort: {}\n\nFrage 2: {}\nAntwort: {}\n",
        "Frage 1:\n{}\n\nAntwort der Verwaltung:\n{}\n\nFrage 2:\n{}\n\nAntwort der Verwaltung:\n{}\n",
        "Zu 1: {}\n\n{}\n\nZu 2: {}\n\n{}\n",
    ],
)
def test_repeated_questions_are_those_of_the_answered_paper(tmp_path: Path, form: str, number: str) -> None:
    found = read(tmp_path, form.format(STANDS, COUNT, CLEARS, YARD), number=number)
    assert asked(found) == [("1", None, STANDS), ("2", None, CLEARS)]
    assert {q.paper for q in things(found, Question)} == {found.paper}
    (linked,) = links_of([found]).values()
    assert pairs(linked, found) == [("1", COUNT), ("2", YARD)]


def test_parts_listed_before_their_answers_belong_to_their_question(tmp_path: Path) -> None:
    parts = f"1. {CLEARS}\na) Wie oft geschieht das?\nb) Wohin kommen die Räder?\n\n"
    found = read(tmp_path, f"{parts}Zu a) Zweimal im Jahr.\n\nZu b) Auf den Bauhof.\n\n2. {STANDS}\n\n{COUNT}\n")
    assert [(number, parent) for number, parent, _ in asked(found)] == [
        ("1", None),
        ("1a", "1"),
        ("1b", "1"),
        ("2", None),
    ]
    (linked,) = links_of([found]).values()
    assert pairs(linked, found) == [("1a", "Zweimal im Jahr."), ("1b", "Auf den Bauhof."), ("2", COUNT)]
    assert {s.question: s.status for s in linked.statuses}["1"] == "answered-in-parts"


def test_a_request_is_a_question_and_a_statement_is_none(tmp_path: Path) -> None:
    request = "Bitte listen Sie die Kosten der Jahre 2019 und 2020 auf."
    text = f"1. {STANDS}\n\n{COUNT}\n\n2. {request}\n\nEs waren 4.000 und 5.000 Euro.\n\n3. {CLEARS}\n\n{YARD}\n\n"
    found = read(tmp_path, f"{text}4. Der Ausbau am Nordtor ruht.\n\nEr wird 2023 fortgesetzt.\n")
    assert [words for _, _, words in asked(found)] == [STANDS, request, CLEARS]


@pytest.mark.parametrize(
    "text", [f"1. {COUNT}\n\n2. {YARD}\n", f"Zu 1: {COUNT}\n\nZu 2: {YARD}\n", f"{COUNT} {YARD}\n", f"1. {STANDS}\n"]
)
def test_without_a_repeated_question_and_text_below_nothing_is_asked(tmp_path: Path, text: str) -> None:
    assert asked(read(tmp_path, text)) == []


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_the_inquirys_own_wording_wins(tmp_path: Path, names: tuple[str, str]) -> None:
    path = tmp_path / f"{names[0]}.txt"
    path.write_text(
        "Anfrage 21/0456 der Fraktion Bunte Liste vom 16. August 2021\n\nThema: Fahrradbügel am Bahnhof\n\n"
        "Wir fragen die Verwaltung:\n\n1. Wie viele Bügel stehen derzeit am Bahnhof?\n\n2. Wer räumt alte Räder dort ab?\n",
        "utf-8",
    )
    inquiry = records_of(path)
    answer = read(tmp_path, f"1. {STANDS}\n\n{COUNT}\n\n2. {CLEARS}\n\n{YARD}\n", names[1])
    assert inquiry.paper == answer.paper
    assert len(asked(inquiry)) == 2
    (linked,) = links_of([inquiry, answer]).values()
    assert pairs(linked, answer) == [("1", COUNT), ("2", YARD)]
    assert [s.status for s in linked.statuses] == ["answered", "answered"]
    assert not [c for c in linked.contradictions if isinstance(c.about, Question)]


def test_an_inquiry_counted_otherwise_gets_no_second_list(tmp_path: Path) -> None:
    path = tmp_path / "asks.txt"
    path.write_text(
        "Anfrage 21/0456 der Fraktion Bunte Liste vom 16. August 2021\n\nThema: Fahrradbügel am Bahnhof\n\n"
        f"Wir fragen die Verwaltung:\n\n• {STANDS}\n• {CLEARS}\n",
        "utf-8",
    )
    inquiry, answer = records_of(path), read(tmp_path, f"1. {STANDS}\n\n{COUNT}\n\n2. {CLEARS}\n\n{YARD}\n")
    (linked,) = links_of([inquiry, answer]).values()
    assert [s.question for s in linked.statuses] == [q.key for q in things(inquiry, Question)]
    assert pairs(linked, answer) == [("p1", COUNT), ("p2", YARD)]
