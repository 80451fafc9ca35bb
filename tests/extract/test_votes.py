"""What the words of a vote tell: counts with their labels before or after them, results, groups; and what tells no vote."""

import pytest

from civicgraph.extract.outcomes import outcome_code
from civicgraph.extract.votes import Tally, tally

TOLD = {
    "Ja: 4, Nein: 0, Enthaltungen: 6, Befangen: 0": Tally(yes=4, no=0, abstentions=6, biased=0),
    "Ja-Stimmen: 41 Nein-Stimmen: 0   Enthaltungen: 0": Tally(yes=41, no=0, abstentions=0),
    "Ja: 6": Tally(yes=6),
    "Ja-Stimmen 21 / Nein-Stimmen 14 / Enthaltungen 0": Tally(yes=21, no=14, abstentions=0),
    "Ja 9 Nein 0 Enthaltung 2": Tally(yes=9, no=0, abstentions=2),
    "Abstimmungsergebnis: Ja 9, Nein 1": Tally(yes=9, no=1),
    "Anwesend: 13, Ja: 11, Nein: 2": Tally(present=13, yes=11, no=2),
    "10 Ja-Stimmen / 3 Enthaltungen": Tally(yes=10, abstentions=3),
    "einstimmig bei 2 Enthaltungen": Tally(result="unanimous", abstentions=2),
    "einstimmig bei einer Enthaltung": Tally(result="unanimous", abstentions=1),
    "bei 1 Gegenstimme mit Mehrheit abgelehnt": Tally(result="majority", no=1),
    "bei 12 Ja-Stimmen, 1 Gegenstimme und 0 Enthaltungen": Tally(yes=12, no=1, abstentions=0),
    "mehrheitlich bei 16 Gegenstimmen sowie zwei Enthaltungen": Tally(result="majority", no=16, abstentions=2),
    "mit 13-0-0 Stimmen": Tally(yes=13, no=0, abstentions=0),
    "5:5:3": Tally(yes=5, no=5, abstentions=3),
    "Anwesend Ja Nein Stimmen 11 10 1": Tally(present=11, yes=10, no=1),
    "Einstimmige Annahme": Tally(result="unanimous"),
    "einmütig": Tally(result="unanimous"),
    "mit Stimmenmehrheit": Tally(result="majority"),
    "dafür: 10 (4 SPD, 6 CDU)   dagegen: 2 (2 FDP)   Enth.: 0": Tally(
        yes=10,
        no=2,
        abstentions=0,
        groups=(("CDU", (("yes", 6),)), ("FDP", (("no", 2),)), ("SPD", (("yes", 4),))),
    ),
}
SILENT = [
    "",
    "beschlossen",
    "nicht einstimmig",
    "am 3-4-2020",
    "Beginn 17:00:30 Uhr",
    "Der Verein hat 30 Mitglieder.",
    "Nein: siehe Anlage",
    "Pro Jahr 3 Treffen, Ja oder Nein",
    "B-Plan 12-3-4",
]


@pytest.mark.parametrize("words", TOLD)
def test_what_a_vote_says(words: str) -> None:
    assert tally(words) == TOLD[words]


@pytest.mark.parametrize("words", SILENT)
def test_what_says_nothing_of_a_vote(words: str) -> None:
    assert not tally(words).says_something


def test_shares_that_do_not_add_up_are_no_groups() -> None:
    assert tally("Ja: 10 (4 SPD, 5 CDU)") == Tally(yes=10)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("einstimmig zugestimmt", "approved-unanimously"),
        ("mehrheitlich abgelehnt", "rejected-by-majority"),
        ("einstimmig bei 2 Enthaltungen vertagt", "deferred"),
        ("abgelehnt bei 3 Enthaltungen", "rejected"),
        ("zur Kenntnis genommen (einstimmig)", "noted"),
        ("einstimmig", None),
    ],
)
def test_an_outcome_is_found_beside_the_words_of_its_vote(raw: str, code: str | None) -> None:
    assert outcome_code(raw) == code
