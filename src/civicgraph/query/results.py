"""Turns rows into the SPARQL 1.1 result formats: JSON and XML."""

import re
from xml.sax.saxutils import escape, quoteattr

import msgspec
import pyoxigraph

from civicgraph.query.rows import Rows, Term, Truth
from civicgraph.vocab import XSD

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_text(rows: Rows) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    if isinstance(rows, Truth):
        return _pretty({"head": {}, "boolean": rows.answer})
    bindings = [
        {name: _json(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.terms
    ]
    return _pretty({"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}})


def xml_text(rows: Rows) -> str:
    """Return SPARQL Query Results XML; what XML 1.0 cannot hold becomes U+FFFD."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">']
    if isinstance(rows, Truth):
        lines += ["<head/>", f"<boolean>{str(rows.answer).lower()}</boolean>", "</sparql>"]
        return "\n".join(lines) + "\n"
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in rows.columns)
    lines += [f"<head>{variables}</head>", "<results>"]
    for row in rows.terms:
        pairs = zip(rows.columns, row, strict=True)
        cells = [f"<binding name={quoteattr(name)}>{_xml(term)}</binding>" for name, term in pairs if term is not None]
        lines.append(f"<result>{''.join(cells)}</result>")
    return "\n".join([*lines, "</results>", "</sparql>"]) + "\n"


def _pretty(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    cell: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        cell["datatype"] = term.datatype.value
    return cell


def _xml(term: Term) -> str:
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, pyoxigraph.BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, pyoxigraph.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_xml(part)}</{name}>' for name, part in parts.items())}</triple>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_text(term.value)}</literal>"
    if term.datatype.value != XSD + "string":
        return f"<literal datatype={quoteattr(term.datatype.value)}>{_text(term.value)}</literal>"
    return f"<literal>{_text(term.value)}</literal>"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", value), {"\r": "&#13;"})
