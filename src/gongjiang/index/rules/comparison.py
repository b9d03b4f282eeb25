"""Units beside each other: drawn towards the mean when they are small, tied when they are close."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongjiang.index.rules.normalise import Floats

MEAN_COUNTS_AS = 30
"""The peers' mean weighs as much as so many persons (domain.md §9.3)."""
SAME = 1e-9


def shrunk(values: Floats, n: Floats, mean: float, *, k: float = MEAN_COUNTS_AS) -> Floats:
    """A small unit's value drawn towards the mean of its peers: (n x + k mean) / (n + k)."""
    return (n * values + k * mean) / (n + k)


def ranks(scores: Floats) -> NDArray[np.int64]:
    """1 for the best; equals share a rank, and the next one skips: 1, 2, 2, 4. 0 where missing."""
    there = ~np.isnan(scores)
    better = np.sort(-np.round(scores[there] / SAME) * SAME)
    places = np.zeros(scores.shape, dtype=np.int64)
    places[there] = 1 + np.searchsorted(better, -np.round(scores[there] / SAME) * SAME, "left")
    return places


def tied(best: NDArray[np.int64], worst: NDArray[np.int64]) -> NDArray[np.int64]:
    """Groups of units whose rank intervals overlap with the first of the group, numbered from 1.

    Args:
        best, worst: each unit's rank interval; 0 where it has none, and no group either.
    """
    groups = np.zeros(best.shape, dtype=np.int64)
    group, reaches = 0, -1
    for place in np.lexsort((worst, best)):
        if best[place] == 0:
            continue
        if best[place] > reaches:
            group, reaches = group + 1, int(worst[place])
        groups[place] = group
    return groups
