"""Draws a report as one self-contained HTML page without scripts."""

import base64
import hashlib
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from civicgraph.report.model import Report
from civicgraph.report.table import Lang, sections
from civicgraph.report.words import WORDS

_EXAMPLE_COLUMNS = {WORDS["example"]["de"], WORDS["example"]["en"]}


def report_html(report: Report, lang: Lang = "de", private: bool = False) -> str:
    """Return the page. private: with examples and places, which may hold names; the page then says so."""
    style = _own("report.css")
    environment: Any = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page: str = environment.from_string(_own("report.html.j2")).render(
        lang=lang,
        w={key: text[lang] for key, text in WORDS.items()},
        report=report,
        private=private,
        blocks=[(source, [_shown(part, private) for part in sections(source, lang)]) for source in report.sources],
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),
    )
    return page


def _shown(
    part: tuple[str, tuple[str, ...], list[tuple[str, ...]]], private: bool
) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """Leave out the column of examples where the page may be published."""
    heading, columns, rows = part
    kept = [i for i, column in enumerate(columns) if private or column not in _EXAMPLE_COLUMNS]
    return heading, tuple(columns[i] for i in kept), [tuple(row[i] for i in kept) for row in rows]


def _own(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
