"""Whether parts that are put together belong together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.index.rules.normalise import Floats

ENOUGH_UNITS = 10
"""With fewer units a correlation is chance: ours."""


@dataclass(frozen=True, slots=True)
class Against:
    """Two columns that pull against each other."""

    one: int
    other: int
    correlation: float


def cronbach_alpha(scores: Floats) -> float:
    """How far the columns measure one thing, over the rows that have all of them.

    NaN for fewer than two columns or two rows, or where nothing varies.
    """
    whole = scores[~np.isnan(scores).any(axis=1)]
    rows, columns = whole.shape
    if columns < 2 or rows < 2:  # noqa: PLR2004  (a variance needs two)
        return float("nan")
    of_sum = whole.sum(axis=1).var(ddof=1)
    if of_sum == 0:
        return float("nan")
    return float(columns / (columns - 1) * (1.0 - whole.var(axis=0, ddof=1).sum() / of_sum))


def correlations(left: Floats, right: Floats, *, fewest: int = ENOUGH_UNITS) -> Floats:
    """Pearson's r of each column on the left with each on the right, over the rows that have both.

    NaN where fewer than `fewest` rows do, or one of them does not vary.
    """
    found = np.full((left.shape[1], right.shape[1]), np.nan)
    for i in range(left.shape[1]):
        for j in range(right.shape[1]):
            both = ~(np.isnan(left[:, i]) | np.isnan(right[:, j]))
            if both.sum() >= fewest:
                found[i, j] = _pearson(left[both, i], right[both, j])
    return found


def pulling_apart(scores: Floats, *, fewest: int = ENOUGH_UNITS) -> list[Against]:
    """Pairs of columns that correlate negatively: put together, they cancel each other out."""
    found = correlations(scores, scores, fewest=fewest)
    pairs = zip(*np.triu_indices(scores.shape[1], 1), strict=True)
    return [Against(int(i), int(j), float(found[i, j])) for i, j in pairs if found[i, j] < 0]


def _pearson(x: Floats, y: Floats) -> float:
    a, b = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / scale) if scale > 0 else float("nan")
