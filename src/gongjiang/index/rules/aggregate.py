"""Several scores into one, with the share of the weight that was there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gongjiang.index.rules.normalise import Flags, Floats

ENOUGH = 0.7
"""Share of the weight that must be present (domain.md §9.3)."""
FLOOR = 1.0
"""A score below counts as this in a geometric mean, or one zero would be the end of all."""
SLACK = 1e-9
"""Seven tenths of ten is seven, whatever the last bit of a sum of weights says."""


class Method(StrEnum):
    ARITHMETIC = "ARITHMETIC"
    GEOMETRIC = "GEOMETRIC"


@dataclass(frozen=True, slots=True)
class Aggregated:
    """One score a row.

    Attributes:
        scores: NaN where too little was there.
        coverage: the weight present of the weight that applies, 0 to 1; NaN where none applies.
    """

    scores: Floats
    coverage: Floats


def aggregate(
    scores: Floats,
    weights: Floats,
    method: Method,
    *,
    applies: Flags | None = None,
    enough: float = ENOUGH,
    floor: float = FLOOR,
) -> Aggregated:
    """Weigh the columns of each row; what is missing is left out and the rest re-normalised.

    Args:
        scores: a row per unit, a column per part; NaN: missing.
        weights: of the columns; they need not add up to one.
        applies: whether a column applies to a row; one that does not is not missed. None: all do.
    """
    due = np.broadcast_to(weights, scores.shape)
    if applies is not None:
        due = np.where(applies, due, 0.0)
    there = ~np.isnan(scores)
    present = np.where(there, due, 0.0)
    weight, asked = present.sum(axis=1), due.sum(axis=1)
    coverage = _divided(weight, asked)
    terms = scores if method == Method.ARITHMETIC else np.log(np.maximum(scores, floor))
    means = _divided((present * np.where(there, terms, 0.0)).sum(axis=1), weight)
    whole = means if method == Method.ARITHMETIC else np.exp(means)
    return Aggregated(np.where(coverage >= enough - SLACK, whole, np.nan), coverage)


def _divided(above: Floats, below: Floats) -> Floats:
    quotients: Floats = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotients, where=below > 0)
    return quotients
