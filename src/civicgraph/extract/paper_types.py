"""Turns what a page calls a paper into the code of its type: the words of a field, or those before a title."""

import re

from civicgraph.read.page import collapse
from civicgraph.vocab import fold, scheme

_ANSWERING = ("answer-paper", "statement")


def split_type(title: str) -> tuple[str, str | None]:
    """Split "Anfrage: TITLE" into the title and the type's code; other titles stay whole."""
    head, colon, rest = title.partition(":")
    code = scheme("paper-type").code(head) if colon and len(head) < 50 else None
    if code in _ANSWERING:
        return title, code  # "Antwort auf Anfrage: TITLE" is another title than the inquiry's
    return (rest.strip(), code) if code is not None and rest.strip() else (title, None)


def type_code(raw: str) -> str | None:
    """Return the code of a paper type: the whole words, else the longest wording that begins or stands in them."""
    types = scheme("paper-type")
    words = collapse(raw.replace("_", " "))
    exact = types.code(raw) or types.code(words)
    if exact is not None:
        return exact
    words = re.split(r"(?<=[a-zäöüß)])(?=[A-ZÄÖÜ])", words)[0]  # two columns glued: the first is the original type
    folded = fold(words)
    wordings = sorted(types.by_wording, key=lambda w: (-len(w), w))
    for anchor in (r"^", r"\b"):
        for wording in wordings:
            if re.search(rf"{anchor}{re.escape(wording)}(?!\w)", folded):
                return types.by_wording[wording]
    return None
