"""Names over many pages become identities; nothing is renamed."""

import random
from pathlib import Path

from civicgraph.record import Identity
from civicgraph.resolve import resolve
from civicgraph.source import Alias
from tests.pages import Spec
from tests.reading import records_of


def resolved(folder: Path, *specs: Spec, aliases: tuple[Alias, ...] = (), seed: int = 0) -> Identity:
    pages = []
    for index, spec in enumerate(specs):
        path = folder / f"{index}.txt"
        path.write_text(spec.plain(), encoding="utf-8")
        pages.append(records_of(path))
    random.Random(seed).shuffle(pages)
    return resolve(pages, aliases)


def canonical(identity: Identity, noun: str = "body") -> dict[str, str]:
    return {n.key: n.canonical for n in identity.names if n.noun == noun}


LONG, SHORT = "Ausschuss für Digitalisierung und Bau", "Ausschuss für Digitales und Bau"


def test_an_alias_of_the_source_joins_two_bodies(tmp_path: Path) -> None:
    specs = (
        Spec(body=LONG, meeting_line="des Ausschusses für Digitalisierung und Bau", lines=("Text.",)),
        Spec(number="2024/2", body=SHORT, meeting_line="des Ausschusses für Digitales und Bau", lines=("Text.",)),
    )
    identity = resolved(tmp_path, *specs, aliases=(Alias(kind="body", name=SHORT, of=LONG),))
    long_key, short_key = "ausschuss-fuer-digitalisierung-und-bau", "ausschuss-fuer-digitales-und-bau"
    assert canonical(identity) == {long_key: long_key, short_key: long_key}
    assert [(j.alias, j.canonical, j.kind, j.rule) for j in identity.joins] == [
        (short_key, long_key, "corrected", "alias-in-source")
    ]


def test_one_sitting_under_two_names_joins_them(tmp_path: Path) -> None:
    identity = resolved(
        tmp_path, Spec(body=SHORT, meeting_line="des Ausschusses für Digitalisierung und Bau", lines=("Text.",))
    )
    (join,) = identity.joins
    assert (join.kind, join.rule) == ("derived", "one-sitting-two-names")
    assert len(set(canonical(identity).values())) == 1


def test_the_bare_council_is_the_council(tmp_path: Path) -> None:
    specs = (Spec(lines=("Text.",)), Spec(number="2024/2", body="Rat", meeting_line="des Rates", lines=("Text.",)))
    identity = resolved(tmp_path, *specs)
    assert len(set(canonical(identity).values())) == 1
    assert {j.kind for j in identity.joins} == {"inferred"}


def test_a_bare_family_name_is_the_only_person_of_that_name(tmp_path: Path) -> None:
    lines = ("Ich frage:", "1. Wann?", "Frau Brandt antwortet wie folgt:", "Zu 1.:", "Bald.")
    one = resolved(tmp_path, Spec(lines=lines))
    assert canonical(one, "person")["brandt"] == "brandt-ute"
    two = resolved(tmp_path, Spec(lines=lines), Spec(number="2024/2", author="SVO Brandt, Paul", lines=("Text.",)))
    assert canonical(two, "person")["brandt"] == "brandt"


def test_a_clerk_is_not_taken_for_a_councillor(tmp_path: Path) -> None:
    identity = resolved(tmp_path, Spec(clerk="Brandt", lines=("Text.",)))
    assert canonical(identity, "person")["brandt"] == "brandt"
    lines = ("Ich frage:", "1. Wann?", "Herr Stadtbaurat Brandt antwortet wie folgt:", "Zu 1.:", "Bald.")
    assert canonical(resolved(tmp_path, Spec(lines=lines)), "person")["brandt"] == "brandt"


def test_one_name_as_clerk_and_councillor_is_a_finding(tmp_path: Path) -> None:
    specs = (Spec(lines=("Text.",)), Spec(number="2024/2", author="Ost, Eva", clerk="Brandt, Ute", lines=("Text.",)))
    assert [f.rule for f in resolved(tmp_path, *specs).findings] == ["clerk-and-office-holder"]


def test_the_name_in_the_body_field_wins_else_the_shortest(tmp_path: Path) -> None:
    lines = (
        "Klimastrategie 2035:",
        "3. Mai 2022 Rat der Stadt Neuburg",
        "4. Mai 2022 Seniorenbeirat der Stadt Neuburg",
    )
    identity = resolved(tmp_path, Spec(lines=lines))
    names = {n.key: n.preferred for n in identity.names if n.noun == "body"}
    assert names["rat-der-stadt"] == "Rat der Stadt"
    assert names["seniorenbeirat"] == "Seniorenbeirat der Stadt Neuburg"


def test_names_that_fall_together_are_a_finding(tmp_path: Path) -> None:
    specs = (
        Spec(author="RM Müller, Jan", lines=("Text.",)),
        Spec(number="2024/2", author="RM Mueller, Jan", lines=("Text.",)),
    )
    assert [(f.rule, f.value) for f in resolved(tmp_path, *specs).findings] == [
        ("names-share-iri", "Jan Mueller / Jan Müller")
    ]
    assert resolved(tmp_path, specs[0]).findings == ()


def test_the_order_of_pages_changes_nothing(tmp_path: Path) -> None:
    specs = tuple(
        Spec(number=f"2024/{n}", body=b, meeting_line="", lines=("Text.",))
        for n, b in enumerate((LONG, SHORT, "Rat", "Rat der Stadt"))
    )
    assert len({resolved(tmp_path, *specs, seed=seed) for seed in range(6)}) == 1
