"""Turns a selected graph and what is known about it into one self-contained HTML page from which no request leaves."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

import jinja2
from markupsafe import Markup

from civicgraph.view.network import assets
from civicgraph.view.network.data import network, page_data, said_data, script_json
from civicgraph.view.network.meta import Meta, Nothing, Redaction
from civicgraph.view.network.said import Said
from civicgraph.view.network.select import Graph

Lang = Literal["de", "en"]


def no_page(_: str) -> str:
    """Return "": the network stands alone, its things have no pages beside it."""
    return ""


def network_html(
    nx_graph: "Graph[str]",
    meta: Meta,
    lang: Lang = "de",
    redaction: Redaction | None = None,
    said: Mapping[str, Said] | None = None,
    page_of: Callable[[str], str] = no_page,
) -> str:
    """Return the page. The same graph and meta give the same bytes, whatever the order of nodes and edges.

    nx_graph: nodes are IRIs with attributes `label` and `cls`; edge keys are local names of relations.
    lang: language that the page opens in; it can be switched there.
    redaction: withholds names in every label, IRI, quote and notice; None only where nothing has to be withheld.
    said: by IRI of a node, the place that says so. page_of: path of a node's own page beside this one, "" where it has none.

    Raises DrawingMissing where pyvis came without vis-network.
    """
    guard = redaction or Nothing()
    data = page_data(network(nx_graph, meta, guard), nx_graph, meta, guard)
    data |= said_data(said or {}, nx_graph, guard)
    data["own"] = {str(i): path for i, iri in enumerate(sorted(nx_graph)) if (path := page_of(iri))}
    words = json.loads(assets.own_folder().joinpath("words.json").read_text("utf-8"))
    styles = [assets.vis_style(), assets.own_style()]
    scripts = [assets.vis_script(), assets.own_script()]
    template = _environment().from_string(assets.own_folder().joinpath("network.html.j2").read_text("utf-8"))
    return template.render(
        lang=lang,
        w={key: phrase[lang] for key, phrase in words.items()},
        data=data,
        policy=_policy(styles, scripts),
        styles=[Markup(text) for text in styles],
        scripts=[Markup(text) for text in scripts],
        json=Markup(script_json(data | {"words": words})),
    )


def _policy(styles: list[str], scripts: list[str]) -> str:
    """Return the content security policy: these styles, these scripts, pictures made in the page, nothing else."""
    parts = {
        "default-src": "'none'",
        "script-src": " ".join(assets.csp_hash(text) for text in scripts),
        "style-src": " ".join(assets.csp_hash(text) for text in styles),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def _environment() -> jinja2.Environment:
    environment: Any = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment  # type: ignore[no-any-return]
