"""Bodies, persons and policies as they are named on pages."""

import pytest

from civicgraph.extract import bodies, policies
from civicgraph.extract.labels import at_start, expanded
from civicgraph.extract.people import faction_name, in_prose, people


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        ("des Rates der Stadt", "Rat der Stadt", "council"),
        ("25. öffentliche Sitzung des Haupt- und Personalausschusses", "Haupt- und Personalausschuss", "committee"),
        ("Sitzung der Bezirksvertretung Herne-Mitte", "Bezirksvertretung Herne-Mitte", "district-council"),
        ("des Rates der Stadt (Delegierung auf den Bauausschuss)", "Rat der Stadt", "council"),
        ("Öffentliche/nichtöffentliche Sitzung des Ausschusses für Bau und Verkehr", "Ausschuss für Bau und Verkehr", "committee"),
        ("des Digitalbeirats", "Digitalbeirat", "advisory-board"),
        ("Verwaltungsvorstand", "Verwaltungsvorstand", "administration"),
        ("des Stadtrats", "Stadtrat", "council"),
        ("der Stadtverordnetenversammlung", "Stadtverordnetenversammlung", "council"),
        ("Freundeskreis Kultur", "Freundeskreis Kultur", "other"),
    ],
)  # fmt: skip
def test_bodies_in_the_nominative(raw: str, name: str, kind: str) -> None:
    found = bodies.whole(raw)
    assert (found.name, found.classification) == (name, kind)


def test_bodies_in_running_text() -> None:
    text = (
        "Das Konzept wurde vom Rat der Stadt im Zuge der Antragstellung Smart Cities beschlossen. Der Ausschuss für Umwelt, "
        "Klima und Verkehr tagte im Rathaus, die Bezirksvertretung Mitte danach. Der Vorrat reicht."
    )
    assert [text[b.start : b.end] for b in bodies.found(text)] == [
        "Rat der Stadt",
        "Ausschuss für Umwelt, Klima und Verkehr",
        "Bezirksvertretung Mitte",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rat der Stadt Herne", "Rat der Stadt"),
        ("Rat der Hansestadt Lübeck", "Rat der Hansestadt"),
        ("Bauausschuss der Hansestadt Lübeck", "Bauausschuss"),
    ],
)
def test_the_settlement_is_no_part_of_a_key(one: str, other: str) -> None:
    assert bodies.body_key(one) == bodies.body_key(other)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("SVO Wind, Lars", [("Lars Wind", "council-member", None)]),
        ("Herr Oberbürgermeister Dr. Dudda", [("Dr. Dudda", "lord-mayor", None)]),
        ("1. Frau Müller, Tel. 123 2. Herr Klein, Tel. 4", [("Müller", None, None), ("Klein", None, None)]),
        ("Meier, Eva - Tel.: 1234", [("Eva Meier", None, None)]),
        ("Dr. Anna von der Heide (CDU)", [("Dr. Anna von der Heide", None, "CDU")]),
        ("Müller (SPD)", [("Müller", None, "SPD")]),
        ("Müller(SPD)", [("Müller", None, "SPD")]),
        ("Wind, Lars; Ost, Eva", [("Lars Wind", None, None), ("Eva Ost", None, None)]),
        ("", []),
    ],
)
def test_persons(value: str, told: list[tuple[str, str | None, str | None]]) -> None:
    found = people(value)
    assert [(p.name, p.role, p.faction) for p in found] == told
    assert {p.noun for p in found} <= {"person"}


@pytest.mark.parametrize(
    ("value", "noun", "name"),
    [
        ("SPD-Fraktion", "faction", "SPD"),
        ("Fraktion Bündnis 90/Die Grünen", "faction", "GRÜNE"),
        ("CDU", "faction", "CDU"),
        ("Fraktion Bürgerliste Nord", "faction", "Fraktion Bürgerliste Nord"),
        ("Bezirksamt", "unit", "Bezirksamt"),
        ("FB 61 - Verkehrsplanung", "unit", "FB 61 - Verkehrsplanung"),
    ],
)
def test_groups_and_units_are_no_persons(value: str, noun: str, name: str) -> None:
    (found,) = people(value)
    assert (found.noun, found.name) == (noun, name)


def test_factions_by_any_wording() -> None:
    assert {faction_name(w) for w in ("DIE LINKE", "Die Linke", "Fraktion DIE LINKE", "Linksfraktion")} == {"DIE LINKE"}
    assert faction_name("Heimatverein") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Herr Oberbürgermeister Dr. Dudda beantwortet", "Dr. Dudda"),
        ("Frau Stadträtin von der Heide antwortet", "von der Heide"),
        ("Herr Klein antwortet", "Klein"),
    ],
)
def test_persons_in_running_text(text: str, name: str) -> None:
    match = in_prose().search(text)
    assert match is not None
    assert (match.group("name") or match.group("plain")) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Die Digitalstrategie 2030+ folgt dem Smart People City Konzept.",
            ["Digitalstrategie 2030+", "Smart People City Konzept"],
        ),
        ("Grundlage ist das „Leitbild Innenstadt“ von 2015.", ["Leitbild Innenstadt"]),
        ("Der Masterplan Radverkehr wird fortgeschrieben.", ["Masterplan Radverkehr"]),
        ("Aus dem Integrierten Klimaschutzkonzept 2019 folgt viel.", ["Integriertes Klimaschutzkonzept 2019"]),
        ("Das Förderprogramm und der Zeitplan stehen.", []),
        (
            "Der Rat beschloss die Fortschreibung des Masterplans Grün und Wasser 2035.",
            ["Masterplan Grün und Wasser 2035"],
        ),
        ("Das Leitbild „Talheim 2035“ gilt.", ["Leitbild Talheim 2035"]),
        ("Der Bebauungsplan Nr. 117 „Am Anger“ liegt aus.", ["Bebauungsplan Nr. 117 Am Anger"]),
        ("Das Konzept ist gut.", []),
    ],
)
def test_policies(text: str, names: list[str]) -> None:
    assert [m.name for m in policies.mentions(text)] == names


def test_short_names_and_bare_nouns_mean_the_long_one() -> None:
    text = "Die Digitalstrategie 2030+ ist fertig. Die Digitalstrategie gilt. Diese Strategie wirkt."
    full = policies.resolved(policies.mentions(text))
    assert {m.key for m in full} == {"digitalstrategie-2030-plus"}
    assert [m.key for m in policies.bare_mentions(text, full, 0, len(text))] == ["digitalstrategie-2030-plus"]


@pytest.mark.parametrize(
    "line", ["1. Mai 2023 Rat", "10. November war es", "16.06.2020 Rat", "2. Quartal 2023", "Text", "", "3.500 Euro"]
)
def test_dates_and_numbers_are_no_labels(line: str) -> None:
    assert at_start(line) is None


@pytest.mark.parametrize(
    ("listed", "numbers"),
    [
        ("5 – 5a", ("5", "5a")),
        ("1 bis 4", ("1", "2", "3", "4")),
        ("3a – 3c", ("3a", "3b", "3c")),
        ("3a und b", ("3a", "3b")),
        ("3. und 4.", ("3", "4")),
        ("1, 2 und 5", ("1", "2", "5")),
        ("3.1", ("3.1",)),
    ],
)
def test_lists_of_numbers(listed: str, numbers: tuple[str, ...]) -> None:
    assert expanded(listed) == numbers
