"""What became of every field: added up in any order, with the rules of source.toml, and totals that a source should reach."""

from collections.abc import Iterable
from datetime import date

import pytest

from civicgraph.account import Account, FieldUse, Kind, accounted, below_expected
from civicgraph.record import PageRecords, Paper, Snapshot, Thing, Use
from civicgraph.source import Expected, Ignore, Source

PLAIN = Source(slug="neuburg", base="https://example.org/neuburg")


def page(*uses: Use, kind: str = "paper", sha: str = "a", things: tuple[Thing, ...] = ()) -> PageRecords:
    return PageRecords(
        snapshot=Snapshot(sha256=sha * 64, media_type="text/html", size=1, locations=(f"{sha}.html",)),
        text_sha256=sha * 64,
        text="",
        reader="r",
        reader_version="1",
        page_kind=kind,
        as_of=date(2024, 4, 25),
        paper=None,
        things=things,
        uses=uses,
    )


def told(pages: Iterable[PageRecords]) -> list[tuple[str, str, tuple[Use, ...]]]:
    return [(p.page_kind, p.reader, p.uses) for p in pages]


def test_fields_add_up_with_the_first_example_in_any_order() -> None:
    pages = [
        page(Use("Betreff", "mapped", example="Radwege"), Use("Aktenzeichen", "unmapped", example="61-2")),
        page(Use("Betreff", "mapped", example="Bäume"), Use("Menü", "ignored", "menu"), sha="b"),
        page(Use("Datum", "mapped"), kind="agenda", sha="c"),
    ]
    expected = Account(
        "neuburg",
        (Kind("agenda", "r", 1), Kind("paper", "r", 2)),
        (
            FieldUse("paper", "Aktenzeichen", "unmapped", "", 1, "61-2"),
            FieldUse("paper", "Menü", "ignored", "menu", 1, ""),
            FieldUse("agenda", "Datum", "mapped", "", 1, ""),
            FieldUse("paper", "Betreff", "mapped", "", 2, "Bäume"),
        ),
    )
    assert accounted(told(pages), PLAIN) == expected
    assert accounted(told(reversed(pages)), PLAIN) == expected


@pytest.mark.parametrize(
    ("field", "how"), [("vendor:colour", "ignored"), ("VENDOR:x.y", "ignored"), ("colour", "unmapped")]
)
def test_a_source_may_leave_fields_out_by_a_rule_that_says_why(field: str, how: str) -> None:
    source = Source(slug="s", base="https://example.org/s", ignore=(Ignore("vendor:*", "colours of the web page"),))
    (use,) = accounted(told([page(Use(field, "unmapped", example="x"))]), source).fields
    assert use.how == how
    assert use.rule == ("source.toml: colours of the web page" if how == "ignored" else "")


def test_a_rule_never_hides_what_was_taken() -> None:
    source = Source(slug="s", base="https://example.org/s", ignore=(Ignore("*", "everything"),))
    (use,) = accounted(told([page(Use("Betreff", "mapped"))]), source).fields
    assert use.how == "mapped"


def test_totals_below_those_expected_are_findings() -> None:
    twice = (Paper(key="1"),)
    pages = [page(things=twice), page(things=(*twice, Paper(key="2")), sha="b")]
    source = Source(slug="s", base="https://example.org/s", expected=Expected(pages=2, papers=3, answers=1))
    found = list(below_expected(source, pages))
    assert [f.value for f in found] == ["papers: 2 < 3", "answers: 0 < 1"]
    assert {f.rule for f in found} == {"below-expected"}
    assert not list(below_expected(PLAIN, pages))
