"""Runs the benchmarks of builds, mapping and questions: python -m benchmarks [--size quick|usual|full] [--into DIR]."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from benchmarks import builds, morph_kgc, questions
from benchmarks.measured import Table, markdown, write


class Size(msgspec.Struct, frozen=True):
    """How much is measured. plain: documents beside the plain pipeline, larger: its second size; asked: those of the questions."""

    plain: int
    larger: int | None
    rounds: int
    sizes: list[int]
    again: int
    asked: int
    question_rounds: int


SIZES = {
    "quick": Size(100, None, 1, [100, 400], 400, 100, 3),
    "usual": Size(1000, None, 1, [1000, 10_000], 10_000, 1000, 5),
    "full": Size(1000, 10_000, 3, [1000, 10_000, 100_000], 10_000, 3000, 9),
}


def tables(size: Size, scratch: Path) -> Iterator[Table]:
    """Yield the tables, each as soon as it is measured."""
    yield builds.start_up()
    yield builds.beside_plain(size.plain, scratch, size.rounds, size.larger)
    yield from builds.by_size(size.sizes, scratch)
    yield builds.again(size.again, scratch)
    yield morph_kgc.beside_morph_kgc(builds.dump(size.plain, scratch), scratch, max(3, size.rounds))
    builds.whole(size.asked, scratch)
    graph = scratch / f"out-{size.asked}-1"
    yield questions.beside_engine(graph, size.question_rounds, memory=False)
    yield questions.beside_rdflib(graph, size.question_rounds)


def main() -> None:
    """Measure, print each table when it is there, and write all of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="usual")
    parser.add_argument("--into", type=Path, default=Path("benchmarks/results"))
    parser.add_argument(
        "--scratch", type=Path, help="a folder for dumps and graphs that may stay; default: one that goes"
    )
    given = parser.parse_args()
    heading = f"Benchmarks, size {given.size}"
    with tempfile.TemporaryDirectory() as temporary:
        done = []
        for table in tables(SIZES[given.size], given.scratch or Path(temporary)):
            done.append(table)
            page = write(done, heading, given.into)
            print(markdown([table], "").partition("\n\n")[2].partition("\n\n")[2], flush=True)
    print(page, file=sys.stderr)


if __name__ == "__main__":
    main()
