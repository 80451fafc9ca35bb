"""Containers of OParl objects: one graph for any layout, one current copy of every object, and what is wrong is said."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from civicgraph.pipeline import build
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import Finding
from civicgraph.snapshot import Stored, snapshots, values
from civicgraph.source import locate
from tests.oparl_council import HOST, LAYOUTS, SCHEMA, a_file_each, council, made, one_file

SOURCE = 'slug = "neuwald"\nbase = "https://kg.neuwald.example"\nschema = 1\n[municipality]\nname = "Stadt Neuwald"\nags = "05999999"\n'


def taken(root: Path) -> tuple[list[Stored], list[Finding]]:
    found = list(snapshots(locate(root)))
    return [f for f in found if isinstance(f, Stored)], [f for f in found if isinstance(f, Finding)]


def written(root: Path, *contents: Any) -> Path:
    for index, content in enumerate(contents):
        (root / f"{index}.json").write_text(json.dumps(content), "utf-8")
    return root


def current(root: Path) -> dict[str, Any]:
    """Return the objects that count, without texts, by id."""
    return {i.snapshot.locations[0]: json.loads(i.content) for i in taken(root)[0] if i.attached is None}


def test_any_layout_of_a_dump_gives_the_same_graph(tmp_path: Path) -> None:
    prints = set()
    for layout in LAYOUTS:
        root = tmp_path / layout.__name__
        layout(root / "pages")
        (root / "source.toml").write_text(SOURCE, "utf-8")
        report = build([root], tmp_path / f"{layout.__name__}-graph")
        assert report.quarantined == 0
        prints.add(report.generation.manifest.fingerprint)
    assert len(prints) == 1


def test_objects_are_canonical_json_with_ids_for_others(tmp_path: Path) -> None:
    one_file(tmp_path)
    stored, _ = taken(tmp_path)
    paper = next(item for item in stored if item.snapshot.locations == (f"{HOST}/paper/7",))
    value = json.loads(paper.content)
    assert paper.content == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert (value["mainFile"], value["consultation"]) == (f"{HOST}/file/700", [f"{HOST}/consultation/5"])
    assert paper.snapshot.media_type == "application/json"


@pytest.mark.parametrize(
    ("copies", "wins"),
    [
        (
            [{"name": "old", "modified": "2024-01-01T00:00:00Z"}, {"name": "new", "modified": "2024-01-02T00:00:00Z"}],
            "new",
        ),
        (
            [
                {"name": "new", "modified": "2024-01-01T00:30:00Z"},
                {"name": "old", "modified": "2024-01-01T01:00:00+01:00"},
            ],
            "new",
        ),
        ([{"name": "dated", "modified": "2024-01-01T00:00:00Z"}, {"name": "undated"}], "dated"),
        ([{"name": "full", "reference": "7"}, {"name": "bare"}], "full"),
        (
            [
                {"name": "gone", "modified": "2024-01-01T00:00:00Z"},
                {"deleted": True, "modified": "2024-01-01T00:00:00Z"},
            ],
            None,
        ),
        ([{"name": "gone", "modified": "2024-01-01T00:00:00Z"}, {"deleted": True}], None),
        (
            [
                {"name": "back", "modified": "2024-01-02T00:00:00Z"},
                {"deleted": True, "modified": "2024-01-01T00:00:00Z"},
            ],
            "back",
        ),
    ],
)
def test_one_copy_of_an_object_counts_whatever_the_order(
    tmp_path: Path, copies: list[dict[str, Any]], wins: str | None
) -> None:
    for order in (copies, copies[::-1]):
        root = tmp_path / str(order is copies)
        root.mkdir()
        objects = [{"id": "https://a.example/paper/1", "type": SCHEMA + "Paper", **copy} for copy in order]
        found = current(written(root, *objects))
        assert [value.get("name") for value in found.values()] == ([wins] if wins else [])


def test_a_tombstone_is_told_and_what_names_it_too(tmp_path: Path) -> None:
    gone = {"id": f"{HOST}/file/700", "deleted": True, "modified": "2024-08-01T00:00:00Z"}
    written(tmp_path, council(), gone)
    _, findings = taken(tmp_path)
    told = {f.rule: f for f in findings}
    assert (told["deleted-at-source"].severity, told["deleted-at-source"].page) == ("info", f"{HOST}/file/700")
    assert told["deleted-objects-named"].value == f"1 File: {HOST}/file/700"


def test_absent_objects_are_counted_by_type(tmp_path: Path) -> None:
    written(tmp_path, made("Paper", "paper/1", consultation=[f"{HOST}/consultation/1"], body=f"{HOST}/body/1"))
    values_told = sorted(f.value for f in taken(tmp_path)[1] if f.rule == "objects-absent")
    assert values_told == [f"1 Body: {HOST}/body/1", f"1 Consultation: {HOST}/consultation/1"]


def test_two_ids_with_one_key_are_an_error(tmp_path: Path) -> None:
    written(tmp_path, made("Paper", "papers?id=1", name="a"), made("Paper", "papers/id/1", name="b"))
    stored, findings = taken(tmp_path)
    assert [f.severity for f in findings if f.rule == "ids-share-key"] == ["violation"]
    assert len(stored) == 1


def test_the_same_path_on_two_hosts_is_two_objects(tmp_path: Path) -> None:
    written(tmp_path, *({"id": f"https://{host}.example/body/1", "type": SCHEMA + "Body"} for host in "ab"))
    stored, findings = taken(tmp_path)
    assert (len(stored), [f.rule for f in findings]) == (2, [])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"[" * 20_000 + b"]" * 20_000, "json-too-deep"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "json-too-deep"),
        (b"[1e999]", "json-damaged"),
        (b'{"id":"https://a.example/1","type":"https://schema.oparl.org/1.1/Paper","x":NaN}', "json-damaged"),
        (b"\x00\x01\x02", "json-damaged"),
        (b"  <html>", "json-html"),
        (b"null", "json-not-read"),
        (b"", "empty-file"),
    ],
    ids=["lists", "objects", "number", "nan", "bytes", "html", "null", "empty"],
)
def test_hostile_json_is_a_finding(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    stored, findings = taken(tmp_path)
    assert stored == []
    assert rule in {f.rule for f in findings}
    assert all(f.page == "a.json" for f in findings)


def test_other_charsets_are_read(tmp_path: Path) -> None:
    value = {"id": "https://a.example/paper/1", "type": SCHEMA + "Paper", "name": "Bänke"}
    text = json.dumps(value, ensure_ascii=False)
    for name, content, rules in (
        ("mark", b"\xef\xbb\xbf" + text.encode(), set()),
        ("utf16", text.encode("utf-16"), set()),
        ("windows", text.encode("cp1252"), {"json-charset"}),
    ):
        root = tmp_path / name
        root.mkdir()
        (root / "a.json").write_bytes(content)
        stored, findings = taken(root)
        assert (json.loads(stored[0].content)["name"], {f.rule for f in findings}) == ("Bänke", rules)


@pytest.mark.parametrize("wrap", [lambda text: f"[{text}]", lambda text: f'{{"x":"]","data":[{text}],"links":{{}}}}'])
def test_a_container_larger_than_a_page_is_read_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrap: Callable[[str], str]
) -> None:
    monkeypatch.setattr(values, "MAX_BYTES", 400)
    objects = [
        {"id": f"https://a.example/paper/{n}", "type": SCHEMA + "Paper", "name": f'[{n}], "{{"'} for n in range(20)
    ]
    objects[7]["name"] = "x" * 500
    file = tmp_path / "big.json"
    file.write_text(wrap(", ".join(json.dumps(o) for o in objects)), "utf-8")
    found = list(values.values(file, file.stat().st_size))
    assert [f["id"] for f in found if isinstance(f, dict)] == [o["id"] for n, o in enumerate(objects) if n != 7]
    assert [f.rule for f in found if isinstance(f, values.Broken)] == ["too-large"]


def test_fetched_objects_are_read_beside_files(tmp_path: Path) -> None:
    a_file_each(tmp_path)
    before = current(tmp_path)
    for file in tmp_path.rglob("*.json"):
        file.unlink()
    body = json.dumps({"data": council()}).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    place = tmp_path / "fetched" / sha256[:2] / sha256
    place.parent.mkdir(parents=True)
    place.write_bytes(body)
    row = {
        "url": f"{HOST}/papers",
        "sha256": sha256,
        "size": len(body),
        "retrieved": "2024-09-01T08:00:00Z",
        "kind": "oparl-list",
    }
    (tmp_path / "fetched" / "index.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    stored, _ = taken(tmp_path)
    assert current(tmp_path) == before
    assert {i.snapshot.retrieved.isoformat() for i in stored if i.snapshot.retrieved} == {"2024-09-01T08:00:00+00:00"}


GOOD = made("Paper", "paper/1", name="Brunnen am Markt")


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ({"type": SCHEMA + "Paper", "name": "Steg"}, "json-id-missing"),
        ({"type": SCHEMA + "Meeting", "id": 12}, "json-id-missing"),
        ({"type": SCHEMA + "Meeting", "id": " "}, "json-id-missing"),
        ({"paperType": "Antrag", "name": "Steg"}, "json-id-missing"),
        ({"id": f"{HOST}/x/2", "name": "Steg"}, "json-type-missing"),
        ({"id": f"{HOST}/x/2", "type": "  ", "name": "Steg"}, "json-type-missing"),
        ({"id": f"{HOST}/x/2", "type": [], "paperType": "Antrag", "ags": "1"}, "json-type-missing"),
        ({"id": f"{HOST}/x/2", "type": "Bridge"}, "json-type-unknown"),
        ({"id": f"{HOST}/x/2", "type": [SCHEMA + "Bridge"]}, "json-type-unknown"),
        ({"name": "Steg"}, "json-object-unknown"),
    ],
)
@pytest.mark.parametrize("wrap", [lambda good, odd: {"data": [good, odd]}, lambda good, odd: [[good, odd]]])
def test_what_is_no_object_beside_good_ones_is_told_with_file_and_place(
    tmp_path: Path, odd: dict[str, Any], rule: str, wrap: Callable[[Any, Any], Any]
) -> None:
    stored, findings = taken(written(tmp_path, wrap(GOOD, odd)))
    assert [item.snapshot.locations for item in stored] == [(GOOD["id"],)]
    assert [(f.rule, f.page) for f in findings] == [(rule, "0.json")]
    assert "[1]" in findings[0].value


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        ({"type": [SCHEMA + "Paper"]}, "Paper"),
        ({"type": ["https://vendor.example/Thing", SCHEMA + "Meeting"]}, "Meeting"),
        ({"type": f" {SCHEMA} Agenda Item\n"}, "AgendaItem"),
        ({"paperType": "Antrag"}, "Paper"),
        ({"type": None, "fileName": "a.pdf"}, "File"),
        ({"type": " ", "familyName": "Quell"}, "Person"),
    ],
)
def test_a_type_is_told_by_its_list_or_by_the_fields_that_only_it_has(
    tmp_path: Path, odd: dict[str, Any], kind: str
) -> None:
    stored, findings = taken(written(tmp_path, [GOOD, {"id": f"{HOST}/x/2", **odd}]))
    pages = [read(item, "neuwald") for item in stored]
    assert findings == []
    assert {dict(page.ids)["type"] for page in pages if isinstance(page, Page)} == {"Paper", kind}


def test_a_part_without_an_id_stays_in_its_object_and_is_not_told_twice(tmp_path: Path) -> None:
    place = {"type": SCHEMA + "Location", "description": "Aula", "streetAddress": "Am Bach 2"}
    stored, findings = taken(written(tmp_path, made("Meeting", "meeting/1", location=place)))
    (page,) = (read(item, "neuwald") for item in stored)
    assert isinstance(page, Page) and findings == []
    assert page.value("location.description") == "Aula"


def test_lines_that_hold_no_object_are_told_beside_those_that_do(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{json.dumps(GOOD)}\n{{"name": "Steg"}}\n[]\n', "utf-8")
    stored, findings = taken(tmp_path)
    assert len(stored) == 1
    assert [(f.rule, f.page, f.value) for f in findings] == [("json-object-unknown", "a.jsonl", "2: 2, 3")]


def test_one_id_of_two_types_is_told(tmp_path: Path) -> None:
    paper, meeting = ({"id": "7", "type": SCHEMA + kind} for kind in ("Paper", "Meeting"))
    stored, findings = taken(written(tmp_path, [paper, {**meeting, "modified": "2024-02-01T00:00:00Z"}]))
    assert len(stored) == 1
    assert [(f.rule, f.value) for f in findings] == [("one-id-two-types", "Meeting, Paper")]
