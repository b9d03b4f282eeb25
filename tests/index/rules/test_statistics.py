"""Spread, waiting times, comparison and coherence (domain.md §15)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.index.rules.coherence import correlations, cronbach_alpha, pulling_apart
from gongjiang.index.rules.comparison import ranks, shrunk, tied
from gongjiang.index.rules.spread import breadth, gini, normalised_entropy
from gongjiang.index.rules.survival import kaplan_meier, kaplan_meier_of_counts


def test_gini_and_breadth_of_proposals():
    assert gini(np.array([0.0, 0, 1, 3, 6])) == pytest.approx(0.60)
    assert breadth(np.array([0.0, 0, 1, 3, 6])) == pytest.approx(0.40)
    assert gini(np.array([2.0, 2, 2])) == pytest.approx(0)
    assert np.isnan(gini(np.zeros(4)))


def test_entropy_of_ages():
    shares = np.array([[0.10, 0.40, 0.30, 0.15, 0.05]])
    assert round(float(normalised_entropy(shares)[0]), 3) == 0.865


def test_entropy_of_one_group_is_none_and_of_nobody_is_missing():
    found = normalised_entropy(np.array([[0.0, 7, 0], [0, 0, 0], [4, 4, 4]]))
    assert found[0] == 0
    assert np.isnan(found[1])
    assert found[2] == pytest.approx(1)


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


def test_a_small_unit_is_drawn_towards_the_mean_of_its_peers():
    found = shrunk(np.array([80.0]), np.array([12.0]), 60.0)
    assert round(float(found[0]), 2) == 65.71


def test_equals_share_a_rank_and_the_next_one_skips():
    assert ranks(np.array([88.0, 90, np.nan, 85, 88])).tolist() == [2, 1, 0, 4, 2]


def test_units_whose_intervals_overlap_are_tied():
    best, worst = np.array([1, 2, 5, 0, 3]), np.array([3, 3, 6, 0, 4])
    assert tied(best, worst).tolist() == [1, 1, 2, 0, 1]


def test_cronbach_alpha_of_a_table_worked_out_by_hand():
    # Variances 1, 1 and 7/3; of the row sums (6, 9, 10) 13/3: 3/2 (1 - 13/13) is 0.
    table = np.array([[1.0, 2, 3], [2, 3, 4], [3, 1, 6]])
    assert cronbach_alpha(table) == pytest.approx(0.0)
    # Three columns that are one and the same measure one thing.
    same = np.array([[1.0, 1, 1], [2, 2, 2], [4, 4, 4]])
    assert cronbach_alpha(same) == pytest.approx(1.0)
    assert np.isnan(cronbach_alpha(same[:1]))
    assert np.isnan(cronbach_alpha(np.ones((4, 3))))


def test_columns_that_pull_against_each_other_are_named():
    up = np.arange(12.0)
    table = np.column_stack([up, 2 * up + 1, -up])

    found = pulling_apart(table)

    assert [(each.one, each.other) for each in found] == [(0, 2), (1, 2)]
    assert found[0].correlation == pytest.approx(-1)


def test_no_correlation_is_told_of_fewer_than_ten_units():
    up = np.arange(9.0)[:, np.newaxis]
    assert np.isnan(correlations(up, up)).all()
    assert correlations(np.vstack([up, [[9.0]]]), np.vstack([up, [[9.0]]]))[0, 0] == 1
