"""What a follow-up asks again, in nearly the same words, of the paper it follows."""

import dataclasses
from pathlib import Path

import pytest

from civicgraph.link import links_of
from civicgraph.record import Links
from tests.pages import Spec
from tests.reading import records_of

FIRST = Spec(
    number="2023/0100",
    title="Anfrage: Stege am Ufer",
    lines=("Ich frage:", "1. Wie viele Stege sind gesperrt?", "2. Wann wird der Nordsteg wieder geöffnet?", "3. Wann?"),
)


def linked(folder: Path, title: str, *questions: str, paper_type: str = "Anfrage_Formular") -> Links:
    second = dataclasses.replace(
        FIRST, number="2024/0200", title=title, paper_type=paper_type, lines=("Ich frage:", *questions)
    )
    pages = []
    for name, spec in (("one", FIRST), ("two", second)):
        (folder / name).mkdir()
        pages.append(records_of(spec.save(folder / name)))
    return links_of(pages)["2024-0200"]


@pytest.mark.parametrize(
    "title", ["Rückfragen zur Anfrage Stege am Ufer vom 14.03.2023", "Erneute Anfrage zu 2023/0100: Stege"]
)
def test_a_question_in_nearly_the_same_words_is_asked_again(tmp_path: Path, title: str) -> None:
    told = linked(tmp_path, title, "1. Wann wird der Nordsteg denn wieder geöffnet?", "2. Wer zahlt?", "3. Wann?")
    assert [(a.question, a.earlier_paper, a.earlier) for a in told.again] == [("1", "2023-0100", "2")]


def test_without_a_reference_nothing_is_asked_again(tmp_path: Path) -> None:
    assert linked(tmp_path, "Anfrage: Brücken", "1. Wann wird der Nordsteg wieder geöffnet?").again == ()


def test_a_paper_that_answers_repeats_questions_and_asks_none(tmp_path: Path) -> None:
    told = linked(
        tmp_path,
        "Beantwortung der Anfrage 2023/0100",
        "1. Wann wird der Nordsteg wieder geöffnet?",
        paper_type="Beantwortung",
    )
    assert told.again == ()
