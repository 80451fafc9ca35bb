"""What a network page says about itself, beside its nodes and edges: source, licence, notices, words for classes and relations."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from civicgraph.view.lineage.model import Words as Words


class Redaction(Protocol):
    """Withholds names of persons before anything leaves the house (DESIGN §10)."""

    def text(self, value: str) -> str:
        """Return a text with withheld names replaced."""

    def iri(self, value: str) -> str:
        """Return an IRI with withheld names replaced."""


class Nothing:
    """Withholds nothing: for graphs without persons, and for pages that do not leave the house."""

    def text(self, value: str) -> str:
        """Return the text as it is."""
        return value

    def iri(self, value: str) -> str:
        """Return the IRI as it is."""
        return value


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows around the drawing. Everything is text, nothing is markup; "" means that it is not known.

    title: what the page shows; source: who published the records; as_of, retrieved: days as ISO 8601, or a span of them;
    licence: name or IRI of the licence of the records; fingerprint: of the graph; content_lang: language of the labels.
    notices: what was left out, and why; each is shown above the drawing.
    starts, path: IRIs that the selection began with, and the nodes of a path in order; both are marked.
    degrees: connections of a node in the whole graph, where the selection may have cut some off.
    classes, relations: words for local names; what is missing is taken from the names themselves.
    private: the page shows withheld names and says that it is not for publication.
    """

    title: Words
    source: str = ""
    as_of: str = ""
    retrieved: str = ""
    licence: str = ""
    fingerprint: str = ""
    content_lang: str = "de"
    notices: tuple[Words, ...] = ()
    starts: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    degrees: Mapping[str, int] = {}
    classes: Mapping[str, Words] = {}
    relations: Mapping[str, Words] = {}
    private: bool = False
