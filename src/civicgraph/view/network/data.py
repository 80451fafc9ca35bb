"""Turns a selected graph into the nodes, edges and options of a pyvis network, and these into the page's JSON."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from civicgraph.view.citation import citation
from civicgraph.view.lineage.model import Page
from civicgraph.view.lineage.quotes import cited
from civicgraph.view.network.first import first_shown
from civicgraph.view.network.layout import positions
from civicgraph.view.network.meta import Meta, Redaction, Words
from civicgraph.view.network.said import Said
from civicgraph.view.network.select import Graph, class_name, connections, label, neighbours
from civicgraph.view.network.terms import class_words, foremost, leading, relation_words, styles
from civicgraph.view.provenance import source_line
from civicgraph.view.rendering import SHARED, wording

PLACE = "\ue000"
"""Stands for a place in a citation; the page's script writes the place there."""
EDGE_LENGTH = 70
"""Ideal length of an edge, in the units that node sizes are given in."""
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {
        "smooth": False,
        "width": 1,
        "selectionWidth": 1.5,
        "hoverWidth": 0,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
    },
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "dragNodes": True,
        "hideEdgesOnDrag": False,
        "multiselect": False,
        "tooltipDelay": 100,
    },
}


def network(graph: "Graph[str]", meta: Meta, redaction: Redaction) -> Network:
    """Return a pyvis network: integer ids in the order of IRIs, places computed, physics off.

    No node has a `title`: vis-network would set it as markup.
    """
    net = Network(directed=True, height="100%", width="100%")
    net.options = OPTIONS
    iris = sorted(graph)
    index = {iri: i for i, iri in enumerate(iris)}
    first = first_shown(graph, foremost(), {*meta.starts, *meta.path} & graph.nodes)
    touched = [sorted(index[other] for other in neighbours(graph, iri)) for iri in iris]
    places = positions(touched, {index[iri] for iri in first})
    for iri, (x, y) in zip(iris, places, strict=True):
        degree = connections(graph, iri)
        # Network.add_node and add_edge look through all ids each time: quadratic. These are the rows that they would add.
        node = Node(
            index[iri],
            "custom",
            redaction.text(label(graph, iri)),
            x=round(x * EDGE_LENGTH),
            y=round(y * EDGE_LENGTH),
            size=round(7 + 2.2 * math.sqrt(min(degree, 60))),
            cls=class_name(graph, iri),
            iri=redaction.iri(iri),
            all=max(degree, meta.degrees.get(iri, degree)),
            first=iri in first,
        )
        net.nodes.append(node.options)
    for start, end, key in sorted((index[a], index[b], str(key)) for a, b, key in graph.edges(keys=True)):
        net.edges.append(Edge(start, end, directed=True, rel=key, id=len(net.edges)).options)
    return net


def page_data(net: Network, graph: "Graph[str]", meta: Meta, redaction: Redaction) -> dict[str, Any]:
    """Return all that the page's scripts need, as JSON values."""
    nodes, edges, _, _, _, options = net.get_network_data()
    classes = Counter(node["cls"] for node in nodes)
    relations = Counter(edge["rel"] for edge in edges)
    drawn, first, thick = styles(classes), foremost(), leading()
    names = class_words(meta.classes, classes)
    phrases = relation_words(meta.relations, relations)
    index = {iri: i for i, iri in enumerate(sorted(graph))}
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "classes": {
            name: {"de": names[name].de, "en": names[name].en, "count": count, "foremost": name in first}
            | _style(drawn[name])
            for name, count in sorted(classes.items())
        },
        "relations": {
            name: {"de": phrases[name].de, "en": phrases[name].en, "count": count, "leading": name in thick}
            for name, count in sorted(relations.items())
        },
        "starts": [index[iri] for iri in meta.starts if iri in index],
        "path": [index[iri] for iri in meta.path if iri in index],
        "title": _words(meta.title, redaction),
        "notices": [_words(notice, redaction) for notice in meta.notices],
        "line": {"de": _line(meta, redaction, "de"), "en": _line(meta, redaction, "en")},
        "contentLang": meta.content_lang,
        "private": meta.private,
    }


def said_data(said: Mapping[str, Said], graph: "Graph[str]", redaction: Redaction) -> dict[str, Any]:
    """Return where it says so, by number of the node, and the pages named there, each once."""
    shown = {str(i): said[iri] for i, iri in enumerate(sorted(graph)) if iri in said}
    pages = {one.page.sha256: one.page for one in shown.values() if one.page}
    index = {sha256: i for i, sha256 in enumerate(sorted(pages))}
    return {
        "said": {
            node: {
                "quote": [redaction.text(part) for part in (one.before, one.quote, one.after)],
                "more": one.more,
                "span": [one.start, one.end],
                "place": _words(one.place, redaction),
                "page": index[one.page.sha256] if one.page else -1,
                "link": _public(one.link, redaction),
                "status": one.status,
                "kinds": one.kinds,
            }
            for node, one in shown.items()
        },
        "pages": [
            {
                "paper": redaction.text(pages[sha256].paper_number),
                "title": redaction.text(pages[sha256].paper_title),
                "location": redaction.text(redaction.iri(pages[sha256].location)),
                "cited": _cited(pages[sha256], redaction),
                "as_of": pages[sha256].as_of,
                "retrieved": pages[sha256].retrieved[:10],
                "sha256": sha256,
            }
            for sha256 in sorted(pages)
        ],
    }


def _line(meta: Meta, redaction: Redaction, lang: str) -> str:
    """Return the one line that every view carries; it says so where no licence is stated."""
    return source_line(
        lang,
        sources=[redaction.text(meta.source)],
        as_of=[meta.as_of.rpartition("/")[2]],
        retrieved=meta.retrieved.split("/"),
        licences=[meta.licence or wording(SHARED)["no_licence"].of(lang)],
        fingerprint=meta.fingerprint,
    )


def _cited(page: Page, redaction: Redaction) -> dict[str, str]:
    """Return a page's citation in both languages, with PLACE where the place in the page is named."""
    shown = msgspec.structs.replace(
        page, link=_public(page.link, redaction), location=redaction.text(redaction.iri(page.location))
    )
    place = Words(PLACE, PLACE)
    return {lang: redaction.text(citation(cited(shown, place, 0, lang), lang)) for lang in ("de", "en")}


def _public(link: str, redaction: Redaction) -> str:
    """Return an address, "" where it holds a withheld name: with blocks in it, it would lead nowhere."""
    return link if redaction.text(redaction.iri(link)) == link else ""


def script_json(value: object) -> str:
    """Return JSON that is safe inside a script element, whatever its texts hold: the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _style(style: Any) -> dict[str, str]:
    return {"shape": style.shape, "colour": style.colour}


def _words(words: Words, redaction: Redaction) -> dict[str, str]:
    return {"de": redaction.text(words.de), "en": redaction.text(words.en)}
