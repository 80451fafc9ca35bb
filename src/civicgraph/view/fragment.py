"""Turns a quote and its page's address into a link that opens the page at the quote: a text fragment (WICG, Text Fragments)."""

import re
from urllib.parse import quote

WHOLE = 12
"""Words that stand in a link as they are; a longer quote is named by its ends."""
ENDS = 5
_CELLS = re.compile(r"[\n\t]|[ \u00a0]{2,}")


def link_to_quote(url: str, exact: str, html: bool = True) -> str:
    """Return the address with `#:~:text=…`, or as it is where no fragment can point at the quote.

    url: http or https, "" gives ""; html: False where the page is no HTML (a PDF has no text fragments). A quote that runs over table
    cells or lines is named by its first and last words, as a browser finds no text across blocks. Withheld names (█) are not on the page.
    """
    pieces = [words for piece in _CELLS.split(exact) if (words := piece.split())]
    if not url or not html or not pieces or "\u2588" in exact:
        return url
    words = [word for piece in pieces for word in piece]
    if len(pieces) == 1 and len(words) <= WHOLE:
        told = _encoded(words)
    else:
        first, last = pieces[0][:ENDS], pieces[-1][-ENDS:]
        told = f"{_encoded(first)},{_encoded(last)}"
    address, mark, anchor = url.partition("#")
    return f"{address}#{anchor.partition(':~:')[0] if mark else ''}:~:text={told}"


def _encoded(words: list[str]) -> str:
    """Percent-encode words; "-" too, which marks a prefix or suffix in the directive's grammar."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
