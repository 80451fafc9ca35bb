"""Turns IRIs into the short, stable, unique ids of one model."""

from civicgraph.view.lineage.quotes import RedactionLike


class Ids:
    """Gives each IRI the part after the base of its source; two IRIs that end alike are told apart by a number."""

    def __init__(self, bases: list[str], redaction: RedactionLike) -> None:
        self._bases = sorted(bases, key=len, reverse=True)
        self._redaction = redaction
        self._given: dict[str, str] = {}

    def of(self, iri: str) -> str:
        """Return the id of an IRI, the same each time; "" for ""."""
        if not iri:
            return ""
        if iri not in self._given:
            shown = self._redaction.iri(iri)
            base = next((base for base in self._bases if shown.startswith(base + "/")), "")
            short = shown[len(base) + 1 :] if base else shown.partition("://")[2] or shown
            taken = set(self._given.values())
            unique, number = short, 2
            while unique in taken:
                unique, number = f"{short}~{number}", number + 1
            self._given[iri] = unique
        return self._given[iri]
