"""How far a rank would move by other defensible choices; nothing asked for is skipped."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.index.rules.aggregate import Method
from gongjiang.index.rules.uncertainty import ALL_STEPS, Hierarchy, Step, rank_intervals
from gongjiang.kernel.errors import CannotDo

TWO_PARTS = Hierarchy(((0, 1), (2, 3)), np.ones(4), np.ones(2))
ONE_PART = Hierarchy(((0, 1),), np.ones(2), np.ones(1))


def test_a_unit_that_leads_everywhere_leads_in_every_run():
    scores = np.array([[90.0, 95, 90, 92], [50, 60, 40, 55], [52, 58, 45, 50], [5, 4, 6, 8]])

    found = rank_intervals(scores, TWO_PARTS, seed=1, runs=200)

    assert found.rank.tolist()[0] == 1
    assert (found.best[0], found.worst[0]) == (1, 1)
    assert (found.best[3], found.worst[3]) == (4, 4)
    assert found.varied == ALL_STEPS


def test_two_units_that_are_good_at_different_things_change_places():
    scores = np.array([[90.0, 20, 55, 55], [20, 90, 55, 55], [10, 10, 10, 10]])

    found = rank_intervals(scores, TWO_PARTS, seed=1, runs=300)

    assert (found.best[:2].tolist(), found.worst[:2].tolist()) == ([1, 1], [2, 2])


def test_the_same_seed_gives_the_same_intervals():
    scores = np.random.default_rng(5).uniform(0, 100, (20, 4))
    one, other = (rank_intervals(scores, TWO_PARTS, seed=7, runs=100) for _ in range(2))
    assert np.array_equal(one.best, other.best)
    assert np.array_equal(one.worst, other.worst)


def test_an_own_rank_lies_in_its_interval_and_a_unit_without_scores_has_none():
    scores = np.random.default_rng(5).uniform(0, 100, (20, 4))
    scores[3] = np.nan

    found = rank_intervals(scores, TWO_PARTS, seed=7, runs=100)

    there = np.arange(20) != 3
    assert (found.best[there] <= found.rank[there]).all()
    assert (found.rank[there] <= found.worst[there]).all()
    assert (found.rank[3], found.best[3], found.worst[3]) == (0, 0, 0)


@pytest.mark.parametrize("step", Step)
def test_each_step_that_is_asked_for_moves_something(step: Step):
    scores = np.random.default_rng(11).uniform(0, 100, (40, 4))

    found = rank_intervals(scores, TWO_PARTS, seed=3, runs=200, steps={step})

    assert found.varied == {step}
    assert (found.worst > found.best).any()


def test_without_any_step_nothing_moves():
    scores = np.random.default_rng(11).uniform(0, 100, (40, 4))
    found = rank_intervals(scores, TWO_PARTS, seed=3, runs=20, steps=())
    assert np.array_equal(found.best, found.worst)


@pytest.mark.parametrize(
    ("hierarchy", "scores", "step"),
    [
        (ONE_PART, [[50.0, np.nan], [40, 60]], Step.LEAVE_ONE_OUT),
        (Hierarchy(((0,),), np.ones(1), np.ones(1)), [[50.0], [40]], Step.WEIGHTS),
        (ONE_PART, [[50.0, 20], [40, 60]], Step.AGGREGATION),
        (Hierarchy((), np.ones(2), np.ones(0), Method.ARITHMETIC), [[50.0, 1]], Step.WEIGHTS),
    ],
)
def test_a_step_that_cannot_be_done_is_refused_and_never_skipped(hierarchy, scores, step):
    with pytest.raises(CannotDo):
        rank_intervals(np.array(scores), hierarchy, seed=1, steps={step})
