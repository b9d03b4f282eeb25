"""Extreme values, drawn in only where the whole distribution asks for it, and never in silence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.index.rules.normalise import Floats

ENOUGH_UNITS = 20
SKEWED = 2.0
PEAKED = 3.5
"""With this much skew and excess kurtosis a distribution has outliers (domain.md §9.3; COINr)."""
TAIL = 0.05
FEWEST_FOR_KURTOSIS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was drawn in: which, from what, to what."""

    place: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Treated:
    values: Floats
    changes: tuple[Change, ...]


def has_outliers(values: Floats) -> bool:
    """Whether skew and excess kurtosis are both beyond their thresholds."""
    return abs(skewness(values)) > SKEWED and excess_kurtosis(values) > PEAKED


def winsorised(values: Floats) -> Treated:
    """Draw in to the 5th and 95th percentile, of 20 units or more that have outliers."""
    there = values[~np.isnan(values)]
    if there.size < ENOUGH_UNITS or not has_outliers(there):
        return Treated(values, ())
    low, high = np.quantile(there, (TAIL, 1.0 - TAIL))
    return _treated(values, np.clip(values, low, high))


def winsorised_by_steps(values: Floats, *, most: int = 5) -> Treated:
    """Draw the most extreme value in to its neighbour until all is well, as COINr does.

    Args:
        most: how many values at most.
    """
    now = values.copy()
    for done in range(1, most + 1):
        there = now[~np.isnan(now)]
        if not has_outliers(there):
            break
        ordered = np.sort(there)
        now = (
            np.minimum(now, ordered[-1 - done])
            if skewness(there) > 0
            else np.maximum(now, ordered[done])
        )
    return _treated(values, now)


def _treated(before: Floats, after: Floats) -> Treated:
    changed = np.flatnonzero((before != after) & ~np.isnan(before))
    log = tuple(Change(int(i), float(before[i]), float(after[i])) for i in changed)
    return Treated(after, log)


def skewness(values: Floats) -> float:
    """Adjusted for the size of the sample (Joanes and Gill's second type), as COINr has it."""
    n, (second, third, _) = values.size, _moments(values)
    if n <= FEWEST_FOR_KURTOSIS - 2 or second == 0:
        return 0.0
    return float(third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def excess_kurtosis(values: Floats) -> float:
    """0 for a normal distribution; adjusted likewise."""
    n, (second, _, fourth) = values.size, _moments(values)
    if n < FEWEST_FOR_KURTOSIS or second == 0:
        return 0.0
    plain = fourth / second**2 - 3.0
    return float(((n + 1) * plain + 6.0) * (n - 1) / ((n - 2) * (n - 3)))


def _moments(values: Floats) -> tuple[float, float, float]:
    if values.size == 0:
        return 0.0, 0.0, 0.0
    off = values - values.mean()
    return float((off**2).mean()), float((off**3).mean()), float((off**4).mean())
