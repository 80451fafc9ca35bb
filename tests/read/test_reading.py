"""What a page is, where its text stands, and what is said of files that are none."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.extract import extract
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import Finding, Snapshot
from civicgraph.snapshot import Stored
from tests.pages import NBSP, Asked, Spec
from tests.reading import page_of, read_file, records_of, without_evidence

SPEC = Spec(lines=Asked().text())


def test_glued_and_shared_lines(tmp_path: Path) -> None:
    page = page_of(SPEC.save(tmp_path))
    assert {f.name: f.value for f in page.fields if f.group == 1} == {
        "number": "2024/0117",
        "title": "Anfrage: Stand der Radwege am Nordring",
        "publicity": "öffentlich",
        "type": "Anfrage_Formular",
        "authors": "SVO Brandt, Ute",
        "lead_unit": "FB 61 - Verkehrsplanung",
        "clerk": "Krüger, Jan",
    }
    assert page.field("outcome") is not None
    for field in page.fields:
        assert " ".join(page.text[field.span.start : field.span.end].split()) == field.value


@pytest.mark.parametrize("form", ["plain", "html"])
def test_text_keeps_nbsp_and_has_line_feeds_only(tmp_path: Path, form: str) -> None:
    page = page_of(SPEC.save(tmp_path, form))
    assert f"Ö{NBSP}7.2" in page.text
    assert "\r" not in page.text
    assert page.evidence(page.body.start, page.body.end).quote == page.text[page.body.start : page.body.end].strip()


def test_line_endings_of_windows_change_nothing(tmp_path: Path) -> None:
    usual = without_evidence(records_of(SPEC.save(tmp_path)))
    path = tmp_path / "page.txt"
    path.write_bytes(SPEC.plain().replace("\n", "\r\n").encode())
    assert without_evidence(records_of(path)) == usual


def test_decomposed_umlauts_become_one_code_point(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(SPEC.plain().replace("ü", "u\u0308").replace("ö", "o\u0308"), encoding="utf-8")
    assert page_of(path).text == page_of(SPEC.save(tmp_path)).text


def test_without_the_site_lines(tmp_path: Path) -> None:
    with_banner = without_evidence(records_of(SPEC.save(tmp_path)))
    assert without_evidence(records_of(SPEC.with_(banner=False).save(tmp_path))) == with_banner


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
def test_html_in_declared_and_undeclared_charsets(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.html"
    declared = SPEC.as_html().replace(
        "<head>", f'<head><meta http-equiv="content-type" content="text/html; charset={charset}" />'
    )
    path.write_bytes(declared.encode(charset))
    assert without_evidence(records_of(path)) == without_evidence(records_of(SPEC.save(tmp_path)))


def test_utf8_that_declares_latin1_is_read_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(SPEC.as_html().replace("<head>", '<head><meta charset="iso-8859-1" />').encode())
    page = page_of(path)
    assert page.field("clerk") is not None
    assert "Krüger" in page.text


BAD = {
    "empty": (b"", "empty-file"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x01\x02", "binary-file"),
    "zip": (b"PK\x03\x04\x00\x00", "binary-file"),
    "zeros": (b"Auszug - X\x00\x00\x00\x00", "binary-file"),
    "no council page": (b"Kochrezept\n\nMan nehme Mehl.\n", "no-council-page"),
    "minutes": (b"Ratsinformationssystem\n\nNiederschrift - 12. Sitzung des Rates\n\nGremium: Rat\n", "page-kind-not-read"),
    "other html": (b"<html><body><h1>Hallo</h1></body></html>", "system-not-read"),
    "sessionnet": (b"<html><head><meta name='generator' content='SessionNet 5.4'></head><h1>TOP</h1></html>", "no-council-page"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_files_that_are_no_page_say_why(tmp_path: Path, case: str) -> None:
    content, rule = BAD[case]
    path = tmp_path / ("page.html" if content.startswith(b"<") else "page.txt")
    path.write_bytes(content)
    found = read_file(path)
    assert isinstance(found, Finding)
    assert found.rule == rule
    assert found.page == path.name
    assert ":" in found.message_de  # says how to mend it
    assert ":" in found.message_en


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"Zeile mit Text\n" * 70_000)
    found = read_file(path)
    assert isinstance(found, Finding)
    assert found.rule == "file-too-large"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (SPEC.plain().encode("latin-1"), "charset-undeclared"),
        (SPEC.plain().encode("latin-1").decode("utf-8", "replace").encode(), "charset-replaced"),
        (SPEC.plain().encode().decode("latin-1").encode(), "charset-mojibake"),
    ],
)
def test_damaged_charsets_are_named(tmp_path: Path, text: bytes, rule: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(text)
    found = read_file(path)
    rules = [found.rule] if isinstance(found, Finding) else [f.rule for f in found.findings]
    assert rule in rules


@pytest.mark.parametrize("form", ["plain", "html"])
def test_a_page_cut_in_the_middle_is_named(tmp_path: Path, form: str) -> None:
    path = SPEC.save(tmp_path, form)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"des Rates der Stadt")])
    in_title = read_file(path)
    rules = [in_title.rule] if isinstance(in_title, Finding) else [f.rule for f in records_of(path).findings]
    assert {"page-cut", "page-without-text", "no-council-page"} & set(rules)
    for mark in ("Welche Kosten sind bisher", "Weitergebaut wird nach dem"):
        path.write_bytes(content[: content.index(mark.encode()) + len(mark)])
        assert "page-cut" in [f.rule for f in records_of(path).findings]


def test_a_whole_page_is_not_called_cut(tmp_path: Path) -> None:
    for form in ("plain", "html"):
        assert records_of(SPEC.save(tmp_path, form)).findings == ()


def test_ordered_lists_keep_the_numbers_a_browser_shows(tmp_path: Path) -> None:
    listed = '<ol start="3"><li>Wie lange noch?</li><li>Wer zahlt?</li></ol><ol type="a"><li>Das Land?</li></ol>'
    path = tmp_path / "page.html"
    end = "</div></body></html></div>"
    path.write_text(SPEC.with_(lines=("Ich frage:",)).as_html().replace(end, listed + end), encoding="utf-8")
    assert "3. Wie lange noch?\n4. Wer zahlt?\na) Das Land?" in page_of(path).text


def test_a_row_of_a_table_is_one_line_whatever_wraps_its_cells(tmp_path: Path) -> None:
    table = (
        "<table><tr><td><p>16. Juni 2020</p></td><td><p><span>Rat der Stadt</span></p></td></tr>"
        "<tr><td>Ende</td><td><p>Erstens</p><p>Zweitens</p></td></tr></table><p>Danach</p>"
    )
    end = "</div></body></html></div>"
    path = tmp_path / "page.html"
    path.write_text(SPEC.with_(lines=("Text.",)).as_html().replace(end, table + end), encoding="utf-8")
    assert "\n16. Juni 2020 Rat der Stadt\nEnde Erstens\nZweitens\nDanach" in page_of(path).text


STORED = Snapshot(sha256="0" * 64, media_type="text/plain", size=1, locations=("page.txt",))


def mutated(text: str, seed: int) -> str:
    """Return a page with some lines cut, doubled, glued, swapped or filled with rubbish."""
    dice = random.Random(seed)
    lines = text.split("\n")
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(lines))
        line = lines[at]
        changed = [
            [""],
            [line, line],
            [line + lines[at - 1]],
            [line[: len(line) // 2]],
            ["1." * 50],
            ["(" * 40],
            ["\u00a0"],
        ]
        lines[at : at + 1] = dice.choice(changed)
    if dice.random() < 0.1:
        dice.shuffle(lines)
    return "\n".join(lines)


@given(st.integers(0, 10**9), st.sampled_from(["plain", "html"]))
@settings(max_examples=150, deadline=None)
def test_no_page_makes_reading_or_extraction_raise(seed: int, form: str) -> None:
    text = mutated(SPEC.plain() if form == "plain" else SPEC.as_html(), seed)
    page = read(Stored(STORED, text.encode()), "test")
    if isinstance(page, Page):
        for thing in extract(page, "test", "Europe/Berlin").things:
            for cited in thing.cites:
                place = cited.evidence
                assert page.text[place.start : place.end] == place.quote != ""


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_reading_raise(content: bytes) -> None:
    for prefix in (
        b"",
        b"Auszug - X\n",
        b"<html><body><h1>Vorlage - 1/2</h1><table><tr><td class='kb1'>Betreff:</td><td>",
    ):
        page = read(Stored(STORED, prefix + content), "test")
        if isinstance(page, Page):
            extract(page, "test", "Europe/Berlin")
