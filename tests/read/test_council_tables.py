"""Tables of stations and cells side by side in bare texts, in any order of the columns."""

import pytest

from civicgraph.read.council.cells import cells_of
from civicgraph.read.council.stations import is_head, rows_below
from civicgraph.read.page import Line, lines

TABLES = [
    (
        "Beratungsfolge                      Sitzung am     Zuständigkeit\n"
        "Ausschuss für Umwelt und Verkehr    22.03.2022     Vorberatung\n"
        "Rat der Stadt Ahrenfeld             11.04.2022     Entscheidung\n",
        [
            ("Ausschuss für Umwelt und Verkehr", "22.03.2022", None, "Vorberatung", None),
            ("Rat der Stadt Ahrenfeld", "11.04.2022", None, "Entscheidung", None),
        ],
    ),
    (
        "Datum\tGremium\tTOP\tErgebnis\n"
        "12.09.2024\tBauausschuss\tÖ 4\tvertagt\n"
        "24.10.2024\tGemeindevertretung\tÖ 9\tmit Änderungen beschlossen\n"
        "\nDie Gemeindevertretung möge beschließen:\n",
        [
            ("Bauausschuss", "12.09.2024", "Ö 4", None, "vertagt"),
            ("Gemeindevertretung", "24.10.2024", "Ö 9", None, "mit Änderungen beschlossen"),
        ],
    ),
    (
        "Gremium Sitzungstermin Art der Beratung\n"
        "Verkehrsausschuss 19.03.24 Vorberatung\n"
        "Stadtrat 27.03.24 Entscheidung\nTempo 30 vor der Schule\n",
        [("Verkehrsausschuss", "19.03.24", None, "Vorberatung", None), ("Stadtrat", "27.03.24", None, "Entscheidung", None)],
    ),
    (
        "Datum Gremium Ergebnis\n05.02.2025 Kreisausschuss vertagt\n12.03.2025 Kreistag beschlossen\n",
        [("Kreisausschuss", "05.02.2025", None, None, "vertagt"), ("Kreistag", "12.03.2025", None, None, "beschlossen")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_rows(text: str, expected: list[tuple[str | None, ...]]) -> None:
    head = next(iter(lines(text)))
    assert is_head(head)
    rows = rows_below(text, head)
    cells = [(row.body, row.date, row.agenda_number, row.role, row.outcome) for row in rows]
    assert [tuple(cell.value if cell is not None else None for cell in row) for row in cells] == expected
    for row in cells:
        assert all(cell is None or text[cell.span.start : cell.span.end] == cell.value for cell in row)


@pytest.mark.parametrize(
    "words", ["Datum TOP Ergebnis", "Der Ausschuss tagt", "Sitzung Datum", "Name   Straße   Ort", ""]
)
def test_no_head(words: str) -> None:
    assert not is_head(Line(0, len(words), words))


def test_cells() -> None:
    words = "  Stadtrat Neukirch      Eilantrag \tAntrags-Nr.: AN-33  "
    assert [(cell.start, cell.text) for cell in cells_of(Line(0, len(words), words))] == [
        (2, "Stadtrat Neukirch"),
        (25, "Eilantrag"),
        (36, "Antrags-Nr.: AN-33"),
    ]
