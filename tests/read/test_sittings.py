"""Beratungsfolgen as saved text and as ALLRIS 3 HTML."""

from pathlib import Path

import pytest

from civicgraph.read.page import Sitting
from civicgraph.record import Decision, Step
from tests.reading import page_of, records_of, things

ROWS = [
    ("Haupt- und Finanzausschuss", "Vorberatung", "05.03.2024", "des Haupt- und Finanzausschusses", "empfohlen"),
    ("Haupt- und Finanzausschuss", "Vorberatung", "19.03.2024", "des Haupt- und Finanzausschusses", "zurückgestellt"),
    ("Rat der Stadt", "Entscheidung", "21.03.2024", "des Rates der Stadt", "ungeändert beschlossen"),
    ("Ausschuss für Umwelt", None, None, None, None),
]


def plain(rows: str) -> str:
    return (
        "Vorlage - 2024/0200\n\nBetreff: Brücke am Markt\nStatus:öffentlichVorlage-Art:Beschlussvorlage\n"
        f"Federführend:Tiefbauamt\nBeratungsfolge:\n{rows}\nSachverhalt\n\n\nDie Brücke ist alt.\n"
    )


TEXT = plain(
    "Haupt- und Finanzausschuss Vorberatung\n05.03.2024 \ndes Haupt- und Finanzausschusses empfohlen   \n"
    "19.03.2024 \ndes Haupt- und Finanzausschusses zurückgestellt   \n"
    "Rat der Stadt Entscheidung\n21.03.2024 \ndes Rates der Stadt ungeändert beschlossen   \n"
    "Ausschuss für Umwelt"
)


def html() -> str:
    rows = []
    station: tuple[str, str | None] | None = None
    for body, role, day, meeting, outcome in ROWS:
        if station != (body, role):
            rows.append(
                f'<tr class="zl12"><td></td><td class="text1" colspan="3">{body}</td><td class="text1">{role or ""}</td></tr>'
            )
            station = (body, role)
        if day:
            rows.append(
                f'<tr class="zl12"><td></td><td class="text2">{day}&nbsp;</td><td><a href="to010.asp?SILFDNR=1">{meeting}</a></td>'
                f'<td class="text3">{outcome}&nbsp;</td></tr>'
            )
    return (
        '<html><body><div id="allriscontainer" class="vo020"><div id="risname_raw"><h1>Vorlage - 2024/0200&nbsp;</h1></div>'
        '<table class="tk1"><tr><td class="ko1"><table><tr><td class="kb1">Betreff:</td><td class="text1">Brücke am Markt</td></tr>'
        '<tr><td class="kb1" colspan="4">Beratungsfolge:</td></tr><tr><td colspan="4"><table>'
        + "".join(rows)
        + '</table></td></tr></table></td></tr></table><hr /><a name="allrisSV"></a><p>Die Brücke ist alt.</p></div></body></html>'
    )


def told(sitting: Sitting) -> tuple[str | None, ...]:
    cells = (sitting.body, sitting.role, sitting.date, sitting.meeting, sitting.outcome)
    return tuple(cell.value if cell is not None else None for cell in cells)


@pytest.mark.parametrize("form", ["txt", "html"])
def test_rows_with_several_sittings_per_station(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"page.{form}"
    path.write_text(TEXT if form == "txt" else html(), encoding="utf-8")
    page = page_of(path)
    assert [told(s) for s in page.sittings] == ROWS
    records = records_of(path)
    steps = things(records, Step)
    assert [(s.position, s.body, s.role) for s in steps] == [
        (1, "haupt-und-finanzausschuss", "preliminary"),
        (2, "haupt-und-finanzausschuss", "preliminary"),
        (3, "rat-der-stadt", "decision"),
        (4, "ausschuss-fuer-umwelt", None),
    ]
    assert [d.outcome for d in things(records, Decision)] == ["recommended", "held-over", "adopted-unchanged"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Rat\n01.02.2023 beschlossen", ("Rat", None, "01.02.2023", None, "beschlossen")),
        ("Rat zur Kenntnisnahme\n01.02.2023 ", ("Rat", "zur Kenntnisnahme", "01.02.2023", None, None)),
        (
            "Rat Entscheidung\n01.02.2023 \n5. öffentliche Sitzung des Rates zur Kenntnis genommen (Beratungsfolge beendet)",
            (
                "Rat",
                "Entscheidung",
                "01.02.2023",
                "5. öffentliche Sitzung des Rates",
                "zur Kenntnis genommen (Beratungsfolge beendet)",
            ),
        ),
        ("Senat zur Senatsberatung", ("Senat", "zur Senatsberatung", None, None, None)),
    ],
)
def test_single_rows(tmp_path: Path, rows: str, expected: tuple[str | None, ...]) -> None:
    path = tmp_path / "page.txt"
    path.write_text(plain(rows), encoding="utf-8")
    (sitting,) = page_of(path).sittings
    assert told(sitting) == expected
