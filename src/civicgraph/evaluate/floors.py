"""Turns a TOML file `element = F1` into the elements whose score is below its floor."""

from pathlib import Path

import msgspec

from civicgraph.errors import SourceInvalid
from civicgraph.evaluate.comparing import RULES
from civicgraph.evaluate.scoring import ALL, Scored


def floors(path: Path) -> dict[str, float]:
    """Read floors.

    Raises SourceInvalid where the file is no such table, names an unknown element, or a floor is not between 0 and 1.
    """
    try:
        known = msgspec.toml.decode(path.read_bytes(), type=dict[str, float])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceInvalid(f"{path}: {error}: write one line per element, e.g. questions = 0.97") from None
    for element, floor in known.items():
        if element not in RULES:
            raise SourceInvalid(f"{path}: {element}: no such element: take one of {', '.join(RULES)}")
        if not 0 <= floor <= 1:
            raise SourceInvalid(f"{path}: {element} = {floor}: a floor is an F1 between 0 and 1")
    return known


def below(scored: Scored, known: dict[str, float]) -> list[str]:
    """Return one sentence per element whose F1 over all systems is below its floor, or that was not scored."""
    reached = {score.element: score.f1 for score in scored.scores if score.system == ALL}
    told = []
    for element, floor in known.items():
        f1 = reached.get(element)
        if f1 is None:
            told.append(f"{element}: not scored: no gold and nothing found, but its floor is {floor}")
        elif f1 < floor:
            told.append(f"{element}: F1 {f1:.4f} is below its floor {floor}")
    return told
