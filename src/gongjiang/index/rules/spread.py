"""How evenly something is spread over people, and people over groups."""

from __future__ import annotations

import numpy as np

from gongjiang.index.rules.normalise import Floats


def gini(amounts: Floats) -> float:
    """0: everybody has the same; near 1: one has everything. NaN where there is nothing at all."""
    ordered = np.sort(np.asarray(amounts, dtype=np.float64))
    n, total = ordered.size, ordered.sum()
    if total == 0:
        return float("nan")
    places = 2 * np.arange(1, n + 1) - n - 1
    return float((places * ordered).sum() / (n * total))


def breadth(amounts: Floats) -> float:
    """1 for all alike, 0 for one alone: 1 less the Gini coefficient."""
    return 1.0 - gini(amounts)


def normalised_entropy(counts: Floats) -> Floats:
    """Of each row of counts: 1 where all groups are of one size, 0 where there is only one."""
    totals = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, totals, out=np.full(counts.shape, np.nan), where=totals > 0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    # Adding 0 makes the -0.0 of a single group a plain 0.
    entropy: Floats = -(shares * logs).sum(axis=1) / np.log(counts.shape[1]) + 0.0
    return entropy
