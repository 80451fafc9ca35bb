"""Papers that a paper names: forms of numbers, kinds of reference, and numbers of other things."""

from pathlib import Path

import pytest

from civicgraph.record import Reference
from tests.extract.test_inquiry_variations import SPEC
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things


def referred(path: Path) -> list[tuple[str, str | None]]:
    return [(r.reference_kind, r.number or r.title) for r in things(records_of(path), Reference)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Siehe Vorlagen 2022/0114 und 2022/0115.", [("mentions", "2022/0114"), ("mentions", "2022/0115")]),
        ("Wie in der BSV/25/61614 angekündigt.", [("mentions", "BSV/25/61614")]),
        ("Der SPD-Antrag (2014/0325) liegt vor.", [("mentions", "2014/0325")]),
        ("Drs. Nr. 0180/II und Mündliche Anfrage Nr. 105/III", [("mentions", "0180/II"), ("mentions", "105/III")]),
        ("Drucksachen-Nr. 21-4290 und DS/2173-1/II", [("mentions", "21-4290"), ("mentions", "DS/2173-1/II")]),
        ("entstanden aus Vorlage: OF 642/12 vom 3. Mai 2023", [("follows-up", "OF 642/12")]),
        ("Bezug: VO/2020/09309", [("follows-up", "VO/2020/09309")]),
        ("Bezug: Anfrage „Stege am Ufer“ vom 07.03.2023", [("follows-up", "Stege am Ufer")]),
        ("(Bezug zur KA VII/0027)", [("follows-up", "VII/0027")]),
        ("Ergänzend zur Vorlage 2021/0099 wird berichtet.", [("follows-up", "2021/0099")]),
        ("Vorgang: OM 3097", [("mentions", "OM 3097")]),
    ],
)
def test_named(tmp_path: Path, line: str, found: list[tuple[str, str]]) -> None:
    assert referred(told(tmp_path, line)) == found


@pytest.mark.parametrize(
    "line",
    [
        "Verordnung (EU) 2016/679, Richtlinie 2002/49/EG und DIN 18040-1",
        "Az.: 61/2023-114, Tel. 0721/133-1234, § 22/3 der Satzung, Flurstück 1234/5",
        "Im Schuljahr 2023/24 und im Haushalt 2023/2024, Stand: 01/2021",
        "Der Antrag 2/3 der Bürger am 12/13. März",
        "Die Vorlage vom 12.03.2023 und der Antrag 2024",
        "Beschluss 615/28/09 und Vorlage 2024/0117",
    ],
)
def test_numbers_of_other_things(tmp_path: Path, line: str) -> None:
    assert referred(told(tmp_path, line)) == []


def test_a_paper_with_a_suffix_belongs_to_the_paper_without(tmp_path: Path) -> None:
    (found,) = things(records_of(SPEC.with_(number="VO/2020/09309-01", lines=("Text.",)).save(tmp_path)), Reference)
    assert (found.number, found.reference_kind, found.kind) == ("VO/2020/09309", "follows-up", "derived")


def test_a_number_that_the_title_follows_is_not_mentioned_as_well(tmp_path: Path) -> None:
    spec = SPEC.with_(title="Erneute Anfrage zu VO/0207/2024: Ampel", lines=("Die Anfrage VO/0207/2024 blieb offen.",))
    assert referred(spec.save(tmp_path)) == [("follows-up", "VO/0207/2024")]
