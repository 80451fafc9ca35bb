"""Date expressions: a table of what they mean, prose with and without them, and properties that hold for any text."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.dates import When, bounds, found, leading, possibly_before, span, surely_before, when

ROWS = list(csv.DictReader((Path(__file__).parent / "dates" / "expressions.csv").read_text("utf-8").splitlines()))
ANCHOR = date(2022, 6, 15)
NOTHING = When(raw="", edtf=None, earliest=None, latest=None)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def raws(text: str, anchor: date | None = None) -> list[tuple[str, str | None]]:
    return [(one.when.raw, one.when.edtf) for one in found(text, anchor)]


def test_the_table_is_not_cut_short() -> None:
    assert len(ROWS) >= 240
    assert len({(row["raw"], row["anchor"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['raw']}|{row['anchor']}" for row in ROWS])
def test_expression_means_what_the_table_says(row: dict[str, str]) -> None:
    meant = when(row["raw"], day(row["anchor"]))
    assert (meant.raw, meant.edtf) == (row["raw"], row["edtf"] or None)
    assert (meant.earliest, meant.latest) == (day(row["earliest"]), day(row["latest"]))


@pytest.mark.parametrize("row", [row for row in ROWS if row["edtf"]], ids=lambda row: f"{row['raw']}|{row['anchor']}")
def test_literal_has_the_bounds_of_the_edtf_package(row: dict[str, str]) -> None:
    assert bounds(row["edtf"]) == (day(row["earliest"]), day(row["latest"]))


def test_anchor_is_kept_only_where_it_was_counted_from() -> None:
    assert when("seit Februar dieses Jahres", ANCHOR).anchor == ANCHOR
    assert when("am 25.09.", ANCHOR).anchor == ANCHOR
    assert when("von 2018 bis heute", ANCHOR).anchor == ANCHOR
    assert when("16. Juni 2020", ANCHOR).anchor is None
    assert when("zeitnah", ANCHOR).anchor is None


def test_found_keeps_words_that_change_the_meaning_and_drops_those_that_do_not() -> None:
    text = (
        "Der Förderantrag wurde am 16. Juni 2020 gestellt, der Rat hat im Januar 2021 zugestimmt. Die Beteiligung "
        "läuft seit 2018 und wird bis Anfang 2023 abgeschlossen; für 2024 sind Mittel angemeldet."
    )
    assert raws(text) == [
        ("16. Juni 2020", "2020-06-16"),
        ("Januar 2021", "2021-01"),
        ("seit 2018", "2018/.."),
        ("bis Anfang 2023", "../2023-04"),
        ("2024", "2024"),
    ]


def test_found_reads_relative_expressions_from_the_anchor() -> None:
    text = "Im Herbst soll der Bericht am 25.09. vorliegen, im nächsten Jahr folgt zeitnah die Januar-Sitzung."
    assert raws(text, date(2022, 8, 1)) == [
        ("Im Herbst", "2022-09?/2022-11?"),
        ("am 25.09.", "2022?-09-25"),
        ("im nächsten Jahr", "2023"),
        ("zeitnah", None),
        ("Januar-Sitzung", "2023?-01"),
    ]


def test_found_takes_the_longest_expression_over_a_line_break() -> None:
    assert raws("Die Umfrage lief vom 1. bis\n3. Mai 2022 und dann\nzwischen März und\u00a0Juni 2023.") == [
        ("1. bis\n3. Mai 2022", "2022-05-01/2022-05-03"),
        ("zwischen März und\u00a0Juni 2023", "2023-03/2023-06"),
    ]


def test_found_keeps_apart_what_only_stands_side_by_side() -> None:
    assert raws("Beschlüsse vom 16. Juni 2020 und 2. März 2021") == [
        ("16. Juni 2020", "2020-06-16"),
        ("2. März 2021", "2021-03-02"),
    ]
    assert raws("Juni 2020\n– Mai 2021: Umfrage") == [("Juni 2020", "2020-06"), ("Mai 2021", "2021-05")]


def test_found_takes_no_month_or_season_for_one_of_the_anchor_where_a_year_follows_unread() -> None:
    assert raws("Im Sommer 2022/2023 und im August-Bebel-Haus", ANCHOR) == []


def test_found_reads_a_weekday_as_the_sign_of_a_date() -> None:
    assert raws("Termine: Mo. 13.6., Di., 14.06.2022", ANCHOR) == [
        ("Mo. 13.6.", "2022?-06-13"),
        ("Di., 14.06.2022", "2022-06-14"),
    ]


def test_found_yields_a_day_that_does_not_exist_without_a_literal() -> None:
    assert raws("in der Sitzung am 31.02.2023 beraten") == [("31.02.2023", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Anfrage 2023/0386 und die Vorlage in 2023/0386.",
        "Beginn um 16:00 Uhr, Ende gegen 18.30 Uhr.",
        "Kosten von 2.500 EUR, in 2000 Fällen, ab 2000 Einwohnern, von 2010 Wohnungen, für 1950 Euro.",
        "Punkt 1.2.3 der Gliederung, Abschnitt 3.4., TOP 10.11.12, Nr. 12.05.21.",
        "Rund 12.000 Stimmen nach § 3 und § 10.11. der Satzung.",
        "Version 3.9.14 der Software, Adresse 10.12.20.5.",
        "Telefon: 02323 16-2022 oder Tel. 02323/16 20 22.",
        "Die August-Bebel-Straße, der 1.-Mai-Platz und die Straße des 17. Juni.",
        "Herr Sommer und Frau März fragen, ob 2023 Bäume reichen.",
        "Die Agenda 2030 und die Digitalstrategie 2030+ gelten am Morgen wie am Abend.",
        "Über den Stand ist spätestens alle fünf Jahre zu berichten.",
        "Mit 3 - 5 Personen, 1. und 2. Vorsitzender, Seiten 10/11.",
    ],
)
def test_found_finds_no_date_where_there_is_none(text: str) -> None:
    assert raws(text, ANCHOR) == []


@pytest.mark.parametrize(
    ("line", "raw", "edtf"),
    [
        ("16. Juni 2020 Förderantrag beim Land", "16. Juni 2020", "2020-06-16"),
        ("\u00a0 02.\u00a0März 2021 Rat der Stadt", "02.\u00a0März 2021", "2021-03-02"),
        ("Oktober/November 2022 Verwaltungsvorstand", "Oktober/November 2022", "2022-10/2022-11"),
        ("Dezember 2022 Beteiligung, bis Anfang 2023", "Dezember 2022", "2022-12"),
        ("Di, 02.03.2021, 16:00 Uhr Sitzung", "Di, 02.03.2021", "2021-03-02"),
        ("bis Anfang 2023 Auswertung", "bis Anfang 2023", "../2023-04"),
        ("2021: erste Gespräche", "2021", "2021"),
        ("2018–2020 Erprobung", "2018–2020", "2018/2020"),
        ("II. Quartal 2022 Auftrag", "II. Quartal 2022", "2022-34"),
    ],
)
def test_leading_reads_the_start_of_a_line(line: str, raw: str, edtf: str) -> None:
    first = leading(line)
    assert first is not None
    assert (first.when.raw, first.when.edtf, line[first.start : first.end]) == (raw, edtf, raw)


@pytest.mark.parametrize(
    "line",
    ["Rat der Stadt am 16. Juni 2020", "2000 Bäume", "1. Antwort", "1.2. Ziele", "2023/0386", "August Muster", ""],
)
def test_leading_is_none_where_the_line_starts_otherwise(line: str) -> None:
    assert leading(line, ANCHOR) is None


def test_span_joins_the_start_of_one_place_with_the_end_of_another() -> None:
    line = "Dezember 2022 Beteiligung der Öffentlichkeit bis Anfang 2023"
    first = leading(line)
    assert first is not None
    last = list(found(line))[-1]
    raw = f"{first.when.raw} … {last.when.raw}"
    assert span(first.when, last.when, raw) == When(
        raw="Dezember 2022 … bis Anfang 2023",
        edtf="2022-12/2023-04",
        earliest=date(2022, 12, 1),
        latest=date(2023, 4, 30),
    )


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("Anfang 2022", "Ende 2023", "2022-01/2023-12"),
        ("Frühjahr 2022", "II. Quartal 2023", "2022-03/2023-06"),
        ("in den 80er Jahren", "2005", "1980/2005"),
        ("am 25.09.", "bis 2023", "2022-09-25?/2023"),
        ("Mai und September 2022", "seit 2023", "2022-05/.."),
        ("zeitnah", "bis Anfang 2023", "../2023-04"),
        ("Mai 2022", "Mai 2022", "2022-05"),
        ("zeitnah", "in Kürze", None),
        ("Mai 2022", "bis Anfang 2021", None),
    ],
)
def test_span_writes_ends_the_edtf_package_can_read(first: str, last: str, edtf: str | None) -> None:
    joined = span(when(first, ANCHOR), when(last, ANCHOR), "raw")
    assert joined.edtf == edtf
    assert edtf is None or bounds(edtf) == (joined.earliest, joined.latest)


def test_before_compares_what_is_known() -> None:
    may, june, year, open_end = (when(text) for text in ("Mai 2022", "Juni 2022", "im Jahr 2022", "seit 2018"))
    assert surely_before(may, june) and not surely_before(june, may)
    assert possibly_before(may, june) and not possibly_before(june, may)
    assert not surely_before(may, year) and possibly_before(may, year) and possibly_before(year, may)
    assert not surely_before(open_end, june) and possibly_before(june, open_end)
    assert not surely_before(NOTHING, may) and possibly_before(NOTHING, may) and possibly_before(may, NOTHING)
    assert not possibly_before(when("16.06.2020"), when("16.06.2020"))


@pytest.mark.parametrize(
    "literal",
    ["", "gestern", "2023-02-30", "2023-02-29", "/2020", "2020/", " 2020", "2022-13", "2023-37/..", "-0001", "10000"],
)
def test_bounds_names_the_literal_it_cannot_read(literal: str) -> None:
    with pytest.raises(ValueError, match="EDTF") as error:
        bounds(literal)
    assert f"'{literal}'" in str(error.value)


def test_bounds_of_open_and_yearless_literals_are_absent() -> None:
    assert bounds("../..") == (None, None)
    assert bounds("../2023-04") == (None, date(2023, 4, 30))
    assert bounds("XXXX-09-25") == (None, None)
    assert bounds("9999") == (date(9999, 1, 1), date(9999, 12, 31))


WORDS = sorted({word for row in ROWS for word in row["raw"].split(" ")})
PIECES = st.sampled_from([*WORDS, "/", "und", "9999", "0001-01-01", "\n", "ı", "ſeit", "maı"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join))
ANCHORS = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(TEXTS, ANCHORS)
def test_any_text_gives_ordered_disjoint_places_that_read_the_same_alone(text: str, anchor: date | None) -> None:
    end = 0
    for one in found(text, anchor):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.when.raw
        assert when(one.when.raw, anchor) == one.when
        end = one.end


@settings(max_examples=200, deadline=None)
@given(TEXTS, ANCHORS)
def test_any_literal_parses_and_has_the_bounds_given(text: str, anchor: date | None) -> None:
    first = leading(text, anchor)
    meant: list[When] = [when(text, anchor), *(one.when for one in found(text, anchor))]
    for one in meant if first is None else [*meant, first.when]:
        assert (one.earliest, one.latest) == (bounds(one.edtf) if one.edtf else (None, None))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, ANCHORS)
def test_any_span_parses_and_has_the_bounds_given(first: str, last: str, anchor: date | None) -> None:
    joined = span(when(first, anchor), when(last, anchor), "raw")
    assert (joined.earliest, joined.latest) == (bounds(joined.edtf) if joined.edtf else (None, None))


def test_a_hostile_megabyte_is_read_to_its_end() -> None:
    pieces = [
        "bis ",
        "12.",
        "1 ",
        "Januar-",
        "Mai/",
        " ",
        "\n",
        "9",
        "in den ",
        "Ende des ",
        "TOP 1.1",
        "zwischen Mai und ",
        "(",
    ]
    text = "\n\n".join(piece * (1_000_000 // len(pieces) // len(piece)) for piece in pieces) + "\n\nam 16. Juni 2020"
    assert list(found(text))[-1].when.edtf == "2020-06-16"
    assert when(text) == When(raw=text, edtf=None, earliest=None, latest=None)
    assert leading(text) is None
