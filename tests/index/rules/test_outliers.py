"""Extreme values: when they are drawn in, how far, and that each change is said."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.index.rules.outliers import (
    Change,
    excess_kurtosis,
    skewness,
    winsorised,
    winsorised_by_steps,
)

COINRS_EXAMPLE = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100])


def test_skew_and_kurtosis_are_coinrs():
    # vignette("treat"): skew(x) 3.063241, kurt(x) 9.741391.
    assert skewness(COINRS_EXAMPLE) == pytest.approx(3.063241, abs=5e-7)
    assert excess_kurtosis(COINRS_EXAMPLE) == pytest.approx(9.741391, abs=5e-7)


def test_step_by_step_one_value_is_drawn_in_as_coinr_does():
    found = winsorised_by_steps(COINRS_EXAMPLE)  # its reference: nwin 1, the last becomes 30

    assert found.values.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30]
    assert found.changes == (Change(11, 100.0, 30.0),)


def test_no_more_steps_are_taken_than_allowed():
    wild = np.array([*np.ones(30), 50.0, 500.0, 5000.0])
    assert len(winsorised_by_steps(wild, most=1).changes) == 1


def test_twenty_units_with_outliers_are_drawn_in_to_the_fifth_and_ninety_fifth_percentile():
    values = np.array([*np.arange(1.0, 20.0), 500.0, np.nan])

    found = winsorised(values)

    low, high = np.nanquantile(values, (0.05, 0.95))
    assert found.changes == (Change(0, 1.0, low), Change(19, 500.0, high))
    assert np.isnan(found.values[20])


@pytest.mark.parametrize(
    "values",
    [np.array([*np.arange(1.0, 19.0), 500.0]), np.arange(30.0), np.ones(30), np.array([])],
    ids=["nineteen units", "no outliers", "all alike", "nobody"],
)
def test_nothing_is_drawn_in_without_cause(values):
    found = winsorised(values)
    assert found.changes == ()
    assert np.array_equal(found.values, values)
