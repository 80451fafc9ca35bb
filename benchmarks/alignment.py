"""Measures how many inquiries give questions, and how many of their questions meet their answers, number by number, by year.

    python benchmarks/alignment.py FOLDER [--unnamed] [--json FILE]

FOLDER holds question-answer-files.json, one entry an inquiry: paper, reference, date, the paths of its texts by kind (question, answer).
Each text is read alone, as a file of its paper; what joins them is link's alignment. --unnamed leaves out the names of the files:
then only the letter heads tell which text asks and which answers.

The check knows nothing of the extractor: the numbers followed by a full stop or a bracket at the beginnings of lines. Where they are the
same in both texts, and there are some, every one of them must be the number of a question (or of a part of it) that is aligned with an
answer that carries the same number.
"""

import argparse
import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from civicgraph.extract.exchange import Exchange, exchange
from civicgraph.extract.flow import flowing
from civicgraph.link import align
from civicgraph.read.page import Page, Span, one_text
from civicgraph.record import Attached, Snapshot

LIST = "question-answer-files.json"
_LABELLED = re.compile(r"^\s*(\d{1,2})[.)](?!\d)(?!\s*Plenarsitzung)", re.MULTILINE)


class Inquiry(msgspec.Struct, frozen=True):
    """One inquiry by its texts. comparable: both texts number the same lines; aligned: so do its questions and answers."""

    reference: str
    year: str
    questions: int
    comparable: bool
    aligned: bool


class Year(msgspec.Struct, frozen=True):
    """The inquiries of one year, counted."""

    year: str
    inquiries: int
    with_questions: int
    comparable: int
    aligned: int


def entries(folder: Path) -> list[dict[str, Any]]:
    """Return the inquiries that have a question file and an answer file, in the order of the list."""
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    return [entry for entry in listed if entry["question"] and entry["answer"]]


def measured(folder: Path, entry: dict[str, Any], *, named: bool = True) -> Inquiry:
    """Read and align one inquiry."""
    asking, answering = entry["question"], entry["answer"]
    names = _names(folder, entry["paper"]) if named else {}
    asked = [read_alone(folder, path, names) for path in asking]
    given = [read_alone(folder, path, names) for path in answering]
    numbers = [set[str]().union(*(labelled(folder / path) for path in paths)) for paths in (asking, answering)]
    comparable = bool(numbers[0]) and numbers[0] == numbers[1]
    return Inquiry(
        entry["reference"],
        entry["date"][:4],
        sum(len(one.questions) for one in asked),
        comparable,
        comparable and numbers[0] <= _aligned(asked, given),
    )


def _aligned(asked: list[Exchange], given: list[Exchange]) -> set[str]:
    """Return the numbers that a question and an answer aligned with it share."""
    questions = [q for one in asked for q in one.questions]
    answers = [a for one in (*asked, *given) for a in one.answers]
    alignments, _ = align("p", questions, answers)
    of_question = {q.key: _digits(q.number or "") for q in questions}
    of_answer = {a.key: set[str]().union(*(_digits(n) for n in a.answers)) for a in answers}
    return set[str]().union(*(of_question[x.question] & of_answer[x.answer] for x in alignments))


def _digits(number: str) -> set[str]:
    return {str(int(digits)) for digits in re.findall(r"\d+", number)}


def labelled(path: Path) -> set[str]:
    """Return the numbers at the beginnings of a text's lines; a sitting's number in a letter head is none."""
    return {str(int(found)) for found in _LABELLED.findall(path.read_text(encoding="utf-8"))}


def read_alone(folder: Path, path: str, names: dict[str, str]) -> Exchange:
    """Return what one text asks and answers."""
    text = one_text((folder / path).read_text(encoding="utf-8"))
    key = Path(path).stem
    page = Page(
        snapshot=Snapshot(
            sha256=hashlib.sha256(path.encode()).hexdigest(), media_type="text/plain", size=len(text), locations=(path,)
        ),
        reader="alignment",
        reader_version="1",
        kind="file",
        text=text,
        fields=(),
        sittings=(),
        sections=(),
        body=Span(0, len(text)),
        about=Attached(file=key, name=names.get(key, ""), paper="p", type="Anfrage"),
    )
    return exchange(msgspec.structs.replace(page, flow=flowing(page)), "p", None, ())


def _names(folder: Path, path: str) -> dict[str, str]:
    """Return the names of a paper's files by the last part of their ids."""
    paper = json.loads((folder / path).read_text(encoding="utf-8"))
    files = [paper.get("mainFile"), *paper.get("auxiliaryFile", [])]
    return {f["id"].rsplit("/", 1)[-1]: f.get("name", "") for f in files if f}


def by_year(found: list[Inquiry]) -> list[Year]:
    """Count inquiries by year; the last row, with an empty year, is all of them."""
    grouped: dict[str, list[Inquiry]] = defaultdict(list)
    for one in found:
        grouped[one.year].append(one)
    return [_counted(year, some) for year, some in [*sorted(grouped.items()), ("", found)]]


def _counted(year: str, some: list[Inquiry]) -> Year:
    return Year(
        year,
        len(some),
        sum(one.questions > 0 for one in some),
        sum(one.comparable for one in some),
        sum(one.aligned for one in some),
    )


def main() -> None:
    """Measure a folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--unnamed", action="store_true", help="leave out the names of the files")
    parser.add_argument("--json", type=Path, help="write the rows here too")
    arguments = parser.parse_args()
    found = [measured(arguments.folder, e, named=not arguments.unnamed) for e in entries(arguments.folder)]
    rows = by_year(found)
    print(f"{'year':6}{'inquiries':>11}{'questions':>11}{'share':>8}{'comparable':>12}{'aligned':>9}{'share':>8}")
    for row in rows:
        share = row.aligned / row.comparable if row.comparable else 0.0
        told = f"{row.with_questions:>11}{row.with_questions / row.inquiries:>8.3f}{row.comparable:>12}{row.aligned:>9}{share:>8.3f}"
        print(f"{row.year or 'all':6}{row.inquiries:>11}{told}")
    print("not aligned:", ", ".join(one.reference for one in found if one.comparable and not one.aligned))
    print("without questions:", ", ".join(one.reference for one in found if not one.questions))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n")


if __name__ == "__main__":
    main()
