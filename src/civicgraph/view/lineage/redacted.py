"""Passes every string of a model through the redaction: nothing leaves unseen."""

from collections.abc import Callable
from typing import Any

import msgspec

from civicgraph.view.lineage.model import LineageModel
from civicgraph.view.lineage.quotes import RedactionLike

IRI_FIELDS = ("iri", "link", "location", "licence")


class Everything:
    """Withholds nothing."""

    def text(self, text: str, /) -> str:
        """Return the text as it is."""
        return text

    def iri(self, iri: str, /) -> str:
        """Return the IRI as it is."""
        return iri


def redacted(model: LineageModel, redaction: RedactionLike) -> LineageModel:
    """Return the model with every string passed through the redaction."""

    def walk(value: Any, through: Callable[[str], str]) -> Any:
        if isinstance(value, str):
            return through(value)
        if isinstance(value, list):
            return [walk(item, through) for item in value]
        if isinstance(value, dict):
            return {
                key: walk(item, redaction.iri if key in IRI_FIELDS else redaction.text) for key, item in value.items()
            }
        return value

    return msgspec.convert(walk(msgspec.to_builtins(model), redaction.text), LineageModel)
