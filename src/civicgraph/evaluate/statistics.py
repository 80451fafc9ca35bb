"""Turns counts of coded values into shares with their interval of confidence, and two codings into their agreement."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


def wilson(right: int, number: int, z: float = Z95) -> tuple[float, float] | None:
    """Return the score interval of a share, `right` of `number`; None where nothing was counted.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
    """
    if number == 0:
        return None
    share, square = right / number, z * z
    centre = (share + square / (2 * number)) / (1 + square / number)
    half = z * sqrt(share * (1 - share) / number + square / (4 * number * number)) / (1 + square / number)
    return max(0.0, centre - half), min(1.0, centre + half)


def kappa(codes: Sequence[tuple[bool, bool]]) -> float | None:
    """Return how far two coders agree beyond chance, 1 for always; None where chance alone makes them agree, or without codes.

    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37-46.
    """
    if not codes:
        return None
    number = len(codes)
    agreed = sum(one == other for one, other in codes) / number
    first, second = Counter(one for one, _ in codes), Counter(other for _, other in codes)
    chance = sum(first[code] * second[code] for code in (True, False)) / number**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)
