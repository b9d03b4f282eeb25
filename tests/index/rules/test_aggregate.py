"""Several scores into one (domain.md §15), and when there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.index.rules.aggregate import Method, aggregate

EQUAL = np.ones(5)


@pytest.mark.parametrize(
    ("method", "expected"), [(Method.ARITHMETIC, 60.00), (Method.GEOMETRIC, 58.27)]
)
def test_five_scores_of_equal_weight(method: Method, expected: float):
    found = aggregate(np.array([[80.0, 60, 40, 70, 50]]), EQUAL, method)
    assert round(float(found.scores[0]), 2) == expected
    assert found.coverage[0] == 1


def test_weights_are_followed_as_r_does():
    # weighted.mean(c(10, 20, 60), 1:3) in R is 38.33…, as COINr's a_amean has it.
    found = aggregate(np.array([[10.0, 20, 60]]), np.array([1.0, 2, 3]), Method.ARITHMETIC)
    assert found.scores[0] == pytest.approx(230 / 6)


def test_a_score_of_zero_counts_as_one_in_a_geometric_mean():
    found = aggregate(np.array([[0.0, 100.0]]), np.ones(2), Method.GEOMETRIC)
    assert found.scores[0] == pytest.approx(10.0)


@pytest.mark.parametrize(("present", "has_score"), [(10, True), (7, True), (6, False), (0, False)])
def test_seven_tenths_of_the_weight_must_be_there(present: int, has_score: bool):
    scores = np.full((1, 10), np.nan)
    scores[0, :present] = 40.0

    found = aggregate(scores, np.full(10, 0.1), Method.ARITHMETIC)

    assert found.coverage[0] == pytest.approx(present / 10)
    assert bool(~np.isnan(found.scores[0])) is has_score


def test_what_is_missing_is_left_out_and_never_filled():
    scores = np.array([[80.0, 60.0, 40.0, np.nan]])
    found = aggregate(scores, np.array([1.0, 1, 1, 1]), Method.ARITHMETIC)
    assert found.scores[0] == pytest.approx(60.0)
    assert found.coverage[0] == 0.75


def test_what_does_not_apply_is_not_missing():
    scores = np.array([[80.0, np.nan], [80.0, np.nan]])
    applies = np.array([[True, False], [True, True]])

    found = aggregate(scores, np.ones(2), Method.ARITHMETIC, applies=applies)

    assert found.coverage.tolist() == [1.0, 0.5]
    assert found.scores[0] == 80.0
    assert np.isnan(found.scores[1])


def test_where_nothing_applies_there_is_neither_score_nor_coverage():
    found = aggregate(np.array([[50.0]]), np.ones(1), Method.GEOMETRIC, applies=np.array([[False]]))
    assert np.isnan(found.scores[0])
    assert np.isnan(found.coverage[0])


@given(st.lists(st.floats(1, 100), min_size=1, max_size=8))
def test_a_geometric_mean_is_never_above_the_arithmetic_one(scores: list[float]):
    row, weights = np.array([scores]), np.ones(len(scores))
    plain = aggregate(row, weights, Method.ARITHMETIC).scores[0]
    assert aggregate(row, weights, Method.GEOMETRIC).scores[0] <= plain + 1e-9
