"""The published tables: values as the example's pages say them, types that tools read, names that must not leave."""

import csv
import json
import re
import shutil
import subprocess
import warnings
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pytest
from csvw import CSVW, TableGroup
from pyarrow import parquet

from civicgraph.privacy import published
from civicgraph.publish import publish
from civicgraph.publish.tables import files as table_files
from civicgraph.publish.tables.codebook import codebook_text
from civicgraph.publish.tables.model import tables
from civicgraph.query import Graph
from tests.publish.conftest import built

ROOT = Path(__file__).parents[2]
BASE = "https://daten.example.org/rat"
# Administrative staff whom the pages name as authors and clerks, read by eye.
STAFF = ("Golz", "Sigesmund", "Gresch")


def site(graph: Path, into: Path, limit: int = 50_000_000) -> Path:
    with Graph.open(graph) as opened:
        publish(opened, into, limit=limit)
    return into / "tables" / "herne"


@pytest.fixture(scope="session")
def folder(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(graph_folder, tmp_path_factory.mktemp("tables") / "site")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_values_are_those_of_the_pages(folder: Path) -> None:
    papers = {row["number"]: row for row in rows(folder / "papers.csv")}
    assert set(papers) == {"2017/0137", "2020/0332", "2021/0402", "2022/1075", "2023/0386"}
    follow_up = papers["2023/0386"]  # "Anfrage: " before the title is its type
    assert follow_up["title"] == "Rückfragen zur Anfrage Umsetzung Digitalstrategie vom 07.03.2023"
    assert (follow_up["type"], follow_up["raw_type"], follow_up["follows_up"]) == ("inquiry", "Anfrage_Formular", "")
    assert follow_up["iri"] == f"{BASE}/paper/2023-0386"
    (meeting,) = (row for row in rows(folder / "meetings.csv") if row["day"] == "2023-04-25")
    assert (meeting["start"], meeting["end"]) == ("2023-04-25T16:00:00+02:00", "2023-04-25T17:46:00+02:00")
    assert (meeting["body_name"], meeting["room"]) == ("Rat der Stadt", "großer Sitzungssaal (Raum 312)")
    labels = [row["number"] for row in rows(folder / "questions.csv") if row["paper_number"] == "2023/0386"]
    assert sorted(labels) == ["1", "2", "3", "3a", "3b", "4", "4a", "4b", "4c", "5", "5a", "6"]
    assert [(r["newer_name"], r["relation"], r["older_name"]) for r in rows(folder / "lineage.csv")] == [
        ("Digitalstrategie 2030+", "derived-from", "Smart People City Konzept")
    ]
    residents = sorted(row["value"] for row in rows(folder / "claims.csv") if "160.000" in row["quote"])
    assert residents == ["160000", "18"]  # "ca. 160.000 Einwohner, doch nur 18 Menschen"


def test_rows_that_state_something_lead_to_the_page(folder: Path) -> None:
    for table in tables():
        for row in rows(folder / f"{table.name}.csv") if table.cls else ():
            assert row["url"].startswith("https://ratsinfo.example/") and row["snapshot"].startswith(
                f"{BASE}/snapshot/"
            )
    assert all(row["quote"] for row in rows(folder / "claims.csv") + rows(folder / "lineage.csv"))


def test_counts_agree_with_the_named_questions(graph_folder: Path, folder: Path) -> None:
    named = [t.name for t in tables() if (ROOT / "queries" / f"{t.name}.rq").is_file()]
    assert {
        "papers",
        "questions",
        "answers",
        "consultations",
        "meetings",
        "bodies",
        "decisions",
        "lineage",
        "claims",
    } < set(named)
    with Graph.open(graph_folder) as graph:
        leaving = published(graph)
        for name in named:
            asked = {row["iri"] for row in leaving.query(name) if name != "persons" or "█" not in row["name"]}
            assert {row["iri"] for row in rows(folder / f"{name}.csv")} == asked


def test_links_lead_to_rows_of_other_tables(folder: Path) -> None:
    for table in tables():
        own = rows(folder / f"{table.name}.csv")
        assert len({tuple(row[name] for name in table.key) for row in own}) == len(own)
        for column in table.columns:
            if match := re.search(r"\((\w+)\.iri\)", column.en):
                there = {row["iri"] for row in rows(folder / f"{match[1]}.csv")}
                assert {row[column.name] for row in own} - {""} <= there, f"{table.name}.{column.name}"


def test_csvw_metadata_is_valid_and_types_the_cells(folder: Path) -> None:
    found = CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert found.is_valid and not found.warnings
    group = TableGroup.from_file(folder / "csv-metadata.json")
    typed = {str(table.url): list(table.iterdicts(strict=True)) for table in group.tables}
    assert set(typed) == {f"{table.name}.csv" for table in tables()}
    assert {row["public"] for row in typed["papers.csv"]} <= {True, False, None}
    assert {type(row["value"]) for row in typed["claims.csv"]} == {Decimal}


def test_a_cell_of_another_type_is_no_valid_table(folder: Path, tmp_path: Path) -> None:
    for name in ("csv-metadata.json", *(f"{table.name}.csv" for table in tables())):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    meetings = (tmp_path / "meetings.csv").read_text("utf-8")
    (tmp_path / "meetings.csv").write_text(meetings.replace(",2023-04-25,", ",im April,"), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # the validator collects them
        found = CSVW(str(tmp_path / "csv-metadata.json"), validate=True)
        assert not found.is_valid and "im April" in str(found.warnings[0].message)


def test_parquet_holds_the_rows_of_the_csv_with_types(folder: Path) -> None:
    meetings = parquet.read_table(folder / "meetings.parquet").to_pylist()
    (one,) = (row for row in meetings if row["day"] == date(2023, 4, 25))
    assert one["start"] == datetime(2023, 4, 25, 14, tzinfo=UTC) and one["cancelled"] is None
    for table in tables():
        read = parquet.read_table(folder / f"{table.name}.parquet")
        assert read.column_names == [column.name for column in table.written(with_texts=False)]
        assert read.num_rows == len(rows(folder / f"{table.name}.csv"))
    typed = _answer(f"DESCRIBE SELECT public, earliest FROM '{folder / 'papers.parquet'}'")
    assert [row[1] for row in typed] == ["BOOLEAN", "DATE"]


def _answer(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as opened:
        return list(opened.execute(sql).fetchall())


def test_the_lines_of_the_guide_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    guide = (ROOT / "docs" / "research.md").read_text("utf-8")
    (python,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    (sql,) = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    names: dict[str, pandas.DataFrame] = {}
    exec(python, names)
    by_pandas = {str(paper): (row["sum"], row["size"]) for paper, row in names["result"].iterrows()}
    assert by_pandas == {paper: (answered, asked) for paper, answered, asked in _answer(sql)}
    assert by_pandas["2023/0386"][1] == 12


@pytest.mark.tools
@pytest.mark.skipif(
    shutil.which("Rscript") is None, reason="no R: apt-get install r-base-core r-cran-readr r-cran-dplyr"
)
def test_the_lines_for_r_find_the_same(folder: Path, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "research.md").read_text("utf-8")
    (lines,) = re.findall(r"```r\n(.*?)```", guide, re.DOTALL)
    (sql,) = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "guide.R").write_text(f'{lines}write_csv(result, "{tmp_path}/result.csv")\n', "utf-8")
    ran = subprocess.run(
        ["Rscript", str(tmp_path / "guide.R")], cwd=folder, capture_output=True, text=True, timeout=120
    )
    if "there is no package called" in ran.stderr:
        pytest.skip("R lacks a package: apt-get install r-cran-readr r-cran-dplyr")
    assert ran.returncode == 0, ran.stderr
    found = {(row["paper_number"], int(row["sum"]), int(row["size"])) for row in rows(tmp_path / "result.csv")}
    assert found == set(_answer(sql.replace("FROM '", f"FROM '{folder}/").replace("JOIN '", f"JOIN '{folder}/")))


def test_full_texts_are_there_only_where_the_source_says_so(folder: Path, tmp_path: Path) -> None:
    assert not {"text", "quote"} & set(rows(folder / "questions.csv")[0])
    assert "questions.text" in (folder / "codebook.md").read_text("utf-8")
    assert not any(b"Conversionrate hatte" in path.read_bytes() for path in folder.glob("[qa]*"))
    told = site(
        built(tmp_path, ("issued = 2024-05-01", "issued = 2024-05-01\npublish_texts = true")), tmp_path / "site"
    )
    texts = {row["number"]: row["text"] for row in rows(told / "questions.csv") if row["paper_number"] == "2023/0386"}
    assert "Conversionrate hatte jede Maßnahme" in texts["4b"]
    assert "questions.text" not in (told / "codebook.md").read_text("utf-8")


def test_staff_and_suppressed_names_are_in_no_table(folder: Path, tmp_path: Path) -> None:
    change = ("suppress = []", 'suppress = ["Lars Wind"]')
    quiet = site(built(tmp_path, change), tmp_path / "site")
    assert any("Lars Wind" in text for text in _readable(folder))
    for place, withheld in ((folder, STAFF), (quiet, (*STAFF, "Wind, Lars", "Lars Wind", "wind-lars"))):
        for text in _readable(place):
            assert not [name for name in withheld if name in text]
    assert "Lars Wind" not in {row["author_name"] for row in rows(quiet / "paper_author.csv")}
    assert not [row for row in rows(folder / "persons.csv") if "█" in row["name"] or "withheld" in row["iri"]]


def _readable(place: Path) -> list[str]:
    found = []
    for path in sorted(place.iterdir()):
        if path.suffix == ".parquet":
            found.append(json.dumps(parquet.read_table(path).to_pylist(), default=str, ensure_ascii=False))
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(name).decode("utf-8") for name in book.namelist()]
        else:
            found.append(path.read_text("utf-8"))
    return found


def test_the_workbook_holds_every_table(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert book.sheetnames == ["codebook", *(table.name for table in tables())]
    for table in tables():
        assert book[table.name].max_row == 1 + len(rows(folder / f"{table.name}.csv"))


def test_long_tables_are_split_and_the_workbook_left_out(graph_folder: Path, folder: Path, tmp_path: Path) -> None:
    small = site(graph_folder, tmp_path / "site", limit=3_000)
    pieces = sorted(small.glob("questions-*.csv"))
    assert len(pieces) > 1 and all(path.stat().st_size <= 3_000 for path in pieces)
    assert [row for path in pieces for row in rows(path)] == rows(folder / "questions.csv")
    assert not (small / "tables.xlsx").exists()
    named = [table["url"] for table in json.loads((small / "csv-metadata.json").read_bytes())["tables"]]
    assert all((small / name).is_file() for name in named) and set(named) >= {path.name for path in pieces}


def test_without_pyarrow_all_but_parquet_is_written(
    graph_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "find_spec", lambda name: None)
    made = {path.suffix for path in site(graph_folder, tmp_path / "site").iterdir()}
    assert made == {".csv", ".json", ".md", ".xlsx"}


def test_the_codebook_is_fresh_and_says_what_empty_cells_mean() -> None:
    assert (ROOT / "docs" / "codebook.md").read_text("utf-8") == codebook_text(with_texts=True)
    for table in tables():
        asked = re.search(r"SELECT (.*?) WHERE", table.query)
        assert asked and asked[1].replace("?", "").split() == [column.name for column in table.columns]
        assert all(bool(column.empty_de) == bool(column.empty_en) for column in table.columns)
        assert all(not column.empty_de for column in table.columns if column.name in table.key)


def test_cells_that_are_never_empty_are_none(folder: Path) -> None:
    for table in tables():
        for column in (c for c in table.written(with_texts=False) if not c.empty_de):
            assert all(row[column.name] for row in rows(folder / f"{table.name}.csv")), f"{table.name}.{column.name}"
