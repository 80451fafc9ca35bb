"""Lineage by the grammar of a clause: whichever verb or noun joins two policies, with whatever stands between them."""

from pathlib import Path

import pytest

from civicgraph.extract.clause_places import place_of
from civicgraph.extract.phrases import table
from tests.extract.test_told_lineage import edges

NEW, OLD = "hafenstrategie-2030", "leitbild-wasser"


def relation_of(found: set[tuple[str, str, str]]) -> set[str]:
    return {relation for newer, relation, older in found if (newer, older) == (NEW, OLD)}


@pytest.mark.parametrize("name", ["lineage_cues", "lineage_nouns"])
def test_every_row_is_found_by_its_example(tmp_path: Path, name: str) -> None:
    for index, row in enumerate(table(name)):
        line = (
            row["example"].replace("N", "Hafenstrategie 2030", 1) if row["example"].startswith("N") else row["example"]
        )
        words = {"N": "Hafenstrategie 2030", "O": "Leitbild Wasser"}
        line = " ".join(
            words.get(word.rstrip(","), word.rstrip(",")) + "," * word.endswith(",") for word in line.split()
        )
        (tmp_path / str(index)).mkdir()
        found = edges(tmp_path / str(index), f"{line}.")
        assert relation_of(found) == {row["relation"]}, (line, found)


@pytest.mark.parametrize(
    ("line", "edge"),
    [
        (
            "Mit dem Wegekonzept 2035, das der Rat im Mai 2023 beschlossen hat, wurde der Verkehrsplan von 2009 neu aufgestellt.",
            ("wegekonzept-2035", "revises", "verkehrsplan"),
        ),
        (
            "Der Rat hat am 3. Mai 2022 beschlossen, das Wegekonzept durch den Verkehrsplan zu ersetzen.",
            ("verkehrsplan", "replaces", "wegekonzept"),
        ),
        (
            "Im Jahr 2021 ist der Verkehrsplan an die Stelle des Wegekonzepts getreten.",
            ("verkehrsplan", "replaces", "wegekonzept"),
        ),
        (
            "Den Rahmen für den Verkehrsplan bildet das Wegekonzept 2030.",
            ("verkehrsplan", "derived-from", "wegekonzept-2030"),
        ),
        (
            "Grundlage hierfür ist das Wegekonzept, dessen Maßnahmen im Verkehrsplan priorisiert werden.",
            ("verkehrsplan", "implements", "wegekonzept"),
        ),
        (
            "Die Ergebnisse des Wegekonzepts sind in die Fortschreibung des Verkehrsplans eingeflossen.",
            ("verkehrsplan", "influenced-by", "wegekonzept"),
        ),
        (
            "Die Satzung über die Straßenreinigung tritt mit Inkrafttreten der Satzung über die Ortspflege außer Kraft.",
            ("satzung-ueber-die-ortspflege", "replaces", "satzung-ueber-die-strassenreinigung"),
        ),
        (
            "Zunächst wurde das Wegekonzept erarbeitet, aus dem sich der Verkehrsplan ableitet.",
            ("verkehrsplan", "derived-from", "wegekonzept"),
        ),
        (
            "Das Wegekonzept, welches 2010 die Grundlage des heutigen Verkehrsplans war, gilt nicht mehr.",
            ("verkehrsplan", "derived-from", "wegekonzept"),
        ),
        ("Den Verkehrsplan ersetzt das Wegekonzept.", ("wegekonzept", "replaces", "verkehrsplan")),
    ],
)
def test_told_with_much_between(tmp_path: Path, line: str, edge: tuple[str, str, str]) -> None:
    assert edges(tmp_path, line) == {edge}


@pytest.mark.parametrize(
    "line",
    [
        "Das Wegekonzept und der Verkehrsplan werden vom Umweltamt betreut.",
        "Das Wegekonzept wird mit dem Verkehrsplan abgestimmt und überarbeitet.",
        "Das Wegekonzept wurde im Rat, der Verkehrsplan im Ausschuss beraten.",
        "Die Liste fordert, das Wegekonzept durch den Verkehrsplan zu ersetzen.",
        "Ob das Wegekonzept auf dem Verkehrsplan aufbauen kann, ist offen.",
        "Die Bürger wurden auf Grundlage des Wegekonzepts zum Verkehrsplan befragt.",
        "Die im Rahmen des Wegekonzepts erhobenen Daten liegen dem Amt vor, das den Verkehrsplan erstellt.",
        "Die Fortschreibung des Verkehrsplans wurde nach dem Beschluss des Wegekonzepts vertagt.",
        "Die Verwaltung legt den Verkehrsplan vor und berichtet über die Umsetzung des Wegekonzepts.",
        "Die Umsetzung des Wegekonzepts wird aus dem Verkehrsplan nicht finanziert.",
        "Die Badstrategie wurde ersetzt, die Sportstrategie gilt weiter.",
        "Falls der Bund zustimmt, wird das Wegekonzept durch den Verkehrsplan ersetzt.",
        "Das Wegekonzept wird nicht durch den Verkehrsplan ersetzt.",
    ],
)
def test_nothing_is_told(tmp_path: Path, line: str) -> None:
    assert edges(tmp_path, line) == set()


@pytest.mark.parametrize(
    ("before", "stem", "place"),
    [
        ("auf dem ", "konzept", "auf dat"),
        ("zur ", "strategie", "zu dat/gen"),
        ("Die Ziele des ", "konzept", "nom/acc"),
        ("in die Fortschreibung des ", "plan", "in Fortschreibung"),
        ("Der neue ", "plan", "nom"),
        ("Den ", "plan", "acc"),
        ("durch das im Jahr 2012 beschlossene ", "konzept", "durch nom/acc"),
        ("Grundlage für die ", "strategie", "Grundlage"),
    ],
)
def test_places(before: str, stem: str, place: str) -> None:
    text = f"{before}\ue0000\ue001"
    assert str(place_of(text, len(before), stem)) == place
