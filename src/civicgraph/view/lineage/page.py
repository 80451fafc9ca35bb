"""Turns a lineage model into one self-contained HTML file: no request leaves it, no text of a page becomes markup."""

import base64
import hashlib
from pathlib import Path

import jinja2
import msgspec
from markupsafe import Markup

from civicgraph.view.lineage.draw_bands import COLOURS
from civicgraph.view.lineage.layout import drawing
from civicgraph.view.lineage.model import Edge, Event, LineageModel, Words
from civicgraph.view.lineage.shapes import symbol
from civicgraph.view.lineage.svg import drawing_svg
from civicgraph.view.lineage.words import table, word
from civicgraph.view.lineage.xml import tag, text

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("words", "panel", "drawing", "rows", "zoom", "sift", "saving", "start")
TALLEST, AROUND_DRAWING = 860, 330
TABLES = ("ui", "sort", "kind", "kind_long", "status")
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def lineage_html(model: LineageModel, lang: str, embed: bool = False) -> str:
    """Return the page. lang: "de" or "en", the language it opens in; embed: compact, to stand in a frame of another page.

    The same model gives the same bytes.
    """
    styles = {name: (TEMPLATES / f"{name}.css").read_text("utf-8") for name in ("lineage", "drawing")}
    script = _script()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["both"] = both
    return environment.get_template("lineage.html.j2").render(
        model=model,
        lang=lang,
        ui=table("ui"),
        word=word,
        policy=policy_html(*styles.values(), script=script),
        styles={name: Markup(content) for name, content in styles.items()},
        script=Markup(script),
        embed=embed,
        data=Markup(embedded(model, lang, embed)),
        drawings={one: Markup(drawing_svg(model, one)) for one in ("de", "en")},
        icon=icon,
        sample=sample,
        colours=colours(model),
        sorts=[sort for sort in table("sort") if any(event.sort == sort for event in model.events)],
        items=[*model.edges, *model.events],
        pages={page.sha256: page for page in model.pages},
    )


def both(words: Words) -> Markup:
    """Return a text in both languages; the page shows the one that its `lang` names."""
    if words.de == words.en:
        return Markup("{}").format(words.de)
    return Markup('<span class="de" lang="de">{}</span><span class="en" lang="en">{}</span>').format(words.de, words.en)


def snippet(model: LineageModel, lang: str, address: str) -> str:
    """Return the HTML that shows an embedded page in another one. address: of the file; its place is for who publishes it to know."""
    height = min(TALLEST, round(drawing(model, lang).height) + AROUND_DRAWING)
    rights = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
    return str(
        Markup(
            '<iframe src="{}" title="{}" lang="{}" width="100%" height="{}" loading="lazy" sandbox="{}" '
            'style="border: 1px solid #d8dde3; border-radius: 8px"></iframe>'
        ).format(address, model.title.of(lang), lang, height, rights)
    )


def _script() -> str:
    """Return the page's scripts as one, closed to all others."""
    told = "\n".join((TEMPLATES / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{told}}})();\n'


def embedded(model: LineageModel, lang: str, embed: bool = False) -> str:
    """Return model and words as JSON that cannot end its script element, nor break a line of JavaScript."""
    tables = {name: {key: [words.de, words.en] for key, words in table(name).items()} for name in TABLES}
    return (
        msgspec.json.encode({"lang": lang, "embed": embed, "words": tables, "model": model})
        .decode()
        .translate(_IN_SCRIPT)
    )


def policy_html(*styles: str, script: str) -> str:
    """Return the Content-Security-Policy: nothing may be loaded; only this file's styles and script may run."""
    return (
        f"default-src 'none'; style-src {' '.join(map(_hash, styles))}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def icon(item: Event | Edge, colour: str) -> Markup:
    """Return the symbol of an event or an edge as a small drawing of its own."""
    if isinstance(item, Edge):
        return sample("edge", "", item.kind, colour)
    return sample(item.sort, item.status, item.kind, colour)


def sample(sort: str, status: str, kind: str, colour: str) -> Markup:
    """Return a symbol as a small drawing of its own, as lists and the legend show it."""
    shape = "M1,8h10M8,4l5,4l-5,4" if sort == "edge" else symbol(sort, 8, 8, 6)
    inside = [tag("path", {"class": "curve" if sort == "edge" else "symbol", "d": shape})]
    if sort in ("inquiry", "mention"):
        inside.append(tag("text", {"class": "asks", "x": 8, "y": 11}, text("?")))
    group = tag("g", {"class": f"p{colour} of-{sort} is-{status or 'told'} by-{kind}"}, *inside)
    drawn = tag(
        "svg",
        {"class": "lineage icon", "viewBox": "0 0 16 16", "width": 16, "height": 16, "aria-hidden": "true"},
        group,
    )
    return Markup(drawn)


def colours(model: LineageModel) -> dict[str, str]:
    """Return the colour of each event and edge, by id: the number of its policy, "n" for none."""
    ranks = {policy.id: str(policy.rank % COLOURS) for policy in model.policies}
    return {
        **{event.id: ranks.get(event.policy, "n") for event in model.events},
        **{edge.id: ranks.get(edge.newer, "n") for edge in model.edges},
    }


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
