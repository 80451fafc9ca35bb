"""Takes withheld names and pages out of texts, IRIs, rows and N-Quads lines; offsets stay true."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyoxigraph

from civicgraph.iri import slug
from civicgraph.privacy.name import Name, folded_family, words_of
from civicgraph.privacy.pattern import pattern
from civicgraph.privacy.prose import BLOCK, Prose, is_public_role
from civicgraph.privacy.withheld import Withheld, withheld
from civicgraph.query.graph import Graph
from civicgraph.query.rows import Rows, Term
from civicgraph.vocab import CONCEPTS_GRAPH, EDTF, PREFIXES, XSD, term

NOTICE = (
    "Namen ohne öffentliches Amt sind durch █ ersetzt, Nichtöffentliches fehlt; "
    "Hashes und Stellen gelten für das Original. / Names without a public office are replaced by █, "
    "what is not public is left out; hashes and offsets are of the original."
)
PRIVATE_NOTICE = "nicht zur Veröffentlichung / not for publication"

_LINE = re.compile(
    r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(\^\^<[^>]*>|@[A-Za-z0-9-]+)?) <([^>]*)> \.\n\Z', re.DOTALL
)
_IRIS = re.compile(rb"(<[^>]*>) (<[^>]*>) (<[^>]*>) (<[^>]*>) \.\n\Z")
"""A line that says nothing but IRIs: most do."""
_HASHED = re.compile(
    r"(.*)(/(?:(?:evidence|interval|claim|snapshot|alignment|contradiction|correction|reference|page|station)/[0-9a-f]{8,64}"
    r"|text/[0-9a-f]{64}(?:/(?:position|quote)/\d+-\d+)?))\Z",
    re.DOTALL,
)
"""An IRI that ends in a hash, as lift mints them: what stands before may hold a name, the hash does not."""
_SELECTOR = re.compile(r"(.*/text/[0-9a-f]+)/quote/(\d+)-(\d+)\Z")
_CANONICAL = term("cg:canonical")
_JOINING = f"<{_CANONICAL}>".encode()
_TEXT = term("schema:text")
_INITIALS = term("cg:correctedBy")
_OWN_WORDS = tuple(PREFIXES.values())
_NUMBERS = frozenset(
    f"^^<{kind}>" for kind in (EDTF, *(XSD + name for name in ("integer", "decimal", "boolean", "date", "dateTime")))
)
_LETTER = re.compile(r"[^\W\d_]")
_REPEATED = 160  # longest text that is worth remembering: labels and types come again, sentences do not
_SLICES = {term("oa:exact"): "exact", term("oa:prefix"): "prefix", term("oa:suffix"): "suffix"}
_UNESCAPE = re.compile(r"\\(?:([\"\\nrtbf'])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Redaction:
    """What must be taken out of one graph before it leaves.

    notice: the sentence that every file must carry; private: only who is suppressed is taken out, and the notice says so;
    changes_nothing: everything may leave as it is.
    """

    def __init__(self, found: Withheld, text_of: Callable[[str], str], private: bool = False) -> None:
        self.private = private
        self.notice = PRIVATE_NOTICE if private else NOTICE
        self.hidden = found.hidden
        self._stand_ins = _stand_ins(found)
        self._segments = _segments(self._stand_ins)
        names = [*(name for person in found.persons for name in person.names), *found.told]
        keys = [iri.rpartition("/")[2] for iri in self._stand_ins]
        self._pattern = pattern(names, sorted(keys), found.public, found.common)
        self._prose = None if private else Prose(found.public, found.common)
        self._public_surnames = frozenset(folded_family(name) for name in found.public)
        self.changes_nothing = not (self.hidden or self._stand_ins or self._pattern or self._prose)
        self._shown, self._covered = found.shown, found.covered
        self._near = lru_cache(maxsize=4_096)(self._iri_whole)  # lines name the same few over and over
        self._named = lru_cache(maxsize=262_144)(self._iri_anew)
        self._spelt = lru_cache(maxsize=65_536)(self._spelt_anew)
        self._short = lru_cache(maxsize=65_536)(self._text_anew)
        self._whole = lru_cache(maxsize=8)(text_of)
        self._redacted = lru_cache(maxsize=8)(self._redacted_anew)

    def hides(self, iri: str) -> bool:
        """The thing, page or graph stands only on pages that are not public."""
        return iri in self.hidden

    def withholds(self, iri: str) -> bool:
        """The person must not be named."""
        return iri in self._stand_ins

    def text(self, text: str) -> str:
        """Return text with each withheld name replaced by as many blocks as it has code points."""
        return self._short(text) if len(text) <= _REPEATED else self._text_anew(text)

    def _text_anew(self, text: str) -> str:
        if _LETTER.search(text) is None:
            return text
        blocked = self.without_persons(text)
        return blocked if self._prose is None else self._prose.blocked(blocked)

    def without_persons(self, text: str) -> str:
        """Return text without the names of the persons who are withheld; whoever is told by the words around a name alone stays."""
        return text if self._pattern is None else self._pattern.sub(self._blocked, text)

    def names_office(self, name: str) -> bool:
        """One of the words of a name is the surname of a person who may be named, be it in the genitive."""
        words = {slug(word) for word in words_of(name)}
        return not self._public_surnames.isdisjoint(words | {word.removesuffix("s") for word in words})

    def page(self, iri: str, text: str) -> str:
        """Return the whole text of a page as it may leave, without what is not public in it; iri: of that text."""
        return self._redacted(iri) if self._whole(iri) == text else self.text(text)

    def _redacted_anew(self, iri: str) -> str:
        """Return the whole text of a page as it may leave: without names, and without what is not public."""
        redacted = self.text(self._whole(iri))
        for start, end in self._covered.get(iri, ()):
            redacted = redacted[:start] + _all_blocked(redacted[start:end]) + redacted[end:]
        if iri not in self._shown:
            return redacted
        parts, at = [], 0
        for start, end in self._shown[iri]:
            parts += [_all_blocked(redacted[at:start]), redacted[max(at, start) : end]]
            at = max(at, end)
        return "".join([*parts, _all_blocked(redacted[at:])])

    def iri(self, iri: str) -> str:
        """Return an IRI without withheld names: persons, and what lies below them, stand in as `…/withheld-1`."""
        return self._near(iri)

    def _iri_whole(self, iri: str) -> str:
        """Return an IRI of which only what stands before a hash is looked at."""
        hashed = _HASHED.match(iri)
        return self._named(iri) if hashed is None else self._named(hashed[1]) + hashed[2]

    def _iri_anew(self, iri: str) -> str:
        if iri in self._stand_ins:
            return self._stand_ins[iri]
        if (not self._stand_ins and self._pattern is None) or iri.startswith(_OWN_WORDS):
            return iri
        parts = iri.split("/")
        for i, part in enumerate(parts):
            if i and parts[i - 1] in ("person", "membership"):
                base = "/".join(parts[: i - 1])
                parts[i] = self._segments.get((base, part), part)
        joined = "/".join(parts)
        return joined if self._pattern is None else self._pattern.sub(_named_withheld, joined)

    def line(self, line: bytes) -> bytes | None:
        """Return an N-Quads line as it may leave, None where it must not.

        Raises ValueError where it is no N-Quads line with IRIs for subject and graph.
        """
        if self.changes_nothing:
            return line
        if (iris := _IRIS.match(line)) is not None and iris[2] != _JOINING:
            subject_, target_, graph_ = map(self._spelt, iris.group(1, 3, 4))
            if subject_ is None or target_ is None or graph_ is None:
                return None
            return b" ".join((subject_, iris[2], target_, graph_, b".\n"))
        match = _LINE.match(line.decode())
        if match is None:
            raise ValueError(f"not an N-Quads line of this project: {line[:200]!r}")
        subject, predicate, target, literal, kind, graph = match.groups()
        if not self.hidden.isdisjoint((subject, target, graph)):
            return None
        if target is not None:
            spelt = f"<{self._near(self._untold(subject, predicate, target))}>"
        elif kind in _NUMBERS and subject not in self._stand_ins:
            spelt = f'"{literal}"{kind}'
        else:
            spelt = self._literal(subject, predicate, literal, graph) + (kind or "")
        return f"<{self._near(subject)}> <{predicate}> {spelt} <{self._near(graph)}> .\n".encode()

    def _spelt_anew(self, spelt: bytes) -> bytes | None:
        """Return an IRI in angle brackets as it may leave, None where it is hidden."""
        iri = spelt[1:-1].decode()
        return None if iri in self.hidden else f"<{self._near(iri)}>".encode()

    def _untold(self, subject: str, predicate: str, target: str) -> str:
        """Return the subject where `target` would tell that a withheld node is taken to be someone who may be named."""
        parted = predicate == _CANONICAL and (subject in self._stand_ins) != (target in self._stand_ins)
        return subject if parted else target

    def rows(self, rows: Rows) -> Rows:
        """Return rows as they may leave: without hidden things, every cell redacted."""
        if self.changes_nothing:
            return rows
        kept = [
            row for row in rows.terms if not any(getattr(cell, "value", None) in self.hidden for cell in row if cell)
        ]
        return Rows(rows.columns, [tuple(map(self._term, row)) for row in kept], rows.question)

    def _term(self, cell: Term | None) -> Term | None:
        if isinstance(cell, pyoxigraph.NamedNode):
            return pyoxigraph.NamedNode(self.iri(cell.value))
        if isinstance(cell, pyoxigraph.Literal) and (changed := self.text(cell.value)) != cell.value:
            return pyoxigraph.Literal(changed, language=cell.language) if cell.language else pyoxigraph.Literal(changed)
        return cell

    def _literal(self, subject: str, predicate: str, escaped: str, graph: str) -> str:
        """Return the quoted form of a literal; it is spelt anew only where something was taken out."""
        text = _UNESCAPE.sub(_unescaped, escaped) if "\\" in escaped else escaped
        if graph == CONCEPTS_GRAPH:
            return f'"{escaped}"'  # the project's own words
        if subject in self._stand_ins or predicate == _INITIALS:
            changed = _all_blocked(text)
        elif predicate == _TEXT and _HASHED.match(subject):
            changed = self.page(subject, text)
        elif predicate in _SLICES and (match := _SELECTOR.match(subject)):
            changed = self._slice(match, _SLICES[predicate], text)
        else:
            changed = self.text(text)
        return f'"{escaped}"' if changed == text else str(pyoxigraph.Literal(changed))

    def _blocked(self, match: re.Match[str]) -> str:
        name = match.groupdict().get("name") or match[0]
        before = match[0][: len(match[0]) - len(name)]
        if match["keep"] is not None or (before and self._is_office_holder(before, name)):
            return match[0]
        return before + BLOCK * len(name)

    def _is_office_holder(self, before: str, name: str) -> bool:
        """A public role stands before a surname that a public person has: "SVO Wind" is not the clerk Wind."""
        family = folded_family(Name(name))
        return bool({family, family.removesuffix("s")} & self._public_surnames) and is_public_role(before)

    def _slice(self, match: re.Match[str], part: str, text: str) -> str:
        """Return a quote, prefix or suffix cut out of the redacted text: it may begin or end inside a name."""
        whole, redacted = self._whole(match[1]), self._redacted(match[1])
        start, end = int(match[2]), int(match[3])
        spans = {"exact": (start, end), "prefix": (max(0, start - len(text)), start), "suffix": (end, end + len(text))}
        low, high = spans[part]
        return redacted[low:high] if whole[low:high] == text else self.text(text)


def redaction(graph: Graph, private: bool = False) -> Redaction:
    """Decide what must be taken out of a graph; private: only who is suppressed for good, and every file says so."""
    return Redaction(withheld(graph, private), lambda iri: _whole_text(graph, iri), private)


def redacted(lines: Iterable[bytes], taken_out: Redaction) -> Iterator[bytes]:
    """Yield N-Quads lines as they may leave, in the order they came: sort them anew."""
    for line in lines:
        if (kept := taken_out.line(line)) is not None:
            yield kept


def _stand_ins(found: Withheld) -> dict[str, str]:
    """Return IRI of a withheld person to the IRI that stands in; numbered in sorted order, so they tell nothing."""
    iris = sorted({iri for person in found.persons for iri in person.iris})
    return {iri: f"{iri.rpartition('/')[0]}/withheld-{number}" for number, iri in enumerate(iris, start=1)}


def _segments(stand_ins: dict[str, str]) -> dict[tuple[str, str], str]:
    """Return (base, key of a withheld person) to the key that stands in, for IRIs built from it."""
    segments = {}
    for iri, other in stand_ins.items():
        folder, _, key = iri.rpartition("/")
        segments[folder.rpartition("/")[0], key] = other.rpartition("/")[2]
    return segments


def _all_blocked(text: str) -> str:
    return re.sub(r"\S", BLOCK, text)


def _named_withheld(match: re.Match[str]) -> str:
    return match[0] if match["keep"] is not None else "withheld"


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return _PLAIN.get(match[1], match[1])
    return chr(int(match[2] or match[3], 16))


def _whole_text(graph: Graph, iri: str) -> str:
    found = graph.store.quads_for_pattern(
        pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(term("schema:text")), None, pyoxigraph.DefaultGraph()
    )
    return next((quad.object.value for quad in found if isinstance(quad.object, pyoxigraph.Literal)), "")
