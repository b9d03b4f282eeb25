"""Waiting times with those who still wait (domain.md §15)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.kernel.survival import kaplan_meier, kaplan_meier_of_counts


def test_who_has_not_been_promoted_yet_still_counts_in_the_median():
    months = np.array([18.0, 24, 24, 30, 36, 40, 48, 60])
    promoted = np.array([True, True, False, True, False, True, False, False])

    found = kaplan_meier(months, promoted)

    assert found.durations.tolist() == [18, 24, 30, 40]
    assert found.waiting == pytest.approx([0.875, 0.75, 0.60, 0.40])
    assert found.median == 40
    assert months[promoted].mean() == 28  # what one would think who left the others out


def test_there_is_no_median_while_more_than_half_still_wait():
    found = kaplan_meier(np.array([10.0, 20, 20]), np.array([True, False, False]))
    assert np.isnan(found.median)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=12),
)
def test_counts_of_two_units_added_up_give_the_median_of_all_their_records(one, other):
    both = np.array([m for m, _ in one + other], dtype=float)
    told = np.array([p for _, p in one + other])
    lengths = np.arange(1.0, 10.0)

    def counts(unit, arrived: bool):
        return np.array([sum(m == length and p is arrived for m, p in unit) for length in lengths])

    added = kaplan_meier_of_counts(
        lengths, counts(one, True) + counts(other, True), counts(one, False) + counts(other, False)
    )

    whole = kaplan_meier(both, told)
    assert np.array_equal(added.median, whole.median, equal_nan=True)


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=30))
def test_the_estimate_is_the_product_of_those_who_did_not_arrive(records):
    found = kaplan_meier(
        np.array([float(m) for m, _ in records]), np.array([told for _, told in records])
    )

    waiting, shares = Fraction(1), []
    for length in sorted({m for m, arrived in records if arrived}):
        at_risk = sum(m >= length for m, _ in records)
        waiting *= 1 - Fraction(records.count((length, True)), at_risk)
        shares.append(float(waiting))
    assert found.waiting == pytest.approx(shares)
