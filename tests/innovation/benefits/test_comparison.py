"""Before and after, by cases worked out by hand."""

from __future__ import annotations

from datetime import date
from math import sqrt

import pytest
from scipy.stats import t

from gongjiang.innovation.rules.comparison import (
    Compared,
    Method,
    Point,
    compare,
    in_money,
    newey_west_lag,
)
from gongjiang.kernel.periods import add_months

CHANGED = date(2022, 7, 1)


def points(
    values: list[float], comparisons: list[float] | None = None, *, before: int
) -> list[Point]:
    """One a month, so that the change comes after `before` of them."""
    days = [add_months(CHANGED, place - before) for place in range(len(values))]
    others: list[float] | list[None] = comparisons or [None] * len(values)
    return [Point(*each) for each in zip(days, values, others, strict=True)]


def test_a_comparison_line_takes_away_what_both_lines_did():
    # Both lines fall by 1; the changed one by 2 more. Apart: 2, 2, 2 before, 0, 0, 0 after.
    found = compare(points([12, 12, 12, 9, 9, 9], [10, 10, 10, 9, 9, 9], before=3), CHANGED)
    assert found is not None
    assert found.method == Method.DIFFERENCE_IN_DIFFERENCES
    assert (found.change, found.low, found.high) == (
        pytest.approx(-2),
        pytest.approx(-2),
        pytest.approx(-2),
    )
    assert (found.before, found.after) == (3, 3)


def test_the_interval_of_a_step_by_hand():
    # Apart: 1, 2, 3 before (mean 2) and 5, 6, 7 after (mean 6): a step of 4. n = 6, so the lag is
    # ⌊4·0.06^(2/9)⌋ = 2. Residuals are -1, 0, 1, -1, 0, 1; the step's influence of a period is
    # -1/3 before, 1/3 after: scores 1/3, 0, -1/3, -1/3, 0, 1/3. Long-run variance: 4/9, plus
    # 2·(2/3)·(1/9) at one apart (only the third and fourth touch), plus 2·(1/3)·(-2/9) at two
    # apart (1st and 3rd, 4th and 6th: -1/9 each) = 4/9 + 4/27 - 4/27 = 4/9. Times 6/4: 2/3.
    values = [11.0, 12, 13, 15, 16, 17]
    found = compare(points(values, [10.0] * 6, before=3), CHANGED)
    assert found is not None
    reach = t.ppf(0.975, 4) * sqrt(2 / 3)
    assert found.lag == 2
    assert found.change == pytest.approx(4)
    assert (found.low, found.high) == (pytest.approx(4 - reach), pytest.approx(4 + reach))


def test_without_a_comparison_line_the_trend_goes_on():
    # A straight fall of 1 a month, and a step of -3 at the change.
    values = [20.0, 19, 18, 17, 16, 15, 11, 10, 9]
    found = compare(points(values, before=6), CHANGED)
    assert found is not None
    assert found.method == Method.INTERRUPTED_TIME_SERIES
    assert found.change == pytest.approx(-3)
    assert found.high - found.low == pytest.approx(0, abs=1e-9)


def test_one_period_without_the_other_line_leaves_the_trend_alone():
    rows = points([20.0, 19, 18, 17, 16, 15, 11, 10, 9], [1.0] * 9, before=6)
    rows[0] = Point(rows[0].on, rows[0].value)
    found = compare(rows, CHANGED)
    assert found is not None
    assert found.method == Method.INTERRUPTED_TIME_SERIES


@pytest.mark.parametrize(
    ("before", "after", "control"), [(2, 9, True), (9, 2, True), (5, 3, False), (0, 0, True)]
)
def test_too_few_periods_tell_nothing(before: int, after: int, control: bool):
    values = [1.0] * (before + after)
    rows = points(values, [1.0] * len(values) if control else None, before=before)
    assert compare(rows, CHANGED) is None


def test_the_order_of_rows_does_not_matter():
    rows = points([12, 11, 12, 9, 8, 9], [10, 10, 10, 9, 9, 9], before=3)
    assert compare(rows, CHANGED) == compare(rows[::-1], CHANGED)


@pytest.mark.parametrize(("n", "lag"), [(6, 2), (24, 2), (100, 4), (365, 5)])
def test_the_lag(n: int, lag: int):
    assert newey_west_lag(n) == lag


def test_a_fall_of_consumption_is_money_gained():
    found = Compared(
        method=Method.DIFFERENCE_IN_DIFFERENCES,
        change=-1.3,
        low=-1.5,
        high=-1.1,
        level=0.95,
        before=12,
        after=12,
        lag=2,
    )
    assert in_money(found, price_fen=100, output=90_000) == (9_900_000, 11_700_000, 13_500_000)
    assert in_money(found, price_fen=100, output=10, more_is_better=True) == (-1500, -1300, -1100)
