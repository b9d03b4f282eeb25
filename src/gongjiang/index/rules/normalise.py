"""From a value to a score between 0 and 100."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

FULL_MARKS = 100.0


class Direction(StrEnum):
    """Which values of an indicator are good."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    BAND = "BAND"


@dataclass(frozen=True, slots=True)
class Goalposts:
    """Fixed ends of the scale, so that history does not move when others do better.

    Attributes:
        low, high: a value at or beyond them scores 0 or full marks; with a band, 0 at both.
        band: the values between which everything is well; None but for `Direction.BAND`.
    """

    low: float
    high: float
    band: tuple[float, float] | None = None


def scored(values: Floats, goalposts: Goalposts, direction: Direction) -> Floats:
    """Target-anchored min-max: 0 at the bad end, 100 at the good end or in the band."""
    if direction == Direction.BAND:
        return _trapezoid(values, goalposts)
    share = np.clip((values - goalposts.low) / (goalposts.high - goalposts.low), 0.0, 1.0)
    return FULL_MARKS * (share if direction == Direction.HIGHER else 1.0 - share)


def _trapezoid(values: Floats, goalposts: Goalposts) -> Floats:
    start, end = goalposts.band or (goalposts.low, goalposts.high)
    rising = _ramp(values, goalposts.low, start)
    falling = 1.0 - _ramp(values, end, goalposts.high)
    return FULL_MARKS * np.minimum(rising, falling)


def _ramp(values: Floats, foot: float, top: float) -> Floats:
    """0 up to the foot, 1 from the top on; a step where the two are one."""
    if foot == top:
        return np.where(np.isnan(values), np.nan, (values >= foot).astype(np.float64))
    return np.clip((values - foot) / (top - foot), 0.0, 1.0)


# What follows depends on who else is there. It is for trying other ways (rules.uncertainty) and
# never for a trend: history would move whenever somebody else did better.


def by_range(scores: Floats) -> Floats:
    """Data min-max of each column: 0 for the lowest unit, 100 for the highest."""
    low, high = _ignoring_missing(np.nanmin, scores), _ignoring_missing(np.nanmax, scores)
    spread = high - low
    even = np.where(np.isnan(scores), np.nan, FULL_MARKS / 2)
    return np.where(spread > 0, FULL_MARKS * (scores - low) / np.where(spread > 0, spread, 1), even)


def by_deviation(scores: Floats) -> Floats:
    """50 + 10 z of each column, kept between 0 and 100."""
    mean, spread = _ignoring_missing(np.nanmean, scores), _ignoring_missing(np.nanstd, scores)
    z = np.where(spread > 0, (scores - mean) / np.where(spread > 0, spread, 1), 0.0 * scores)
    return np.clip(50.0 + 10.0 * z, 0.0, FULL_MARKS)


def by_place(scores: Floats) -> Floats:
    """Percentile rank of each column, ties sharing their middle place."""
    placed = np.full_like(scores, np.nan)
    for column in range(scores.shape[1]):
        there = ~np.isnan(scores[:, column])
        found = np.sort(scores[there, column])
        if found.size == 0:
            continue
        below = np.searchsorted(found, scores[there, column], side="left")
        upto = np.searchsorted(found, scores[there, column], side="right")
        placed[there, column] = FULL_MARKS * (below + upto) / (2 * found.size)
    return placed


def _ignoring_missing(function: np.ufunc | object, scores: Floats) -> Floats:
    """A column-wise statistic that is NaN, without a warning, where a column is empty."""
    answers = np.full(scores.shape[1], np.nan)
    there = ~np.isnan(scores).all(axis=0)
    if there.any():
        answers[there] = function(scores[:, there], axis=0)  # type: ignore[operator]  # a numpy reduction
    return answers
