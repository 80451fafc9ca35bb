"""Interval and agreement against values computed by hand."""

from math import isclose

import pytest

from civicgraph.evaluate.statistics import kappa, wilson


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_interval(right: int, number: int, low: float, high: float) -> None:
    """The first four stand in R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3; the last mirrors the third."""
    interval = wilson(right, number)
    assert interval is not None
    assert isclose(interval[0], low, abs_tol=5e-5)
    assert isclose(interval[1], high, abs_tol=5e-5)


def test_nothing_coded_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_kappa_takes_out_what_chance_would_agree_on() -> None:
    codes = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = kappa(codes)  # agreed 35/50; chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    assert found is not None
    assert isclose(found, 0.4)


def test_kappa_of_opposites_and_of_one_code() -> None:
    assert kappa([(True, False), (False, True)]) == -1.0
    assert kappa([(True, True), (False, False)]) == 1.0
    assert kappa([(True, True), (True, True)]) is None
    assert kappa([]) is None
