"""Refuses query text that would leave the house, change the graph or crash the engine, before it is parsed."""

import re

from civicgraph.errors import QueryInvalid

MAX_BYTES = 100_000
MAX_DEPTH = 60  # nested 1,000 deep, function calls end the process; 5,000 deep, braces do (tried, pyoxigraph 0.5.13)
MAX_OPERATORS = 2_000  # chains of operators become a deep tree too: 5,000 BINDs, 20,000 sums (tried)

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = re.compile(r"[?$]\w+|(?<=:)\w[\w-]*")
_BRACKET = re.compile(r"[{}()\[\]]")
_OPERATOR = re.compile(
    r"\|\||&&|[+*/|!^=]|(?<!\w)-|\b(?:OPTIONAL|UNION|MINUS|BIND|FILTER|VALUES|GRAPH|EXISTS)\b", re.IGNORECASE
)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX|BASE)\b[^>]*>\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)


def checked(text: str) -> str:
    """Return `text` where it may be handed to the engine.

    Raises QueryInvalid where it is too long, nested too deep, calls SERVICE or updates.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryInvalid(f"query: it is longer than {MAX_BYTES:,} bytes: ask for less at once")
    # an engine may read \u escapes before or after it looks for strings: neither reading may hide anything
    for reading in {text, _ESCAPE.sub(_unescaped, text)}:
        _check(reading)
    return text


def _check(text: str) -> None:
    if _UPDATE.match(_OPAQUE.sub(_comment_only, text)):
        raise QueryInvalid(
            "query: this is an update, and a built graph is only read: change the source and build again"
        )
    bare = bared(text)
    if "service" in _NAME.sub("", bare).lower():
        raise QueryInvalid("query: SERVICE asks another server, and questions stay in the house: leave it out")
    if _depth(bare) > MAX_DEPTH:
        raise QueryInvalid(f"query: brackets are nested deeper than {MAX_DEPTH}: flatten the query")
    if len(_OPERATOR.findall(bare)) > MAX_OPERATORS:
        raise QueryInvalid(
            f"query: it chains more than {MAX_OPERATORS:,} operators: write VALUES lists or ask in parts"
        )


def bared(text: str) -> str:
    """Return query text without what stands in strings, IRIs and comments."""
    return _OPAQUE.sub(" <> ", text)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else " "


def _comment_only(match: re.Match[str]) -> str:
    return " " if match[0].startswith("#") else match[0]


def _depth(bare: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    return deepest
