"""Turns the graph of all terms into the network that people read: joined names, dates in labels, no nodes that only help others."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from civicgraph.view.network.meta import Nothing, Redaction, Words
from civicgraph.view.network.select import Graph, Selection, class_name
from civicgraph.view.network.terms import aside, within

if TYPE_CHECKING:
    from civicgraph.query import Graph as Opened

LONGEST = 110
"""Characters of a question or answer that a label holds."""
SPECIFIC = frozenset({"derivedFrom", "revises", "replaces", "implements", "influencedBy"})
_WORDS = """SELECT ?iri (MIN(STR(?x)) AS ?words) WHERE { ?iri a cg:%s ; %s ?x } GROUP BY ?iri"""
_TEXTS = (
    ("Question", "schema:text"),
    ("Answer", "schema:text"),
    ("Paper", "dct:title"),
    ("AgendaItem", "dct:title"),
    ("Meeting", "cg:start"),
    ("Vote", "cg:rawVote"),
    ("Correction", "cg:reason"),
    ("File", "cg:fileName"),
    ("File", "schema:url"),
    ("Location", "dct:description"),
    ("Location", "schema:streetAddress"),
    ("Location", "cg:room"),
    ("System", "cg:product"),
)
"""What is said of things of a class, the first that is there."""
_EVENTS = """SELECT ?iri (MIN(STR(?name)) AS ?words) WHERE { ?iri a cg:Step ; cg:event ?kind .
  ?kind skos:prefLabel ?name FILTER(LANG(?name) = "%s") } GROUP BY ?iri"""
_CLAIMS = """SELECT ?iri (MIN(STR(?told)) AS ?words) WHERE { ?iri a cg:Claim ; cg:value ?value ; cg:modifier ?modifier .
  ?modifier skos:prefLabel ?name FILTER(LANG(?name) = "%s") OPTIONAL { ?iri cg:unit ?unit }
  BIND(CONCAT(STR(?name), " ", STR(?value), " ", COALESCE(STR(?unit), "")) AS ?told) } GROUP BY ?iri"""


def readable(
    opened: "Opened",
    classes: Mapping[str, Words],
    lang: str,
    redaction: Redaction | None = None,
) -> "Graph[str]":
    """Return a built graph's network with names that people understand, helping nodes too.

    classes: words for classes; lang: language that labels are written in, the language of the source.
    redaction: applied to whole texts before they are cut to labels, as half a name would not be recognised.
    """
    guard = redaction or Nothing()
    graph = joined(opened.networkx())
    words = {iri: guard.text(text) for iri, text in texts(opened, lang).items()}
    name_in_words(
        graph, words, {name: phrase.en if lang == "en" else phrase.de for name, phrase in classes.items()}, lang
    )
    return graph


def texts(opened: "Opened", lang: str) -> dict[str, str]:
    """Return title, text or kind of event by IRI, for what has no name of its own."""
    found: dict[str, str] = {}
    queries = [_CLAIMS % lang, _EVENTS % lang, *(_WORDS % pair for pair in _TEXTS)]
    for query in queries:
        for row in opened.query(query):
            found.setdefault(str(row["iri"]), " ".join(str(row["words"]).split()))
    return found


def joined(graph: "Graph[str]") -> "Graph[str]":
    """Return the graph with nodes that are taken to be one as one: edges of the others move to it."""
    to = {
        alias: node
        for alias, node, key in graph.edges(keys=True)
        if key == "canonical" and class_name(graph, alias) != "IdentityLink"
    }
    result: Graph[str] = Graph()
    for iri, attributes in graph.nodes(data=True):
        if iri not in to:
            result.add_node(iri, **attributes)
    for start, end, key in graph.edges(keys=True):
        start, end = to.get(start, start), to.get(end, end)
        if start != end and key not in ("canonical", "alias"):
            result.add_edge(start, end, key=key)
    return result


def simplified(graph: "Graph[str]", classes: Mapping[str, Words], asked: Collection[str] = ()) -> Selection:
    """Leave out what only helps, what comes from or takes place where, and connections that others say more exactly; say so in notices.

    classes: words for classes; asked: IRIs of things, and names of classes in any case, that stay nevertheless.
    """
    result: Graph[str] = graph.copy()
    kept = {name.lower() for name in asked}
    leaving = within() | aside()
    left = {
        iri: cls
        for iri in graph
        if (cls := class_name(graph, iri)) in leaving and iri not in asked and cls.lower() not in kept
    }
    for membership in [iri for iri, cls in left.items() if cls == "Membership"]:
        by = {key: end for _, end, key in graph.out_edges(membership, keys=True)}
        if "member" in by and "organization" in by:
            result.add_edge(by["member"], by["organization"], key="memberOf")
    result.remove_nodes_from(left)
    _drop_repeated(result)
    counts = Counter(left.values())
    return Selection(result, (), (), _left_notices(counts, classes))


def _left_notices(counts: Mapping[str, int], classes: Mapping[str, Words]) -> tuple[Words, ...]:
    """Say which classes are not drawn, and why; counts: of left things by class."""
    notices = []
    names = {cls: classes.get(cls, Words(cls, cls)) for cls in sorted(counts)}
    if inside := [names[cls] for cls in names if cls in within()]:
        notices.append(
            Words(
                f"Nicht als eigene Punkte gezeichnet, sondern in Namen und Verbindungen enthalten: {', '.join(w.de for w in inside)}.",
                f"Not drawn as points of their own, but part of names and connections: {', '.join(w.en.lower() for w in inside)}.",
            )
        )
    if outside := [(names[cls], counts[cls]) for cls in names if cls in aside()]:
        notices.append(
            Words(
                f"Nicht gezeichnet: {', '.join(f'{w.de} ({n})' for w, n in outside)}. Mit --all erstellt, zeigt die Seite auch das.",
                f"Not drawn: {', '.join(f'{w.en.lower()} ({n})' for w, n in outside)}. Made with --all, the page shows them too.",
            )
        )
    return tuple(notices)


def _drop_repeated(graph: "Graph[str]") -> None:
    """Remove edges that another edge implies: inverse and general lineage, and what a decision shares with its step."""
    for start, end, key in list(graph.edges(keys=True)):
        inverse = key == "ledTo" and graph.has_edge(end, start)
        general = key == "builtOn" and SPECIFIC & set(graph[start][end])
        if inverse or general:
            graph.remove_edge(start, end, key)
        elif key in ("about", "body") and class_name(graph, start) == "Decision":
            steps = [step for _, step, other in graph.out_edges(start, keys=True) if other == "step"]
            if any(graph.has_edge(step, end, key) for step in steps):
                graph.remove_edge(start, end, key)


def name_in_words(graph: "Graph[str]", words: Mapping[str, str], classes: Mapping[str, str], lang: str) -> None:
    """Give nodes labels that say what they are: "Frage 3a: Welche …", "Rat der Stadt, 16. Juni 2020"."""
    plain = {iri: str(attributes.get("label", "")) for iri, attributes in graph.nodes(data=True)}

    def target(iri: str, key: str) -> str:
        ends = sorted(plain[end] for _, end, other in graph.out_edges(iri, keys=True) if other == key)
        return ends[0] if ends else ""

    for iri in graph:
        cls = class_name(graph, iri)
        graph.nodes[iri]["label"] = _name(iri, cls, plain[iri], words.get(iri, ""), classes.get(cls, cls), lang, target)


def _name(iri: str, cls: str, label: str, text: str, kind: str, lang: str, target: Callable[[str, str], str]) -> str:
    """Return one node's label. kind: its class in words; lang: language of dates; target: the label at the end of one of its edges."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    nameless = label == iri.rstrip("/").rsplit("/", 1)[-1]
    if cls in ("Question", "Answer"):
        head = kind if nameless and not label[:1].isdigit() else f"{kind} {label}"
        return f"{head}: {short}" if short else head
    if cls in ("Paper", "AgendaItem"):
        return f"{label} {short}" if short and short != label else label
    if cls == "Step":
        name = target(iri, "body") or (short or kind if nameless else label)
        when, about = target(iri, "date") or (label if nameless else ""), target(iri, "about")
        if when or not about:
            return ", ".join(part for part in (name, when) if part)
        return f"{name} {'on' if lang == 'en' else 'zu'} {about}"
    if cls == "Claim":
        told = re.sub(r"(?<=\d)\.(?=\d)", ",", short) if lang == "de" else short
        return f"{label}: {told}" if told else label
    if cls == "Meeting":
        held = short[:10] if short[:10] not in label else ""
        said = ", ".join(part for part in (target(iri, "body") if nameless else "", label, held) if part)
        return re.sub(r"\b(\d{4})-(\d\d)-(\d\d)", r"\3.\2.\1", said) if lang == "de" else said
    if cls in ("Vote", "Correction"):
        return f"{kind}: {short}" if short else kind
    if cls == "Reference":
        return kind if nameless else f"{kind}: {label}"
    if cls in ("File", "Location", "System"):
        return (short or kind) if nameless else label
    if cls == "Contradiction":
        return kind
    return label
