"""Turns queries/*.rq into named questions: words, parameters, columns, and SPARQL with the parameters filled in."""

import difflib
import re
from collections.abc import Iterable, Mapping

import msgspec

from civicgraph.bundled import folder
from civicgraph.errors import QueryInvalid
from civicgraph.query.rows import Term

_HEADER = re.compile(r"#\s*(param|column|codes)\s+(\w+):\s*(.+)")
_PARAM = re.compile(r"(VALUES\s+\?param_(\w+)\s*\{)\s*UNDEF\s*(\})")


class Question(msgspec.Struct, frozen=True):
    """A query with its header. params and columns: name to German / English text; codes: column to concept scheme."""

    name: str
    german: str
    english: str
    params: dict[str, str]
    columns: dict[str, str]
    codes: dict[str, str]
    sparql: str


def questions() -> dict[str, Question]:
    """Return all named questions by name, in alphabetical order."""
    return {name: question(name) for name in names()}


def names() -> list[str]:
    """Return the names of all questions."""
    return sorted(path.stem for path in folder("queries").glob("*.rq"))


def question(name: str) -> Question:
    """Return a named question.

    Raises QueryInvalid where there is none of this name; the sentence holds those that are spelt alike.
    """
    known = names()
    if name not in known:
        nearest = ", ".join(difflib.get_close_matches(name, known, n=3))
        mend = f"did you mean {nearest}? All of them" if nearest else "all of them"
        raise QueryInvalid(f"query: there is no question '{name}': {mend}: civicgraph query --list")
    return parsed(name, (folder("queries") / f"{name}.rq").read_text("utf-8"))


def parsed(name: str, text: str) -> Question:
    """Read the header lines of a query."""
    first = text.split("\n", 1)[0].lstrip("# ").strip()
    german, _, english = first.partition(" / ")
    found: dict[str, dict[str, str]] = {"param": {}, "column": {}, "codes": {}}
    for line in text.splitlines():
        if match := _HEADER.match(line):
            found[match[1]][match[2]] = match[3].strip()
    return Question(name, german, english or german, found["param"], found["column"], found["codes"], text)


def parameters(text: str) -> list[str]:
    """Return the names of the parameters that a query's body takes."""
    return list(dict.fromkeys(match[2] for match in _PARAM.finditer(text)))


def filled(text: str, values: Mapping[str, Iterable[Term]]) -> str:
    """Return a query with terms in the place of UNDEF: `VALUES ?param_paper { UNDEF }`.

    Raises QueryInvalid where it takes no such parameter.
    """
    known = parameters(text)
    for name in values:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise QueryInvalid(f"query: there is no parameter '{name}' here: it takes {takes}")
    spelt = {name: " ".join(map(str, terms)) for name, terms in values.items()}
    return _PARAM.sub(lambda m: f"{m[1]} {spelt[m[2]]} {m[3]}" if m[2] in spelt else m[0], text)
