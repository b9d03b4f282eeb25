"""Before and after a change: how much of the difference is the change's, and how sure that is.

With a comparison line that did not change: difference in differences, the step in what lies
between the two lines. Without one: an interrupted time series, the step beside a straight trend.
Both by least squares, with standard errors that allow for neighbouring periods being alike
(Newey and West 1987: Bartlett weights, lag ⌊4(n/100)^(2/9)⌋, times n/(n−k)), and Student's t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]

LEVEL = 0.95
FEWEST_BEFORE, FEWEST_AFTER = 3, 3
FEWEST_FOR_A_TREND = 6
"""Periods before a change, without which its trend cannot be told from its noise."""


class Method(StrEnum):
    DIFFERENCE_IN_DIFFERENCES = "DIFFERENCE_IN_DIFFERENCES"
    INTERRUPTED_TIME_SERIES = "INTERRUPTED_TIME_SERIES"


@dataclass(frozen=True, slots=True)
class Point:
    """One period's measure; `comparison` is the unchanged line's, where there is one."""

    on: date
    value: float
    comparison: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The step at the change, in the unit of the measure, with its interval.

    Attributes:
        change: negative where the measure fell.
        low, high: the ends of the interval at `level`.
        before, after: how many periods it rests on.
        lag: over how many periods neighbours were allowed to be alike.
    """

    method: Method
    change: float
    low: float
    high: float
    level: float
    before: int
    after: int
    lag: int


def compare(points: Sequence[Point], changed_on: date, *, level: float = LEVEL) -> Compared | None:
    """The step at the change; None where too few periods were read to tell.

    Difference in differences needs a comparison in each period; where one lacks it, the trend of
    the line itself has to do.
    """
    ordered = sorted(points, key=lambda point: point.on)
    after = np.array([point.on >= changed_on for point in ordered], dtype=bool)
    values = np.array([point.value for point in ordered], dtype=np.float64)
    compared = [point.comparison for point in ordered if point.comparison is not None]
    if _too_few(after, FEWEST_BEFORE):
        return None
    if len(compared) == len(ordered):
        apart = values - np.array(compared, dtype=np.float64)
        design = np.column_stack([np.ones(len(apart)), after])
        return _step(Method.DIFFERENCE_IN_DIFFERENCES, design, apart, after, level)
    if _too_few(after, FEWEST_FOR_A_TREND):
        return None
    periods = np.arange(len(values), dtype=np.float64)
    design = np.column_stack([np.ones(len(values)), after, periods])
    return _step(Method.INTERRUPTED_TIME_SERIES, design, values, after, level)


def newey_west_lag(n: int) -> int:
    """Over how many periods neighbours may be alike, by the usual rule."""
    return int(4 * (n / 100) ** (2 / 9))


def in_money(
    compared: Compared, *, price_fen: float, output: float, more_is_better: bool = False
) -> tuple[int, int, int]:
    """What the step is worth over an output, in fen: the near end, itself, and the far end."""
    sign = 1 if more_is_better else -1
    worth = [
        round(sign * step * price_fen * output)
        for step in (compared.low, compared.change, compared.high)
    ]
    low, middle, high = sorted(worth)
    return low, middle, high


def _too_few(after: NDArray[np.bool_], fewest_before: int) -> bool:
    changed = int(after.sum())
    return changed < FEWEST_AFTER or len(after) - changed < fewest_before


def _step(
    method: Method, design: Floats, values: Floats, after: NDArray[np.bool_], level: float
) -> Compared:
    """The coefficient of the design's second column."""
    n, width = design.shape
    bread = np.linalg.inv(design.T @ design)
    fitted = bread @ design.T @ values
    lag = newey_west_lag(n)
    meat = _long_run(design * (values - design @ fitted)[:, np.newaxis], lag)
    covariance = bread @ meat @ bread * n / (n - width)
    reach = student.ppf((1 + level) / 2, n - width) * np.sqrt(max(covariance[1, 1], 0.0))
    change = float(fitted[1])
    changed = int(after.sum())
    return Compared(
        method=method,
        change=change,
        low=change - float(reach),
        high=change + float(reach),
        level=level,
        before=n - changed,
        after=changed,
        lag=lag,
    )


def _long_run(scores: Floats, lag: int) -> Floats:
    """How the scores vary together over up to `lag` periods, the farther the less."""
    total: Floats = scores.T @ scores
    for apart in range(1, lag + 1):
        together = scores[apart:].T @ scores[:-apart]
        total += (1 - apart / (lag + 1)) * (together + together.T)
    return total
