"""Measures the mapping of OParl JSON to triples beside Morph-KGC, which runs in an environment of its own (it needs another rdflib).

Morph-KGC gets one JSON file for each type, with embedded objects already taken out and their parents' ids in them: the time of that is not
counted. Ours reads the dump's objects, accounts for every field, and gives each value with the place that says it.
"""

import json
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measured import Row, Table

from civicgraph.extract import extract
from civicgraph.lift import lift_page
from civicgraph.read import read
from civicgraph.record import Finding
from civicgraph.snapshot import snapshots
from civicgraph.source import locate

REQUIREMENT = "morph-kgc==2.10.0"
_HEAD = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix o: <https://schema.oparl.org/1.1/> .
"""
_FIELDS = {
    "Organization": ("name", "organizationType", "modified"),
    "Paper": ("name", "reference", "paperType", "date", "modified"),
    "File": ("name", "fileName", "text", "modified"),
    "Consultation": ("role", "modified"),
    "Meeting": ("name", "start", "modified"),
    "AgendaItem": ("name", "number", "result", "public", "order", "modified"),
}
_LINKS = {"Paper": (), "File": ("paper",), "Consultation": ("paper", "organization"), "AgendaItem": ("meeting",)}
_LINKS |= {"Meeting": ("organization",), "Organization": ()}
_RUN = """
import json, logging, sys, time
logging.disable(logging.CRITICAL)
import morph_kgc
begin = time.perf_counter()
graph = morph_kgc.materialize_set(sys.argv[1])
print(json.dumps({"seconds": time.perf_counter() - begin, "triples": len(graph)}))
"""


def environment(scratch: Path) -> tuple[Path | None, str]:
    """Return Python with Morph-KGC in a new environment, or None and the reason why there is none."""
    place = scratch / "morph-kgc"
    python = place / "bin" / "python"
    if not python.is_file():
        venv.create(place, with_pip=True)
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", REQUIREMENT],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None, f"{REQUIREMENT} could not be installed"
    return python, ""


def beside_morph_kgc(dump: Path, scratch: Path, rounds: int) -> Table:
    """Map a dump by both and count triples a second."""
    python, missing = environment(scratch)
    own = [_ours(dump) for _ in range(rounds)]
    mine = statistics.median(count / took for count, took in own)
    if python is None:
        row = Row("mapping only", mine, note=f"no peer: {missing}")
        return Table("Mapping OParl JSON", "triples/s", (row,))
    config = _prepared(dump, scratch / "morph-input")
    told = [_theirs(python, config) for _ in range(rounds)]
    theirs = statistics.median(one["triples"] / one["seconds"] for one in told)
    note = f"{own[0][0]:,} triples against {told[0]['triples']:,}"
    row = Row("mapping only, one process", mine, theirs, mine / theirs, "≥ 3", note)
    return Table(
        "Mapping OParl JSON", "triples/s", (row,), REQUIREMENT.replace("==", " "), (__doc__ or "").partition("\n\n")[2]
    )


def _ours(dump: Path) -> tuple[int, float]:
    """Return the triples of all objects but texts of files, and the seconds from the dump's bytes to N-Quads."""
    located = locate(dump)
    begin, count = time.perf_counter(), 0
    for item in snapshots(located):
        if isinstance(item, Finding) or item.attached is not None:
            continue
        page = read(item, located.source.slug, "oparl")
        if not isinstance(page, Finding):
            count += len(lift_page(extract(page, located.source.slug, located.source.zone), located.source.base))
    return count, time.perf_counter() - begin


def _theirs(python: Path, config: Path) -> Any:
    done = subprocess.run([python, "-c", _RUN, config], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _prepared(dump: Path, into: Path) -> Path:
    """Write one JSON file for each type, the mapping and its configuration; return the last."""
    into.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _FIELDS}
    for line in (dump / "dump.jsonl").read_text("utf-8").splitlines():
        for value in _flat(json.loads(line), {}):
            found[value["type"].rpartition("/")[2]].append(value)
    for name, values in found.items():
        (into / f"{name}.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    (into / "mapping.ttl").write_text(_HEAD + "".join(_mapping(name, into) for name in _FIELDS), "utf-8")
    config = into / "config.ini"
    config.write_text(
        f"[CONFIGURATION]\nnumber_of_processes: 1\nlogging_level: ERROR\n[dump]\nmappings: {into / 'mapping.ttl'}\n"
    )
    return config


def _flat(value: dict[str, Any], parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield an object and those that it embeds; these name it."""
    kind = value["type"].rpartition("/")[2]
    own = {kind.lower(): value["id"]}
    for each in (
        *value.get("consultation", ()),
        *value.get("agendaItem", ()),
        *([value["mainFile"]] if "mainFile" in value else ()),
    ):
        yield from _flat(each, own)
    kept = {name: each for name, each in value.items() if not isinstance(each, (list, dict))}
    organizations = value.get("organization", ())
    yield {**kept, **parent, **({"organization": organizations[0]} if organizations else {})}


def _mapping(name: str, into: Path) -> str:
    literals = "".join(
        f' ;\n  rr:predicateObjectMap [ rr:predicate o:{field} ; rr:objectMap [ rml:reference "{field}" ] ]'
        for field in _FIELDS[name]
    )
    links = "".join(
        f' ;\n  rr:predicateObjectMap [ rr:predicate o:{field} ; rr:objectMap [ rml:reference "{field}" ; rr:termType rr:IRI ] ]'
        for field in _LINKS[name]
    )
    return (
        f'<#{name}> rml:logicalSource [ rml:source "{into / name}.json" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "$[*]" ] ;\n'
        f'  rr:subjectMap [ rr:template "{{id}}" ; rr:termType rr:IRI ; rr:class o:{name} ]{literals}{links} .\n'
    )


def main() -> None:
    """Measure one dump and print."""
    import argparse
    import tempfile

    from benchmarks.measured import markdown

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", type=Path)
    given = parser.parse_args()
    scratch = given.scratch or Path(tempfile.mkdtemp())
    sys.stdout.write(markdown([beside_morph_kgc(given.dump, scratch, given.rounds)], "Mapping"))


if __name__ == "__main__":
    main()
