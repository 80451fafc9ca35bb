"""The straight line: what a build leaves behind, and what it leaves alone."""

import contextlib
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

import civicgraph
from civicgraph import pipeline
from civicgraph.errors import BuildRunning, OutputUnwritable, SourceInvalid, SourceUnreadable
from civicgraph.extract import extract
from civicgraph.lift import lift_page
from civicgraph.pipeline import build, example
from civicgraph.read.page import Page
from civicgraph.record import PageRecords
from civicgraph.snapshot import snapshots
from civicgraph.store import Generation, current, graph_of, without_graph, writing
from tests.pages import Asked, Spec

SPEC = Spec(lines=Asked().text())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("example")
    build([], out)
    return out


def content(generation: Generation) -> dict[str, bytes]:
    """Return every canonical file of a generation: shards, manifest, findings."""
    files = [
        *sorted((generation.path / "shards").iterdir()),
        generation.path / "manifest.json",
        generation.path / "findings.json",
    ]
    return {file.name: file.read_bytes() for file in files}


def test_the_example_is_whole(built: Path) -> None:
    generation = current(built)
    assert (generation.manifest.pages, generation.manifest.quarantined) == (8, 0)
    with civicgraph.open(built) as graph:
        papers = {row["number"]: row for row in graph.query("papers")}
        assert sorted(papers) == ["2017/0137", "2020/0332", "2021/0402", "2022/1075", "2023/0386"]
        assert {n: row["type"] for n, row in papers.items()} == {
            "2017/0137": "inquiry",
            "2020/0332": "draft-resolution",
            "2021/0402": "inquiry",
            "2022/1075": "report",
            "2023/0386": "inquiry",
        }
        statuses = Counter((row["paper"], row["status"]) for row in graph.query("questions"))
        assert statuses == {
            ("2017/0137", "answered"): 2,
            ("2017/0137", "unanswered"): 1,
            ("2017/0137", "refers-elsewhere"): 1,
            ("2021/0402", "answered"): 1,
            ("2021/0402", "holding"): 1,
            ("2021/0402", "answered-jointly"): 2,
            ("2023/0386", "answered"): 7,
            ("2023/0386", "answered-in-parts"): 2,
            ("2023/0386", "answered-jointly"): 2,
            ("2023/0386", "unanswered"): 1,
        }


def test_the_example_shows_identity_contradiction_plans_and_a_reference_without_a_page(built: Path) -> None:
    with civicgraph.open(built) as graph:
        names = {row["name"]: row["aliases"] for row in graph.query("bodies")}
        digital = "Ausschuss für Digitalisierung, Infrastruktur und Mobilität"
        assert "Ausschuss für Digitales, Infrastruktur und Mobilität" in (names[digital] or "")
        two = [
            row
            for row in graph.query("consultations")
            if row["paper"] == "2020/0332" and str(row["date"]) == "2020-06-16"
        ]
        assert [set(str(row["raw_outcome"]).split(";")) for row in two] == [{"beschlossen", "ungeändert beschlossen"}]
        planned = [row for row in graph.query("sequence") if row["status"] == "planned"]
        assert len(planned) == 4
        follow = next(row for row in graph.query("papers") if row["number"] == "2023/0386")
        assert (follow["follows_up_title"], str(follow["follows_up_date"])) == (
            "Umsetzung Digitalstrategie",
            "2023-03-07",
        )
        (edge,) = graph.query("lineage")
        assert (edge["policy"], edge["earlier_policy"]) == ("Digitalstrategie 2030+", "Smart People City Konzept")
    differ = [f for f in current(built).findings() if f.rule == "pages-differ"]
    assert [f.value for f in differ] == ["beschlossen / ungeändert beschlossen"]


def test_the_default_graph_holds_every_triple_once_and_no_blank_node(built: Path) -> None:
    lines = list(current(built).lines())
    assert lines == sorted(set(lines))
    assert not any(line.startswith(b"_:") or b" _:" in line.split(b'"')[0] for line in lines)
    with civicgraph.open(built) as graph:
        (row,) = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert row["n"] == len({without_graph(line) for line in lines})


def test_every_literal_survives_the_store(built: Path) -> None:
    with civicgraph.open(built) as graph:
        dumped = {
            f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n".encode()
            for quad in graph.store
            if str(quad.graph_name) != "DEFAULT"
        }
    assert dumped == set(current(built).lines())


def test_shuffled_input_gives_the_same_bytes(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "source"
    shutil.copytree(example(), copy)
    head, *pages = (copy / "source.toml").read_text("utf-8").split("\n[[page]]\n")
    last, alias, tail = pages[-1].partition("\n[[alias]]\n")
    pages[-1] = last
    random.Random(7).shuffle(pages)
    (copy / "source.toml").write_text("\n[[page]]\n".join([head, *pages]) + alias + tail, encoding="utf-8")
    monkeypatch.setattr("civicgraph.assembly.snapshots", lambda located: reversed(list(snapshots(located))))
    report = build([copy], tmp_path / "out")
    assert report.generation.manifest.fingerprint == current(built).manifest.fingerprint
    assert content(report.generation) == content(current(built))


def test_identical_bytes_at_two_places_are_one_snapshot(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    SPEC.save(pages)
    shutil.copy(pages / "page.txt", pages / "copy.txt")
    report = build([pages], tmp_path / "out")
    assert report.pages == 1
    with civicgraph.open(tmp_path / "out") as graph:
        (row,) = graph.query("papers")
        assert row["url"] == "copy.txt;page.txt"


def test_a_malformed_page_is_quarantined_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(SPEC.plain(), encoding="utf-8")
    (pages / "bad.txt").write_text(SPEC.with_(number="2024/0118").plain(), encoding="utf-8")

    def broken(page: PageRecords, base: str) -> list[bytes]:
        lines = lift_page(page, base)
        return [x for x in lines if b"eli/ontology#is_part_of" not in x] if page.paper == "2024-0118" else lines

    monkeypatch.setattr("civicgraph.making.lift_page", broken)
    report = build([pages], tmp_path / "out")
    assert (report.pages, report.quarantined) == (1, 1)
    assert {f.page for f in report.findings if f.severity == "violation"} == {"bad.txt"}
    with civicgraph.open(tmp_path / "out") as graph:
        assert [row["number"] for row in graph.query("papers")] == ["2024/0117"]


def test_where_nothing_can_be_read_the_old_graph_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = build([SPEC.save(tmp_path)], out).generation
    bytes_before = content(before)
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    with pytest.raises(SourceUnreadable, match=r"empty\.txt.*save the page again"):
        build([bad], out)
    assert current(out).path == before.path
    assert content(current(out)) == bytes_before


def test_one_unreadable_page_among_others_is_a_finding(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    SPEC.save(pages)
    (pages / "noise.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = build([pages], tmp_path / "out")
    assert (report.pages, report.unread) == (1, 1)
    assert "binary-file" in {f.rule for f in report.findings}


def test_out_is_the_image_of_the_call_and_add_adds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(SPEC.plain(), encoding="utf-8")
    second.write_text(SPEC.with_(number="2024/0900").plain(), encoding="utf-8")
    build([first], out)
    build([second], out)
    assert {s.slug for s in current(out).manifest.sources} == {"second"}
    added = build([first], out, add=True)
    assert {s.slug for s in current(out).manifest.sources} == {"first", "second"}
    at_once = build([first, second], tmp_path / "other")
    assert content(added.generation) == content(at_once.generation)
    bases = {graph_of(line).split("/graph/")[0] for line in current(out).lines()}
    assert {"https://civicgraph.invalid/first", "https://civicgraph.invalid/second"} < bases


def test_two_forms_of_one_page_in_one_folder_are_one_source(tmp_path: Path) -> None:
    report = build([SPEC.save(tmp_path), SPEC.with_(number="2024/0118").save(tmp_path, "html")], tmp_path / "out")
    assert (report.pages, len(report.generation.manifest.sources)) == (2, 1)


def test_two_folders_with_one_base_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        SPEC.save(tmp_path / name)
    with pytest.raises(SourceInvalid, match="same base"):
        build([tmp_path / "a" / "page.txt", tmp_path / "b" / "page.txt"], tmp_path / "out")


def test_add_says_what_it_replaces(tmp_path: Path) -> None:
    for name, number in (("a", "2024/1"), ("b", "2024/2")):
        (tmp_path / name).mkdir()
        SPEC.with_(number=number).save(tmp_path / name)
    build([tmp_path / "a" / "page.txt"], tmp_path / "out")
    report = build([tmp_path / "b" / "page.txt"], tmp_path / "out", add=True)
    assert "source-replaced" in {f.rule for f in report.findings}
    again = build([tmp_path / "b" / "page.txt"], tmp_path / "out", add=True)
    assert "source-replaced" not in {f.rule for f in again.findings}


def test_a_page_that_breaks_the_program_does_not_cost_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(SPEC.plain(), encoding="utf-8")
    (pages / "bad.txt").write_text(SPEC.with_(number="2024/0118").plain(), encoding="utf-8")

    def breaks(page: Page, source: str, zone: str) -> PageRecords:
        if page.snapshot.locations == ("bad.txt",):
            raise RuntimeError("boom")
        return extract(page, source, zone)

    monkeypatch.setattr("civicgraph.making.extract", breaks)
    report = build([pages], tmp_path / "out")
    assert (report.pages, report.quarantined) == (1, 1)
    assert [(f.rule, f.page, f.value) for f in report.findings if f.severity == "violation"] == [
        ("page-failed", "bad.txt", "RuntimeError: boom")
    ]


def test_an_allris_page_without_heading_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(
        '<html><head><meta name="description" content="ALLRIS net Version 3.9"></head><body>x</body></html>',
        encoding="utf-8",
    )
    with pytest.raises(SourceUnreadable, match="No title of a paper"):
        build([path], tmp_path / "out")


def test_two_newest_generations_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(4):
        build([SPEC.with_(number=f"2024/{number}000").save(tmp_path)], out)
    kept = {p.name for p in (out / "generations").iterdir()}
    assert len(kept) == 2
    assert current(out).path.name in kept


def test_without_links_a_file_names_the_current_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise OSError("a privilege is missing")

    monkeypatch.setattr(Path, "symlink_to", refused)
    out = tmp_path / "out"
    report = build([SPEC.save(tmp_path)], out)
    assert (out / "current").is_file()
    assert current(out).path == report.generation.path


def test_two_builds_into_one_folder_the_second_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with writing(out), pytest.raises(BuildRunning, match="another build"):
        build([SPEC.save(tmp_path)], out)


def test_a_crash_while_writing_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    before = build([SPEC.save(tmp_path)], out).generation
    monkeypatch.setattr("civicgraph.store._finished", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OutputUnwritable, match="disk full"):
        build([SPEC.with_(number="2024/7777").save(tmp_path)], out)
    assert current(out).path == before.path
    assert [p.name for p in (out / "generations").iterdir()] == [before.path.name]


@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2, 1.6])
def test_a_killed_build_costs_nothing(tmp_path: Path, seconds: float) -> None:
    out, page = tmp_path / "out", SPEC.save(tmp_path)
    before = build([page], out).generation
    page.write_text(SPEC.with_(number="2024/0999").plain(), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "civicgraph", "build", str(page), "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(timeout=seconds)
    running.kill()
    running.wait()
    left = current(out)
    with civicgraph.open(out) as graph:
        numbers = [row["number"] for row in graph.query("papers")]
    assert numbers == (["2024/0117"] if left.path == before.path else ["2024/0999"])
    again = build([page], out).generation
    assert content(again) == content(build([page], tmp_path / "fresh").generation)


def test_a_linked_page_keeps_the_name_it_has_in_its_folder(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "linked.txt").symlink_to(SPEC.save(elsewhere))
    for path in (folder, folder / "linked.txt"):
        build([path], tmp_path / "out")
        with civicgraph.open(tmp_path / "out") as graph:
            assert [row["url"] for row in graph.query("papers")] == ["linked.txt"]


def test_a_file_that_cannot_be_read_does_not_cost_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    SPEC.save(folder)
    (folder / "locked.txt").write_text(SPEC.with_(number="2024/2").plain(), encoding="utf-8")
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    report = build([folder], tmp_path / "out")
    assert (report.pages, report.unread) == (1, 1)
    assert [(f.rule, f.page) for f in report.findings if f.page == "locked.txt"] == [
        ("file-not-readable", "locked.txt")
    ]


def test_a_folder_without_pages_gives_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="no page in this folder"):
        build([tmp_path], tmp_path / "out")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('slug = "x"\nbase = "https://x.example"\nshoe = 1\n', "shoe"),
        ('slug = "X Y"\nbase = "https://x.example"\n', "x-y"),
        ('slug = "x"\nbase = "ftp:x"\n', "base"),
        ('slug = "x"\nbase = "https://x.example"\nzone = "Europa/Berlin"\n', "zone"),
        ('slug = "x"\nbase = "https://x.example"\nzone = ""\n', "zone"),
        ('slug = "x"\nbase = "https://x.example"\nlicence = "CC0 1.0"\n', "licence"),
        ('slug = "x"\nbase = "https://x.example"\n[[page]]\nfile = "../x.txt"\n', "outside"),
        ('slug = "x"\nbase = "https://x.example"\n[municipality]\nags = "123"\n', "ags"),
        ('slug = "x"\nbase = "https://x.example"\n[[page]]\nfile = "pages/none.txt"\n', "none.txt"),
        ("slug = \n", "source.toml"),
    ],
)
def test_a_wrong_source_file_says_where_and_what(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "source.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    SPEC.save(tmp_path / "pages")
    with pytest.raises(SourceInvalid) as refused:
        build([tmp_path], tmp_path / "out")
    assert says in str(refused.value)
    assert "source.toml" in str(refused.value)


def test_a_missing_path_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(SourceInvalid, match="no such file"):
        build([tmp_path / "nothing"], tmp_path / "out")


def test_findings_come_back_as_they_were_written(built: Path) -> None:
    findings = current(built).findings()
    assert findings == tuple(sorted(findings, key=pipeline._order))
    assert all(msgspec.json.decode(msgspec.json.encode(f)) for f in findings)
    assert {f.severity for f in findings} <= {"info", "warning"}
