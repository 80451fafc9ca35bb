"""Keys and IRIs: ASCII, stable, one per number whatever its spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgraph.errors import SourceInvalid
from civicgraph.iri import base_iri, checked, paper_key, person_key, slug


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Rat der Stadt", "rat-der-stadt"),
        ("Digitalstrategie 2030+", "digitalstrategie-2030-plus"),
        ("Ausschuss für Größe & Maß", "ausschuss-fuer-groesse-und-mass"),
        ("Ö 21.1", "oe-21-1"),
        ("  Café – Ecke  ", "cafe-ecke"),
        ("Ł", "l"),
        ("Yıldız, Þór", "yildiz-thor"),
    ],
)
def test_slug(name: str, key: str) -> None:
    assert slug(name) == key


@given(st.text(max_size=60))
def test_every_name_has_an_ascii_key(name: str) -> None:
    key = slug(name)
    assert key
    assert key.isascii()
    assert key == key.lower()
    assert checked(f"https://x.example/body/{key}")
    assert slug(key) == key


def test_letters_without_ascii_form_do_not_fall_together() -> None:
    assert slug("Рада") != slug("Дума")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VO/2018/06397", "VO 2018/06397"),
        ("VO/2019/07113", "VO2019/07113"),
        ("2023/0386", "2023 / 0386"),
        ("Drucksache Nr.: 06128-11", "06128-11"),
        ("18–08890", "18-08890"),
        ("DS-Nr. 042/11", "042/11"),
    ],
)
def test_one_paper_in_two_spellings(one: str, other: str) -> None:
    assert paper_key(one) == paper_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("VO/2020/09309", "VO/2020/09309-01"), ("0960/IV", "0960/V"), ("1/12", "11/2")]
)
def test_two_papers_stay_two(one: str, other: str) -> None:
    assert paper_key(one) != paper_key(other)


def test_person_key_begins_with_the_family_name() -> None:
    assert person_key("Wind", "Lars", "Lars Wind") == "wind-lars"
    assert person_key("Dudda", None, "Dr. Dudda") == "dudda"


@pytest.mark.parametrize("iri", ["https://x.example/a b", "x", "https://x.example/<y>", "https://x.example/\n", ""])
def test_broken_iris_are_refused_where_they_are_minted(iri: str) -> None:
    with pytest.raises(ValueError, match="absolute IRI"):
        checked(iri)


@pytest.mark.parametrize("base", ["ftp://x.example", "x.example", "https://", "https://x y.example"])
def test_a_base_must_be_a_web_address(base: str) -> None:
    with pytest.raises(SourceInvalid, match="base"):
        base_iri(base)


def test_base_loses_its_slash() -> None:
    assert base_iri("https://x.example/herne/") == "https://x.example/herne"
