"""No text breaks the reading of an inquiry, and the work grows with the length of the text, not faster."""

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.extract.exchange import exchange
from civicgraph.link import align
from tests.filetexts import ANSWERS, ASKS, file_page, told

PIECES = st.sampled_from([
    "1. Wie lange dauert der Umbau?\n", "2. Wer zahlt?", "2) ", "a) ", "A. ", "IV. ", "1.1 ", "7a) Wann?\n",
    "Frage 3: ", "Nachfrage: ", "Zu Frage 1:\n", "Zu 1. und 2.: ", "zu 3a ", "Zu den Fragen 1 – 400:\n",
    "Antwort:\n", "Antwort der Verwaltung: Ja.\n", "Begründung:\n", "\n", "\n\n", " \u00a0\n", "• ", "- ", "?",
    "???\n", "Seite 2\n", "– 3 –\n", "Mit freundlichen Grüßen\n", "Ida Lorch\nStadträtin\n", "Dezernent:\n",
    "Wir fragen die Verwaltung:\n", "Die Anfrage beantworte ich wie folgt:\n", "Herr Lorch: Ja.\n",
    "Die SPD möchte wissen, ob es brennt.\n", "Stra-\nßenbahn ", "Nein.\n", "Siehe 2.\n", "17. Sitzung\n", "\x0c",
    "\u2028", "\ufeff", "(bitte nach Jahren)", "ANFRAGE\n", "STELLUNGNAHME zur Anfrage\n",
])  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=TEXTS, head=st.sampled_from(["", ASKS, ANSWERS]), name=st.sampled_from(["", "Anfrage", "Stellungnahme"]))
def test_any_text_is_read_and_every_key_is_its_own(text: str, head: str, name: str) -> None:
    found = told(f"{head}{text}.", name=name)
    for keys in ([q.key for q in found.questions], [a.key for a in found.answers]):
        assert len(keys) == len(set(keys))
    known = {q.key for q in found.questions}
    assert {q.parent for q in found.questions if q.parent} <= known
    aligned, _ = align("p", list(found.questions), list(found.answers))
    assert {a.question for a in aligned} <= known
    assert {a.answer for a in aligned} <= {a.key for a in found.answers}


def calls(text: str, name: str) -> int:
    """Count the calls that reading a text takes."""
    page = file_page(text, name=name)
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        exchange(page, "p", None, ())
    finally:
        sys.setprofile(before)
    return counted


UNITS = {
    "questions with answers": "1. Wie lange dauert das?\nDrei Jahre sind es.\n\n",
    "headings": "Zu 1: Ja.\n",
    "labels": "1) a) b) I. A.\n",
    "questions in a row": "Wie? Wer? ",
    "speakers": "Herr Lorch: Ja?\n",
    "greetings": "Mit freundlichen Grüßen\nIda Lorch\nStadträtin\n",
    "empty lines": "\n \n",
    "announcements": "Wir fragen die Verwaltung:\n",
    "answer words": "Antwort: Ja.\n",
}


@pytest.mark.parametrize("name", ["Anfrage", "Stellungnahme", ""])
@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_is_twice_the_work(unit: str, name: str) -> None:
    calls(UNITS[unit], name)  # tables are read once
    small, large = calls(UNITS[unit] * 200, name), calls(UNITS[unit] * 400, name)
    assert large <= 2.3 * small


@pytest.mark.parametrize("name", ["Anfrage", "Stellungnahme"])
@pytest.mark.parametrize("piece", [" ", "a", "?", "1. ", "Zu 1, ", "wie folgt ", "fragen wir ", "- ", "Wie? "])
def test_one_endless_line_is_read(piece: str, name: str) -> None:
    told(f"x{piece * (300_000 // len(piece))}x", name=name)
