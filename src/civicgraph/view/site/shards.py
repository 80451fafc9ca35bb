"""Turns documents into the site's search index: scripts that assign data, in shards so small that a search loads only what it needs."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from civicgraph.search.documents import KINDS, Document
from civicgraph.search.folding import tokens

WORDS = 60_000
"""Characters after which a shard of words ends."""
DOCUMENTS = 20_000
"""Characters after which a shard of documents ends."""
GAP = 1_000
"""Position of the first word of a text; its heading's words stand before it, so no phrase runs from one into the other."""
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

Found = tuple[Document, str, str]
"""A document, the path of its place in the site, and its heading in words."""


def shards(found: Iterable[Found], lang: str) -> Iterator[tuple[str, str]]:
    """Yield (name without ending, script) of all shards, and last of `start`, which says what stands where.

    lang: of the texts. Postings are [step from the document before, position, step to the next position, …] by word, words sorted as
    JavaScript compares them.
    """
    postings: dict[str, list[list[int]]] = {}
    last: dict[str, int] = {}
    told: list[str] = []
    for number, (document, path, heading) in enumerate(found):
        told.append(_json([KINDS.index(document.kind), path, heading, " ".join(document.text.split())]))
        for word, places in _places(heading, document.text).items():
            steps = [places[0], *(b - a for a, b in pairwise(places))]
            postings.setdefault(word, []).append([number - last.get(word, 0), *steps])
            last[word] = number
    ordered = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    words = [f"{_json(word)}:{_json(postings[word])}" for word in ordered]
    first_words: list[str] = []
    first_documents: list[int] = []
    for number, part in enumerate(_cut(words, WORDS)):
        first_words.append(ordered[part.start])
        yield f"w{number}", f"civicgraphIndex.words[{number}]={{{','.join(words[part.start : part.stop])}}};\n"
    for number, part in enumerate(_cut(told, DOCUMENTS)):
        first_documents.append(part.start)
        yield f"d{number}", f"civicgraphIndex.documents[{number}]=[{','.join(told[part.start : part.stop])}];\n"
    start = {"words": first_words, "documents": first_documents, "kinds": list(KINDS), "head": GAP, "lang": lang}
    yield "start", f"civicgraphIndex.start={_json(start)};\n"


def _places(heading: str, text: str) -> dict[str, list[int]]:
    """Return the positions of each word."""
    found: dict[str, list[int]] = {}
    for start, words in ((0, tokens(heading)[:GAP]), (GAP, tokens(text))):
        for place, word in enumerate(words, start=start):
            found.setdefault(word, []).append(place)
    return found


def _cut(parts: list[str], room: int) -> Iterator[range]:
    """Yield ranges of parts whose characters together fit into room, or of one part that does not."""
    begin = used = 0
    for number, part in enumerate(parts):
        if number > begin and used + len(part) > room:
            yield range(begin, number)
            begin, used = number, 0
        used += len(part)
    if begin < len(parts):
        yield range(begin, len(parts))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode().translate(_IN_SCRIPT)
