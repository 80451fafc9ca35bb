"""One address of many spellings, and addresses that may not be connected to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicgraph.fetch.addresses import is_public
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.tables import table
from civicgraph.fetch.urls import Spelling, key, parsed

HOME = "https://ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8"


@pytest.mark.parametrize(
    "twin",
    [
        "http://ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "https://www.ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "HTTPS://RATSINFO.Emden.Example:443/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "http://ratsinfo.emden.example:80/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&&SILFDNR=3&",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3&leer=",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3#beschluss",
        "https://ratsinfo.emden.example/bi/x/../to020.asp?TOLFDNR=8&SILFDNR=3",
        "https://ratsinfo.emden.example/bi/%74o020%2Easp?TOLFDNR=8&SILFDNR=3",
        "https://ratsinfo.emden.example/bi/to020.asp;jsessionid=FE01.node2?TOLFDNR=8&SILFDNR=3",
        "https://ratsinfo.emden.example/bi/to020.asp?PHPSESSID=1&TOLFDNR=8&SILFDNR=3",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&ASPSESSIONIDQQBA=XY&SILFDNR=3&jsessionid=1",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3&SID=9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        "https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3&history=switch&refresh=false",
        "https://ratsinfo.emden.example/bi/to020.asp?12&TOLFDNR=8&SILFDNR=3",
        " https://ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8\n&SILFDNR=3 ",
        "https://user:secret@ratsinfo.emden.example/bi/to020.asp?TOLFDNR=8&SILFDNR=3",
    ],
)
def test_twins_are_one_page(twin: str) -> None:
    assert key(twin) == key(HOME)
    spelling = Spelling()
    spelling.canonical("https://ratsinfo.emden.example/")
    assert spelling.canonical(twin) == HOME


@pytest.mark.parametrize(
    "other",
    [
        "https://ratsinfo.emden.example/bi/to020.asp?SILFDNR=8&TOLFDNR=3",
        "https://ratsinfo.emden.example/BI/to020.asp?SILFDNR=3&TOLFDNR=8",
        "https://ratsinfo.emden.example:8443/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "https://rat.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8",
        "https://ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8&sid=41",
        "https://ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8&0--anlagen-link",
        "https://ratsinfo.emden.example/bi/to020.asp?SILFDNR=3&TOLFDNR=8&TOLFDNR=9",
    ],
)
def test_others_are_others(other: str) -> None:
    assert key(other) != key(HOME)


def test_a_number_alone_is_an_id() -> None:
    assert key("https://ris.example/getfile.php?4711") != key("https://ris.example/getfile.php?4712")


def test_the_order_of_equal_names_is_kept() -> None:
    assert str(parsed("https://ris.example/?b=2&a=9&b=1").key) == "ris.example/?a=9&b=2&b=1"


def test_a_site_is_written_as_source_toml_writes_it() -> None:
    spelling = Spelling()
    spelling.canonical("http://www.leer.example/start")
    assert spelling.canonical("https://leer.example/to010?x=1") == "http://www.leer.example/to010?x=1"
    assert spelling.canonical("https://moor.example") == "https://moor.example/"


def test_a_site_that_forwards_to_its_twin_is_asked_there() -> None:
    spelling = Spelling()
    page = spelling.canonical("http://leer.example/a")
    spelling.moved(page, "https://www.leer.example/a")
    assert spelling.living("http://leer.example/b?x=1") == "https://www.leer.example/b?x=1"
    spelling.moved(page, "https://elsewhere.example/a")
    assert spelling.living("http://leer.example/b") == "https://www.leer.example/b"


def test_umlauts_and_blanks_become_ascii() -> None:
    assert (
        str(parsed("http://Müncheberg.example/rät e?q=ß")) == "http://xn--mncheberg-q9a.example/r%C3%A4t%20e?q=%C3%9F"
    )
    assert key("https://ris.example/r%c3%a4t") == key("https://ris.example/rät")


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("ftp://ris.example/", "scheme"),
        ("mailto:rat@ris.example", "scheme"),
        ("/to010", "scheme"),
        ("", "scheme"),
        ("http://", "address-invalid"),
        ("http://[kaputt/", "address-invalid"),
        ("https://ris.example:99999/", "address-invalid"),
        ("https://" + "a" * 70_000, "address-invalid"),
    ],
)
def test_what_is_no_address_is_told(url: str, rule: str) -> None:
    with pytest.raises(NotFetched) as caught:
        parsed(url)
    assert caught.value.rule == rule


@given(st.text(alphabet="ab/?&=;:%2fEé .#[]@\\\t", max_size=40))
def test_a_canonical_spelling_is_its_own_canonical_spelling(rest: str) -> None:
    for url in (f"https://ris.example/{rest}", rest):
        try:
            once = Spelling().canonical(url, "https://ris.example/bi/")
        except NotFetched:
            continue
        assert Spelling().canonical(once) == once
        assert once.isascii()


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::1", "2002:c0a8:101::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_every_reason_has_a_sentence_in_two_languages_with_the_same_values() -> None:
    rows = table("reasons")
    assert len({row["rule"] for row in rows}) == len(rows)
    for row in rows:
        assert row["outcome"] in ("refused", "failed", "note")
        assert set(re.findall(r"{(\w+)}", row["de"])) == set(re.findall(r"{(\w+)}", row["en"]))
        assert row["de"].endswith(".")
        assert row["en"].endswith(".")
