"""Spread, waiting times, comparison and coherence (domain.md §15)."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.index.rules.coherence import correlations, cronbach_alpha, pulling_apart
from gongjiang.index.rules.comparison import ranks, shrunk, tied
from gongjiang.index.rules.spread import breadth, gini, normalised_entropy


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
