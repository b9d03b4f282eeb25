"""From values to scores, against domain.md §15 and the published behaviour of COINr."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.index.rules.normalise import (
    Direction,
    Goalposts,
    by_deviation,
    by_place,
    by_range,
    scored,
)


def score(value: float, goalposts: Goalposts, direction: Direction) -> float:
    return float(scored(np.array([value]), goalposts, direction)[0])


@pytest.mark.parametrize(("value", "expected"), [(15, 0.0), (45, 62.5), (70, 100.0)])
def test_a_value_is_scored_between_its_goalposts(value: float, expected: float):
    assert score(value, Goalposts(20, 60), Direction.HIGHER) == expected


def test_where_less_is_better_the_scale_runs_the_other_way():
    assert score(45, Goalposts(20, 60), Direction.LOWER) == 37.5


@pytest.mark.parametrize(("direction", "expected"), [(Direction.HIGHER, 10), (Direction.LOWER, 90)])
def test_coinr_scores_one_between_zero_and_ten_alike(direction: Direction, expected: float):
    # COINr's reference: n_goalposts(1, c(0, 10, 1)) is 0.1, and 0.9 with direction -1.
    assert score(1, Goalposts(0, 10), direction) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("months", "expected"),
    [(12, 0), (18, 50), (24, 100), (30, 100), (36, 100), (48, 50), (60, 0), (6, 0), (90, 0)],
)
def test_a_band_scores_full_marks_inside_and_falls_to_both_sides(months: float, expected: float):
    band = Goalposts(12, 60, (24, 36))
    assert score(months, band, Direction.BAND) == pytest.approx(expected)


def test_a_band_may_begin_where_the_scale_does():
    band = Goalposts(0, 10, (0, 4))
    assert [score(x, band, Direction.BAND) for x in (-1, 0, 4, 7, 10)] == [0, 100, 100, 50, 0]


@pytest.mark.parametrize("direction", Direction)
def test_what_is_missing_has_no_score(direction: Direction):
    assert np.isnan(score(np.nan, Goalposts(0, 10, (2, 4)), direction))


def test_the_other_ways_leave_missing_values_missing():
    table = np.array([[1.0, np.nan], [2.0, 5.0], [4.0, 5.0], [np.nan, 7.0]])

    for way in (by_range, by_deviation, by_place):
        found = way(table)
        assert (np.isnan(found) == np.isnan(table)).all()
        assert np.nanmin(found) >= 0
        assert np.nanmax(found) <= 100

    assert by_range(table)[:3, 0] == pytest.approx([0, 100 / 3, 100])
    assert by_place(table)[1:, 1] == pytest.approx([100 / 3, 100 / 3, 250 / 3])
    assert by_deviation(np.array([[1.0], [3.0]]))[:, 0] == pytest.approx([40, 60])


def test_a_column_in_which_all_are_alike_tells_nobody_apart():
    table = np.array([[3.0], [3.0]])
    assert [way(table)[0, 0] for way in (by_range, by_deviation, by_place)] == [50, 50, 50]
