"""Turns IRIs into short ids and addresses: the part below the base of their source."""

import re

from civicgraph.store import SourceInfo


class Ids:
    """Ids of one graph. Where it has several sources, the slug of the source stands before: no two things share an id."""

    def __init__(self, sources: tuple[SourceInfo, ...]) -> None:
        self._bases = sorted(
            ((source.base + "/", source.slug) for source in sources), key=lambda pair: (-len(pair[0]), pair)
        )
        self._several = len(sources) > 1

    def of(self, iri: str) -> str:
        """Return the id, "" for "": `paper/2023-0386`, with several sources `herne/paper/2023-0386`; else the IRI without its scheme."""
        for base, slug in self._bases:
            if iri.startswith(base):
                return f"{slug}/{iri[len(base) :]}" if self._several else iri[len(base) :]
        return re.sub(r"^\w+://", "", iri)
