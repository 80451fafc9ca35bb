"""Surnames that are part of a street's, school's, church's, firm's or town's name stay; persons of that name do not."""

import pytest

from civicgraph.privacy import Redaction
from civicgraph.privacy.name import Name
from civicgraph.privacy.prose import Prose
from civicgraph.privacy.withheld import Person, Withheld


def of(*names: Name) -> Redaction:
    people = tuple(Person((f"https://x.de/person/p{i}",), (name,)) for i, name in enumerate(names))
    return Redaction(Withheld(people), lambda iri: "")


@pytest.mark.parametrize(
    "text",
    [
        "Anbau der Kita St. Gresch",
        "Grundschule Gresch, Sankt\u00a0Gresch",
        "die Kirchengemeinde Gresch und die Firma Gresch",
        "Gresch-Kita, Gresch-Lohse-Straße, Gresch Kirche, Gresch gGmbH, Gresch e. V.",
    ],
)
def test_a_surname_in_the_name_of_a_place_or_firm_stays(text: str) -> None:
    assert of(Name("Norbert Gresch", "Gresch", "Norbert")).text(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kita St. Norbert Gresch", "Kita St. ██████████████"),
        ("Norbert-Gresch-Straße", "██████████████-Straße"),
        ("Herr Gresch GmbH", "Herr ██████ GmbH"),
        ("Die Kita dankt Gresch.", "Die Kita dankt ██████."),
        ("Ost. Gresch fragt", "Ost. ██████ fragt"),
        ("laut Gresch Parkordnung", "laut ██████ Parkordnung"),
    ],
)
def test_a_person_is_withheld_beside_such_words(text: str, left: str) -> None:
    assert of(Name("Norbert Gresch", "Gresch", "Norbert")).text(text) == left


def test_a_role_before_a_firm_names_nobody_but_a_role_before_a_surname_does() -> None:
    prose = Prose(())
    assert prose.blocked("Architekt Gresch GmbH") == "Architekt Gresch GmbH"
    assert prose.blocked("Architekt Gresch 2023") == "Architekt ██████ 2023"
    assert prose.blocked("Sachbearbeiterin Neuhaus rät") == "Sachbearbeiterin ███████ rät"
    assert prose.blocked("Architekt Norbert Gresch GmbH") == "Architekt ██████████████ GmbH"
