"""Texts and PDF documents beside objects: which file of which paper each is, and what has none."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from civicgraph.extract import extract
from civicgraph.read import read
from civicgraph.read.page import Page
from civicgraph.record import Attached, Finding, PageRecords, Question
from civicgraph.snapshot import Stored, snapshots
from civicgraph.source import locate
from tests.oparl_council import HOST, KEY, made, one_file
from tests.pdf import pdf

ANSWER = Attached(
    file=f"{KEY}-file-701",
    name="Antwort",
    paper=f"{KEY}-paper-7",
    number="AF 12/2024",
    title="Bänke am Mühlbach",
    type="Anfrage",
)


def taken(root: Path) -> tuple[dict[str, Stored], list[Finding]]:
    found = list(snapshots(locate(root)))
    stored = {item.snapshot.locations[0]: item for item in found if isinstance(item, Stored)}
    return stored, [f for f in found if isinstance(f, Finding)]


def page_of(stored: Stored) -> Page:
    page = read(stored, "test")
    assert isinstance(page, Page), page
    return page


def records(stored: Stored) -> PageRecords:
    return extract(page_of(stored), "test", "Europe/Berlin")


@pytest.mark.parametrize("name", ["701.txt", "00701.txt", "antwort.txt", "deep/er/antwort.txt"])
def test_a_text_is_attached_by_id_number_or_file_name(tmp_path: Path, name: str) -> None:
    one_file(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("Es fehlen drei Bänke.", "utf-8")
    stored, findings = taken(tmp_path)
    assert stored[name].attached == ANSWER
    page = page_of(stored[name])
    assert (page.kind, page.reader, page.about, page.fields) == ("file", "file-text", ANSWER, ())
    told = records(stored[name])
    assert (told.paper, told.files) == (ANSWER.paper, (ANSWER.file,))
    assert not [f for f in findings if f.rule == "file-texts-absent"]


def test_a_text_that_no_object_names_stands_alone(tmp_path: Path) -> None:
    one_file(tmp_path)
    (tmp_path / "999.txt").write_text("Etwas anderes.", "utf-8")
    stored, findings = taken(tmp_path)
    assert stored["999.txt"].attached is None
    assert [f.value for f in findings if f.rule == "file-texts-absent"] == [f"1 File: {HOST}/file/701"]


def test_the_text_of_a_file_object_is_a_page_of_its_paper(tmp_path: Path) -> None:
    one_file(tmp_path)
    stored, _ = taken(tmp_path)
    text = stored[f"{HOST}/file/700#text"]
    assert text.content.decode() == "Wie viele Bänke fehlen?\n"
    assert text.snapshot.sha256 == hashlib.sha256(text.content).hexdigest()
    assert json.loads(stored[f"{HOST}/file/700"].content)["text"] == f"{HOST}/file/700#text"
    (question,) = [t for t in records(text).things if isinstance(t, Question)]
    assert (question.paper, question.text) == (f"{KEY}-paper-7", "Wie viele Bänke fehlen?")


def test_equal_texts_of_two_files_count_with_the_first_paper(tmp_path: Path) -> None:
    papers = [made("Paper", f"paper/{n}", mainFile=made("File", f"file/{n}")) for n in (2, 1)]
    (tmp_path / "dump.json").write_text(json.dumps(papers), "utf-8")
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text("Dieselbe Niederschrift.", "utf-8")
    stored, findings = taken(tmp_path)
    attached = stored["1.txt"].attached
    assert attached is not None
    assert (attached.file, attached.paper, attached.also) == (f"{KEY}-file-1", f"{KEY}-paper-1", (f"{KEY}-file-2",))
    assert stored["1.txt"].snapshot.locations == ("1.txt", "2.txt")
    assert records(stored["1.txt"]).files == (f"{KEY}-file-1", f"{KEY}-file-2")
    assert not [f for f in findings if f.rule == "file-texts-absent"]


def test_a_file_of_two_papers_is_told(tmp_path: Path) -> None:
    papers = [made("Paper", f"paper/{n}", reference=f"{n}/24", auxiliaryFile=[f"{HOST}/file/5"]) for n in (2, 1)]
    (tmp_path / "dump.json").write_text(json.dumps([*papers, made("File", "file/5")]), "utf-8")
    (tmp_path / "5.txt").write_text("Lageplan.", "utf-8")
    stored, findings = taken(tmp_path)
    attached = stored["5.txt"].attached
    assert attached is not None and attached.number == "1/24"
    assert [(f.page, f.value) for f in findings if f.rule == "file-of-several-papers"] == [
        (f"{HOST}/file/5", "1/24, 2/24")
    ]


def test_a_name_that_fits_two_files_attaches_nothing(tmp_path: Path) -> None:
    files = [made("File", f"file/{n}", fileName="anlage.pdf") for n in (1, 2)]
    (tmp_path / "dump.json").write_text(json.dumps(made("Paper", "paper/1", auxiliaryFile=files)), "utf-8")
    (tmp_path / "anlage.txt").write_text("Plan.", "utf-8")
    stored, findings = taken(tmp_path)
    assert stored["anlage.txt"].attached is None
    assert [f.page for f in findings if f.rule == "file-name-ambiguous"] == ["anlage.txt"]


def test_a_text_that_prints_another_number_is_that_papers(tmp_path: Path) -> None:
    def paper(n: int, text: str) -> dict[str, Any]:
        return made("Paper", f"paper/{n}", reference=f"AN/24/0{n}", mainFile=made("File", f"file/{n}"), full_text=text)

    texts = {1: "Antrag \nAN/24/02 \n\nWir beantragen eine Bank.", 2: "Antrag\nAN/24/02\nRadweg.", 3: "Ohne Nummer."}
    (tmp_path / "dump.json").write_text(json.dumps([paper(n, text) for n, text in texts.items()]), "utf-8")
    stored, findings = taken(tmp_path)
    papers = {own: item.attached.number for own, item in stored.items() if item.attached is not None}
    assert papers == {
        f"{HOST}/paper/1#full_text": "AN/24/02",
        f"{HOST}/paper/2#full_text": "AN/24/02",
        f"{HOST}/paper/3#full_text": "AN/24/03",
    }
    assert records(stored[f"{HOST}/paper/1#full_text"]).files == ()
    assert [(f.page, f.value) for f in findings if f.rule == "text-of-another-paper"] == [
        (f"{HOST}/paper/1", "AN/24/02")
    ]


def test_the_text_layer_of_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    one_file(tmp_path)
    (tmp_path / "antwort.pdf").write_bytes(pdf(("Zu Frage 1:", "Drei."), ("Ende der Antwort.",)))
    stored, _ = taken(tmp_path)
    page = page_of(stored["antwort.pdf"])
    assert (page.reader, page.about) == ("pdf-text", ANSWER)
    assert page.text.split("\n") == ["Zu Frage 1:", "Drei.", "Ende der Antwort."]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (pdf(()), "file-without-text"),
        (pdf(("x",))[:150], "pdf-not-readable"),
        (b"%PDF-1.7\n" + b"\x00" * 90, "pdf-not-readable"),
    ],
    ids=["scan", "cut", "rubbish"],
)
def test_a_pdf_without_text_is_a_finding(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "scan.pdf").write_bytes(content)
    (stored,) = taken(tmp_path)[0].values()
    found = read(stored, "test")
    assert isinstance(found, Finding)
    assert (found.rule, found.severity) == (rule, "warning")


def test_an_empty_text_is_a_finding_and_its_file_stays(tmp_path: Path) -> None:
    one_file(tmp_path)
    (tmp_path / "701.txt").write_text("\n \f\n", "utf-8")
    stored, _ = taken(tmp_path)
    found = read(stored["701.txt"], "test")
    assert isinstance(found, Finding) and found.rule == "file-without-text"
    assert f"{HOST}/file/701" in stored


def test_a_fetched_document_is_attached_by_its_address(tmp_path: Path) -> None:
    one_file(tmp_path)
    body = pdf(("Drei.",))
    sha256 = hashlib.sha256(body).hexdigest()
    place = tmp_path / "fetched" / sha256[:2] / sha256
    place.parent.mkdir(parents=True)
    place.write_bytes(body)
    url = "http://ris.neuwald.example/00701.pdf"
    row = {"url": url, "sha256": sha256, "size": len(body), "retrieved": "2024-09-01T08:00:00Z", "kind": "file"}
    (tmp_path / "fetched" / "index.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    stored, _ = taken(tmp_path)
    assert stored[url].attached == ANSWER
    assert page_of(stored[url]).text == "Drei."
