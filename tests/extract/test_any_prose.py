"""What prose says is looked for in any text: pieces of council language in any order never stop a page from being read."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.record import Claim, Evidence
from tests.pages import Spec
from tests.reading import records_of, things

PIECES = st.sampled_from(
    [
        "Der Rat beschloss ", "einstimmig ", "Beschluss: ", "Abstimmung: Ja: ", "5:5:3", " (Vorlage ", "2021/0450", "VO/2020/09309-01",
        ") ",
        "Bezug: Anfrage „", "“ vom ", "07.03.2023", "am 3., 10. und 17. Mai ", "Ratsherr ", "Frau ", "Dr. ", "Weber ", "(SPD) ", "von ",
        "Das Hafenkonzept ", "Konzept zur Förderung der ", "baut auf ", "dem Uferplan 2030 ", "(IUK) ", "auf ", "ersetzt ", "nicht ", "Er ",
        "rund ", "1,3 Mio. Euro ", "Von 38 Stellen sind ",
        "sieben ", "1 300 ", "Prozent der ", "Die Zahl der ", "bei ", ". ", "\n", "\u00a0",
        "ſ", "ı",
        "unterzeichnet von:\n", "gesamt | SPD | CDU\ndafür | 3 | 2 | 1 ", "Nr. ", "§ ", "„", "\"", "\u2028", "İ",
    ]
)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cs", "Cc"))  # control characters make a file no text
TEXTS = st.one_of(st.text(LETTERS, max_size=120), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["(offen)", "geändert beschlossen"]))
def test_any_text_is_read_and_every_quote_stands_where_it_is_said_to(text: str, outcome: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Spec(outcome=outcome, paper_type="Berichtsvorlage", lines=("Sachverhalt:", text)).save(Path(folder))
        records = records_of(path)
    for thing in records.things:
        assert all(isinstance(cited.evidence, Evidence) for cited in thing.cites)
    for claim in things(records, Claim):
        assert claim.subject.strip()
        assert float(claim.value) == float(claim.value)


HOSTILE = (
    "Von 3 Stellen ",
    "Konzept zur Aaa ",
    "DS/12/",
    "A.",
    "„a",
    "Frau ",
    "Der Rat wird ",
    "2020/",
    "1., ",
    "ABCDE-",
    "(SPD) ",
)


def test_pages_of_one_piece_repeated_are_read_to_their_end(tmp_path: Path) -> None:
    for number, piece in enumerate(HOSTILE):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = piece * (50_000 // len(piece)) + "\n\nEs kamen 41 Gäste."
        records = records_of(Spec(paper_type="Berichtsvorlage", lines=("Sachverhalt:", text)).save(folder))
        assert "41" in {claim.value for claim in things(records, Claim)}
