"""Sheets that people coded: precision, recall, agreement, and what is refused."""

from pathlib import Path

import pytest

from civicgraph.errors import SourceInvalid
from civicgraph.evaluate.coded import agreement, coded, judged
from civicgraph.evaluate.sample import COLUMNS


def sheet(path: Path, rows: list[tuple[str, str, str, str, str]], delimiter: str = ";") -> Path:
    """Write a sheet of (element, url, on_page, correct, missed); ids count up."""
    lines = [delimiter.join(COLUMNS)]
    for number, (element, url, on_page, correct, missed) in enumerate(rows, 1):
        value = "" if on_page == "0" else "number: 1"
        lines.append(delimiter.join((f"id{number}", element, value, "", "", url, on_page, correct, missed)))
    path.write_bytes("\ufeff".encode() + "\r\n".join(lines).encode())
    return path


def test_precision_counts_coded_values_only(tmp_path: Path) -> None:
    rows = [
        ("claims", "p1", "4", "1", ""),
        ("claims", "p1", "4", "nein", ""),
        ("claims", "p2", "1", "", ""),
        ("dates", "p1", "1", "JA", ""),
    ]
    found = {j.element: j for j in judged(coded(sheet(tmp_path / "a.csv", rows)))}
    assert (found["claims"].coded, found["claims"].right) == (2, 1)
    assert found["claims"].precision is not None
    assert found["claims"].precision[0] == 0.5
    assert found["claims"].recall is None
    assert (found["dates"].coded, found["dates"].right) == (1, 1)


def test_recall_is_told_only_of_pages_coded_whole(tmp_path: Path) -> None:
    rows = [
        ("claims", "whole", "2", "1", "1"),
        ("claims", "whole", "2", "0", "1"),
        ("claims", "half", "3", "1", "9"),
        ("claims", "unseen", "1", "1", ""),
        ("claims", "nothing found", "0", "", "2"),
    ]
    (found,) = judged(coded(sheet(tmp_path / "a.csv", rows)))
    assert (found.pages, found.right_there, found.missed) == (2, 1, 3)
    assert found.recall is not None
    assert found.recall[0] == 0.25


def test_two_coders_are_joined_by_the_value(tmp_path: Path) -> None:
    one = sheet(tmp_path / "a.csv", [("claims", "p", "3", c, "") for c in ("1", "0", "1", "")])
    other = sheet(tmp_path / "b.csv", [("claims", "p", "3", c, "") for c in ("1", "1", "", "0")])
    assert [(a.element, a.coded, a.agreed) for a in agreement(coded(one), coded(other))] == [
        ("claims", 2, 1),
        ("all", 2, 1),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_may_save_with_their_own_delimiter(tmp_path: Path, delimiter: str) -> None:
    (row,) = coded(sheet(tmp_path / "a.csv", [("claims", "p", "1", "x", "0")], delimiter))
    assert (row.correct, row.missed, row.on_page) == (True, 0, 1)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("claims", "p", "1", "vielleicht", ""), "line 2: correct: 'vielleicht'"),
        (("claims", "p", "1", "1", "viele"), "line 2: missed: 'viele'"),
        (("claims", "p", "-1", "1", ""), "line 2: on_page: '-1'"),
    ],
)
def test_cells_that_cannot_be_taken_are_named(tmp_path: Path, row: tuple[str, str, str, str, str], named: str) -> None:
    with pytest.raises(SourceInvalid, match=named):
        coded(sheet(tmp_path / "a.csv", [row]))


@pytest.mark.parametrize("content", [b"a;b\r\n1;2\r\n", b"", b"\xff\xfe\x00", b'id;"element\r\n'])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(SourceInvalid, match=r"a\.csv"):
        coded(path)
