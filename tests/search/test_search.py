"""Search: words as people spell them, phrases and beginnings, the same answers from a kept index and from memory."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.query.build import TOWN, write_graph
from typer.testing import CliRunner, Result

from civicgraph.cli import app
from civicgraph.errors import QueryInvalid
from civicgraph.query import Graph
from civicgraph.search import Sought, documents, folded, full_text, hits, sought, tokens
from civicgraph.search.hits import excerpt


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(write_graph(tmp_path / "graph")) as graph:
        yield graph


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Straße", "strasse"),
        ("Bäume", "Baeume"),
        ("Bäume", "baume"),
        ("Übergröße", "uebergroesse"),
        ("Café", "cafe"),
        ("A\u0308cker", "Äcker"),
        ("Łódź", "Łodz"),
        ("ﬁnden", "finden"),
        ("NEUE", "neue"),
    ],
)
def test_spellings_of_one_word_fall_together(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


def test_different_words_stay_apart() -> None:
    words = ("Bau", "Baum", "Bäume", "Rad", "Rat", "2024", "2025", "Москва", "東京")
    assert len({folded(word) for word in words}) == len(words)


def test_words_are_told_apart_in_running_text() -> None:
    assert tokens("Rad\u00adwege, „Nord-Ring“ (2024/0117): ½ km!") == [
        "radwege",
        "nord",
        "ring",
        "2024",
        "0117",
        "12",
        "km",
    ]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Radweg", (Sought(("radweg",), True),)),
        ("Radweg* licht", (Sought(("radweg",), True), Sought(("licht",), True))),
        ('"Radweg"', (Sought(("radweg",), False),)),
        ("„am Nordring“ Größe", (Sought(("am", "nordring"), False), Sought(("grosse",), True))),
        ('"am Nord"*', (Sought(("am", "nord"), True),)),
        ("2024/0117", (Sought(("2024", "0117"), True),)),
        ("licht licht", (Sought(("licht",), True),)),
        ("licht !", (Sought(("licht",), True),)),
    ],
)
def test_what_is_typed_says_what_is_sought(text: str, means: tuple[Sought, ...]) -> None:
    assert sought(text) == means


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no word"),
        ("  !? ", "holds no word"),
        ('Frage "nur so', "has no partner"),
        ("*", "stands for no end"),
        ("Rad*weg", "stands for no end"),
        ("*weg", "stands for no end"),
        ('"Rad*"', "stands for no end"),
    ],
)
def test_what_cannot_be_sought_is_refused(text: str, says: str) -> None:
    with pytest.raises(QueryInvalid, match=says):
        sought(text)


def test_documents_are_questions_answers_titles_and_names(graph: Graph) -> None:
    found = {(d.kind, d.iri.removeprefix(TOWN)) for d in documents(graph)}
    assert {
        ("question", "/paper/2024-0100/question/2a"),
        ("answer", "/paper/2024-0100/answer/1"),
        ("paper", "/paper/2024-0100"),
        ("policy", "/policy/klimaplan-2030"),
        ("body", "/body/rat-der-stadt"),
        ("person", "/person/wind-lars"),
    } <= found
    assert list(documents(graph)) == list(documents(graph))


def test_all_words_must_stand_in_one_text(opened: Graph) -> None:
    with full_text(opened) as index:
        assert [d.number for d in index.find(sought("baume gibt"))] == ["1"]
        assert index.find(sought("bäume kostet")) == []
        assert [d.kind for d in index.find(sought('"1 500 Sträucher"'))] == ["answer"]
        assert index.find(sought('"Sträucher 1 500"')) == []
        assert index.find(sought("sträuch")) and not index.find(sought('"sträuch"'))
        assert {d.paper for d in index.find(sought("2024/0100 bäume"))} == {"2024/0100"}


def test_kind_and_limit_cut_what_is_found(opened: Graph) -> None:
    with full_text(opened) as index:
        everything = index.find(sought("2024"))
        assert len(everything) > 3
        assert index.find(sought("2024"), limit=2) == everything[:2]
        assert {d.kind for d in index.find(sought("2024"), kind="paper")} == {"paper"}


def test_the_index_is_kept_once_and_gives_what_memory_gives(opened: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    with full_text(opened) as index:
        kept = index.find(sought("stadt"))
    (file,) = opened.generation.path.glob("search-*")
    before = file.stat().st_mtime_ns
    with full_text(opened) as index:
        assert index.find(sought("stadt")) == kept != []
    assert file.stat().st_mtime_ns == before
    file.unlink()
    monkeypatch.setattr(Path, "replace", _refused)
    with full_text(opened) as index:
        assert index.find(sought("stadt")) == kept
    assert not list(opened.generation.path.glob("*search-*"))


def _refused(*_: object) -> None:
    raise PermissionError(13, "read-only")


def test_excerpts_show_the_word_and_cut_at_words() -> None:
    text = "Vorrede " * 30 + "an der Mühlenstraße " + "Nachrede " * 30
    cut = excerpt(text, sought("muehlenstr"))
    assert cut.startswith("… Vorrede ") and "an der Mühlenstraße Nachrede" in cut and cut.endswith("Nachrede …")
    assert excerpt("kurz", sought("nichts")) == "kurz"


def test_rows_have_the_columns_that_are_printed(graph: Graph) -> None:
    found = [d for d in documents(graph) if d.iri == f"{TOWN}/paper/2024-0100/question/2"]
    (row,) = hits(found, sought("kostet"))
    assert dict(row.items())["text"] == "Was kostet das; und warum?"
    assert (row["kind"], row["paper"], row["number"], row["source"]) == ("question", "2024/0100", "2", "musterstadt")


def called(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["search", "--graph", str(folder), *words])


def test_the_command_prints_table_csv_and_json(tmp_path: Path) -> None:
    folder = write_graph(tmp_path / "graph")
    table = called(folder, "straeucher")
    assert table.exit_code == 0 and "Sträucher" in table.stdout and table.stdout.startswith("kind")
    rows = list(csv.DictReader(io.StringIO(called(folder, "sträucher", "-f", "csv").stdout)))
    assert [row["iri"] for row in rows] == [f"{TOWN}/paper/2024-0100/answer/1"]
    told = json.loads(called(folder, "sträucher", "-f", "json").stdout)
    assert told["results"]["bindings"][0]["kind"]["value"] == "answer"
    out = tmp_path / "hits.csv"
    assert called(folder, "sträucher", "-o", str(out)).exit_code == 0 and "answer" in out.read_text("utf-8")
    none = called(folder, "gibtesnicht")
    assert none.exit_code == 0 and "nothing holds" in none.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (['"offen'], "no partner"),
        (["x", "--kind", "step"], "not one of paper"),
        (["x", "--limit", "0"], "larger number"),
        (["x", "-f", "yaml"], "not one of table"),
        (["x", "--graph", "/nowhere"], "there is no graph here"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_exit_code_2(tmp_path: Path, words: list[str], says: str) -> None:
    result = called(write_graph(tmp_path / "graph"), *words)
    assert result.exit_code == 2 and says in result.stderr
