"""Turns a place in an object of OParl into what its leaves become, worked out once for all objects of a type."""

from functools import lru_cache

import msgspec

from civicgraph.read.leaves import WHOLE
from civicgraph.read.oparl.rows import is_one, row_of
from civicgraph.record import Use

KEYS = 1024
"""So many keys of one place are remembered; objects with keys made at random must not fill the memory."""


class Step(msgspec.Struct, frozen=True, gc=False):
    """What becomes of the leaves at a path.

    label: the beginning of their line, with the end of the line before; use: None where no row knows them; once: only the first is taken,
    further ones are lost; is_address, is_hidden: as the form of the row says; is_whole: an object here is one leaf.
    """

    path: str
    label: str
    use: Use | None
    once: bool
    is_address: bool
    is_hidden: bool
    is_whole: bool


Plain = tuple[str, str, int, Use | None, Step]
"""path, label, code points before the value, the use of each of its leaves where it is the same for all, and the rest."""


class Steps(dict[str, Plain]):
    """The keys that stand below one path of a type, filled as they are met."""

    def __init__(self, kind: str, path: str) -> None:
        super().__init__()
        self._kind = kind
        self._path = path

    def __missing__(self, key: str) -> Plain:
        """Work out a key that was not met before."""
        if len(self) >= KEYS:
            self.clear()
        self[key] = plain = plain_of(self._kind, f"{self._path}.{key}" if self._path else key)
        return plain


@lru_cache(maxsize=2048)
def steps_below(kind: str, path: str) -> Steps:
    """Return the keys below a path of a type; "" is the object itself."""
    return Steps(kind, path)


@lru_cache(maxsize=8192)
def plain_of(kind: str, path: str) -> Plain:
    """Return what becomes of the leaves at a path of a type."""
    row = row_of(kind, path)
    form = row.form if row is not None else ""
    use = None
    if row is not None:
        use = Use(path, "ignored", row.rule) if row.rule else Use(path, "mapped")
    step = Step(
        path=path,
        label=f"\n{path}: ",
        use=use,
        once=row is not None and not row.rule and is_one(row, path),
        is_address=form == "address" and kind == "Person",
        is_hidden=form == "hidden",
        is_whole=path.rpartition(".")[2] in WHOLE,
    )
    is_same = not (step.once or step.is_address or step.is_hidden)
    return path, step.label, len(step.label), use if is_same else None, step
