"""Turns what people call a thing (IRI, number, label, alias, a beginning of one) into its node in the graph."""

import difflib
import re
import unicodedata
from collections.abc import Iterator

import msgspec
import pyoxigraph

from civicgraph.errors import ThingUnknown
from civicgraph.iri import paper_key
from civicgraph.vocab import CG, RDF

_NAMES = f"""PREFIX cg: <{CG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?iri ?class ?name WHERE {{
  {{ ?iri rdfs:label ?name }} UNION {{ ?iri skos:prefLabel ?name }} UNION {{ ?iri skos:altLabel ?name }}
  UNION {{ ?iri dct:identifier ?name }} UNION {{ ?iri dct:title ?name }}
  ?iri a ?class FILTER(STRSTARTS(STR(?class), "{CG}")) }}"""
_ALL = f"""SELECT DISTINCT ?iri ?class WHERE {{ ?iri a ?class FILTER(STRSTARTS(STR(?class), "{CG}")) }}"""
_JOINS = f"""SELECT ?iri ?to WHERE {{ ?iri <{CG}canonical> ?to ; a ?class
  FILTER(?class != <{CG}IdentityLink> && ?iri != ?to) }}"""
# what carries or dates a statement, or is called after the thing that it is about: it answers where nothing else does
_HELPERS = frozenset({
    "AgendaItem", "Alignment", "ConsultationProcess", "Contradiction", "Derivation", "Evidence", "IdentityLink", "Interval",
    "Membership", "Page", "Reference", "Snapshot", "Source", "Station", "Step", "Text",
})  # fmt: skip
_SIMILAR = 0.5  # difflib's ratio: "2099/1" and "2024/0100" still are, two words with some letters in common are not
_PAPER_WORD = re.compile(r"^(?:vo|vorlagen?|ds|drs|drucksachen?)-(?=\d)")  # people write it where a city does not
_SHOWN = 10
_POOL = 20_000


_TYPE = pyoxigraph.NamedNode(RDF + "type")


class Named(msgspec.Struct, frozen=True, order=True):
    """A node and one name of it. cls: local name of its class."""

    iri: str
    cls: str
    name: str


class Names:
    """All names in a graph, read once; joined nodes answer as the node they are taken to be."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store
        self._joins = {str(row["iri"].value): str(row["to"].value) for row in _solutions(store, _JOINS)}
        self._named: list[tuple[str, Named]] | None = None
        self._tails: list[tuple[str, Named]] | None = None

    def find(self, name: str, cls: str | None = None) -> list[str]:
        """Return the IRIs that answer to a name, best kind of match only; several where several answer equally well.

        cls: local name of the class to look in. Raises ThingUnknown where nothing answers; it names what is spelt alike.
        """
        return self._answering(name, cls)[0]

    def meant(self, name: str, cls: str | None = None) -> list[str]:
        """Return the IRIs that a parameter means: one thing, or one in each of several sources where the whole name fits.

        Raises ThingUnknown where none answers, or several that the name does not tell apart; it lists them.
        """
        found, whole = self._answering(name, cls)
        sources = [self._source(iri) for iri in found]
        return found if len(found) == 1 or (whole and len(set(sources)) == len(found)) else [self.one(name, cls)]

    def one(self, name: str, cls: str | None = None) -> str:
        """Return the one IRI that answers to a name.

        Raises ThingUnknown where none or several do; it lists them.
        """
        found = self.find(name, cls)
        if len(found) == 1:
            return found[0]
        hits, _ = self._hits(folded(name), name.strip(), cls)
        labels = {self.canonical(hit.iri): hit for hit in reversed(hits)}
        lines = [f"  {labels[iri].name} ({labels[iri].cls}) {iri}" for iri in found[:_SHOWN]]
        more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        listing = "\n".join(lines + more)
        raise ThingUnknown(
            f"'{name}': several things answer to this: write more of the name, or one of these IRIs\n{listing}"
        )

    def canonical(self, iri: str) -> str:
        """Return the node that `iri` is taken to be, mostly itself."""
        return str(self._joins.get(iri, iri))

    def aliases(self, iri: str) -> list[str]:
        """Return the nodes that are taken to be `iri`."""
        return sorted(alias for alias, to in self._joins.items() if to == iri)

    def _answering(self, name: str, cls: str | None) -> tuple[list[str], bool]:
        """Return the IRIs, and whether the name is their whole name, number or end of IRI. Raises ThingUnknown."""
        wanted = folded(name)
        if not wanted:
            raise ThingUnknown("thing: the name is empty: write an IRI, a number, a label or an alias")
        hits, whole = self._hits(wanted, name.strip(), cls)
        if not hits:
            raise ThingUnknown(f"'{name}': {self._unknown(wanted, cls)}")
        return sorted({self.canonical(hit.iri) for hit in hits}), whole

    def _hits(self, wanted: str, spelt: str, cls: str | None) -> tuple[list[Named], bool]:
        """Return what answers, things before what only helps to tell of them, and whether the whole name fits."""
        if exact := self._by_iri(spelt, cls):
            return [exact], True
        for whole, hits in self._tried(wanted, spelt, cls):
            if hits:
                return [hit for hit in hits if hit.cls not in _HELPERS] or hits, whole
        return [], False

    def _tried(self, wanted: str, spelt: str, cls: str | None) -> Iterator[tuple[bool, list[Named]]]:
        """Try in order: whole name, end of an IRI, paper number, beginning of a name, beginning of an IRI's end."""
        named = [pair for pair in self._all_named() if cls in (None, pair[1].cls)]
        yield True, [thing for name, thing in named if name == wanted]
        tails = [pair for pair in self._all_tails() if cls in (None, pair[1].cls)]
        yield True, [thing for tail, thing in tails if f"/{tail}".endswith(f"/{wanted}")]
        if any(map(str.isdigit, wanted)):
            key = paper_key(spelt)
            yield True, [thing for tail, thing in tails if tail == f"paper/{key}"]
            bare = _PAPER_WORD.sub("", key)
            yield True, [thing for tail, thing in tails if tail == f"paper/{bare}"]
        yield False, [thing for name, thing in named if name.startswith(wanted)]
        yield False, [t for tail, t in tails if tail.startswith(wanted) or t.iri.casefold().startswith(wanted)]

    def _source(self, iri: str) -> str:
        """Return the base of a source that an IRI lies under, "" for none."""
        return next((base for base in self._bases() if iri.startswith(f"{base}/")), "")

    def _bases(self) -> list[str]:
        """Return the bases of all sources, the longest first: one may lie under another."""
        source = pyoxigraph.NamedNode(CG + "Source")
        quads = self._store.quads_for_pattern(None, _TYPE, source, pyoxigraph.DefaultGraph())
        iris = {str(getattr(quad.subject, "value", "")).removesuffix("/source") for quad in quads}
        return sorted(iris, key=lambda iri: (-len(iri), iri))

    def _by_iri(self, spelt: str, cls: str | None) -> Named | None:
        try:
            node = pyoxigraph.NamedNode(spelt)
        except ValueError:
            return None
        for quad in self._store.quads_for_pattern(node, _TYPE, None, pyoxigraph.DefaultGraph()):
            local = str(getattr(quad.object, "value", "")).removeprefix(CG)
            if cls in (None, local):
                return Named(spelt, local, spelt)
        return None

    def _all_named(self) -> list[tuple[str, Named]]:
        if self._named is None:
            rows = [_named(row, row["name"].value) for row in _solutions(self._store, _NAMES)]
            self._named = [(folded(thing.name), thing) for thing in sorted(rows)]
        return self._named

    def _all_tails(self) -> list[tuple[str, Named]]:
        """IRIs from their kind on: "paper/2023-0386/question/3a"."""
        if self._tails is None:
            rows = sorted(_named(row, row["iri"].value) for row in _solutions(self._store, _ALL))
            bases = self._bases()
            base = re.compile(f"^(?:{'|'.join(map(re.escape, bases))})/") if bases else re.compile(r"^[^/]*//[^/]*/")
            self._tails = [(folded(base.sub("", thing.iri)), thing) for thing in rows]
        return self._tails

    def _unknown(self, wanted: str, cls: str | None) -> str:
        noun = cls.lower() if cls else "thing"
        names = {name: thing.name for name, thing in self._all_named() if cls in (None, thing.cls)}
        if not names:
            return f"there is no {noun} in this graph"
        pool = list(names)
        if len(pool) > _POOL:  # difflib takes seconds for more
            pool = [name for name in pool if name[:1] == wanted[:1]][:_POOL]
        nearest = difflib.get_close_matches(wanted, pool, n=3, cutoff=_SIMILAR)
        if not nearest:
            return f"no {noun} answers to this, and none is spelt alike: write an IRI, a number, a label or an alias"
        return f"no {noun} answers to this; the nearest: {'; '.join(names[name] for name in nearest)}"


def folded(name: str) -> str:
    """Return a name as it is compared: NFC, any case, single blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip().casefold()


def _solutions(store: pyoxigraph.Store, query: str) -> "pyoxigraph.QuerySolutions":
    found = store.query(query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return found


def _named(row: pyoxigraph.QuerySolution, name: str) -> Named:
    return Named(row["iri"].value, row["class"].value.removeprefix(CG), name)
