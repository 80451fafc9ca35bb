"""When a found value is that of the gold."""

import pytest

from civicgraph.evaluate.comparing import HEADER, RULES, person, plain, shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straßen-\nbau im Winter", "Straßenbau im Winter"),
        ("Patien- ten", "Patienten"),
        ("„Leitbild“ Wohnen", 'Leitbild" Wohnen'.replace('"', "")),
        ("2019 – 2021", "2019 - 2021"),
        ("Ö\u00a07.2", "ö 7.2"),
        ("Haus\u00adhalt", "Haushalt"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize("text", ["Rad- und Fußwege", "Vor- oder Nachteile", "Haupt-Ausschuss"])
def test_hyphens_that_belong_to_the_word_stay(text: str) -> None:
    assert "-" in plain(text)


def test_texts_share_the_words_of_the_longer_one() -> None:
    nine = "eins zwei drei vier fünf sechs sieben acht neun"
    assert shared(f"{nine} zehn", f"{nine} zehn!") == 1.0
    assert shared(f"{nine} zehn", nine) == 0.9
    assert shared("eins eins", "eins") == 0.5
    assert shared("eins", "zwei") == 0.0
    assert shared("?", "!") == 1.0


def test_persons_are_compared_by_given_and_family_name() -> None:
    assert person("Wind, Lars") == person("Lars Wind") == person("Dr. Lars Wind") == "lars wind"
    assert person("Wind") != person("Lars Wind")


@pytest.mark.parametrize(
    ("element", "field", "gold", "found", "same"),
    [
        ("questions", "paper", "VO/2018/06397", "VO 2018/06397", True),
        ("questions", "number", "3a", "3 a)", True),
        ("questions", "number", "3a", "3b", False),
        ("answers", "answers", ("5", "5a"), ("5a", "5"), True),
        ("answers", "answers", ("5", "5a"), ("5",), False),
        ("consultations", "body", "Rat der Stadt Auersberg", "des Rates der Stadt", True),
        ("consultations", "role", None, (), True),
        ("consultations", "role", None, "decision", False),
        ("dates", "raw", "20. Mai 2021", "am 20. Mai 2021", True),
        ("dates", "raw", "20. Mai 2021", (), True),
        ("lineage", "newer", "„Smart Plan“ 2030+", "Smart Plan 2030+", True),
        ("lineage", "older", "Integriertes Handlungskonzept", "Integrierten Handlungskonzepts", True),
        ("lineage", "older", "Klimakonzept 2012", "Klimakonzept 2030", False),
        ("claims", "value", "2.50", "2.5", True),
        ("claims", "unit", "Euro", "EUR", True),
        ("claims", "subject", "Mitglied", "Mitgliedern des Vereins", True),
        ("claims", "subject", "Kosten", "Kinder", False),
        ("persons", "party", "Bündnis 90/Die Grünen", "GRÜNE", True),
        ("agenda", "number", "TOP 5.1.", "5.1", True),
        ("outcomes", "about", "Ö 3", "Ö\u00a03", True),
    ],
)
def test_fields_have_their_own_rules(
    element: str, field: str, gold: str | tuple[str, ...] | None, found: str | tuple[str, ...], same: bool
) -> None:
    assert RULES[element][field](gold, (found,) if isinstance(found, str) else found) is same


def test_header_fields_are_compared_as_what_they_are() -> None:
    assert HEADER["agenda_number"]("Ö 9", ("Ö\u00a09",))
    assert HEADER["authors"]("Ehlers, Jutta", ("Jutta Ehlers",))
    assert not HEADER["number"]("2024/1", ("2024/11",))
