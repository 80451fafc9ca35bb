"""Turns papers with their questions and answers into one self-contained HTML file; it reads as a page without its script too."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from markupsafe import Markup

from civicgraph import __version__
from civicgraph.errors import ThingUnknown
from civicgraph.privacy import published
from civicgraph.query.graph import Graph
from civicgraph.view.about import About, about
from civicgraph.view.cited import Citations
from civicgraph.view.corrected import Corrected, corrections
from civicgraph.view.ids import Ids
from civicgraph.view.kinds import Kinds
from civicgraph.view.lineage.model import Words
from civicgraph.view.lineage.words import same
from civicgraph.view.network.assets import csp_hash
from civicgraph.view.places import Places
from civicgraph.view.questions.model import Asking
from civicgraph.view.questions.reading import askings, pages_of
from civicgraph.view.rendering import SHARED, both, counted, environment, with_values, wording

FOLDER = Path(__file__).parent


def questions_page(opened: Graph, paper: str | None = None, lang: str | None = None, private: bool = False) -> str:
    """Return the page of all questions of a graph, or of one paper's.

    paper: IRI of the paper; lang: "de" or "en", None for the source's; private: with withheld names, and marked so.
    Raises ThingUnknown where the paper holds no question, or is not public.
    """
    public = published(opened, private=private)
    kinds = Kinds(public)
    places = Places(public, kinds)
    told = askings(kinds, places, Ids(public.generation.manifest.sources))
    if paper is not None:
        told = [one for one in told if one.paper.iri == kinds.canonical(paper)]
        if not told:
            raise ThingUnknown(
                f"{opened.label(paper)}: no question of this paper can be shown: civicgraph show tells what it holds"
            )
    sources = public.generation.manifest.sources
    beside = Beside(Citations(kinds, places, sources), corrections(kinds))
    return questions_html(told, about(public, pages_of(told), private), beside, lang)


class Beside(msgspec.Struct, frozen=True):
    """What stands beside each thing: how a place is cited, and by IRI what a person corrected."""

    citations: Citations
    corrected: Mapping[str, list[Corrected]]


def questions_html(told: list[Asking], around: About, beside: Beside, lang: str | None = None) -> str:
    """Return the page; the same papers give the same bytes. around: what the page says of its graph; lang: None for the source's."""
    w = {**wording(SHARED), **wording(FOLDER)}
    shown = lang or around.lang
    styles = [SHARED / "base.css", FOLDER / "templates" / "questions.css"]
    style = "".join(file.read_text("utf-8") for file in styles)
    scripts = [SHARED / "fold.js", FOLDER / "templates" / "questions.js"]
    script = f'(() => {{\n"use strict";\n{"".join(file.read_text("utf-8") for file in scripts)}}})();\n'
    bodies = sorted({body for one in told for body in one.bodies})
    return environment(FOLDER / "templates").get_template("questions.html.j2").render(
        askings=told,
        cite=beside.citations.of,
        corrected=beside.corrected,
        lang=shown,
        content_lang=around.lang,
        w=w,
        both=both,
        title=title(told, around, w),
        story=story(told, w),
        where=around.where,
        private=around.private,
        notice=around.notice,
        line=around.line,
        version=__version__,
        filters=filters(told, bodies),
        bodies_of=lambda asking: " ".join(str(bodies.index(body)) for body in asking.bodies),
        here={asking.paper.id for asking in told},
        has_days=any(question.days is not None for one in told for question in one.questions),
        policy=policy(style, script),
        style=Markup(style),
        script=Markup(script),
    )  # fmt: skip


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: nothing may be loaded, only this style and this script may work."""
    return f"default-src 'none'; style-src {csp_hash(style)}; script-src {csp_hash(script)}; base-uri 'none'; form-action 'none'"


def title(told: list[Asking], around: About, w: Mapping[str, Words]) -> Words:
    """Return the page's title: the paper where there is one, else the place."""
    return with_values(w["title_all"], where=told[0].paper.name if len(told) == 1 else around.where)


def story(told: list[Asking], w: Mapping[str, Words]) -> Words:
    """Say how many questions there are, main and sub-questions apart, and to how many no answer was found."""
    left = sum(one.open for one in told)
    if not told:
        return w["nothing"]
    return with_values(
        w["story"],
        papers=counted(w, "paper", len(told)),
        asked=asked_words(told, w),
        open=counted(w, "open", left) if left else w["open_none"],
    )


def asked_words(told: list[Asking], w: Mapping[str, Words]) -> Words:
    """Return "6 Fragen und 6 Unterfragen"."""
    questions = [question for one in told for question in one.questions]
    parts = sum(question.parent is not None for question in questions)
    sub = counted(w, "sub", parts) if parts else ""
    return with_values(w["asked"], main=counted(w, "main", len(questions) - parts), sub=sub)


def filters(told: list[Asking], bodies: list[str]) -> dict[str, dict[str, Words]]:
    """Return what can be chosen: value to words, for each filter; statuses in the order of how often they stand."""
    found = [question for one in told for question in one.questions if question.status]
    statuses = {question.status: question.status_words for question in found}
    often = sorted(statuses, key=lambda status: (-sum(q.status == status for q in found), status))
    return {
        "status": {status: statuses[status] for status in often},
        "body": {str(number): same(body) for number, body in enumerate(bodies)},
        "paper": {one.paper.id: same(one.paper.name) for one in told},
    }
