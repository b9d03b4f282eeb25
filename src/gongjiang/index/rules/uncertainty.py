"""How far a rank would move if other defensible choices had been made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from gongjiang.index.rules import normalise
from gongjiang.index.rules.aggregate import Method, aggregate
from gongjiang.index.rules.comparison import ranks
from gongjiang.index.rules.normalise import Floats
from gongjiang.kernel.errors import CannotDo

RUNS = 1000
INNER = (5, 95)
"""The percentiles between which a rank is said to lie (domain.md §9.3)."""
CONCENTRATION = 7.0
"""How closely drawn weights keep to the given ones: one of several equal weights varies by about
a third of itself (ours)."""

Renormalise = Callable[[Floats], Floats]
Places = NDArray[np.int64]


class Step(StrEnum):
    """What is varied from one run to the next."""

    WEIGHTS = "WEIGHTS"
    NORMALISATION = "NORMALISATION"
    AGGREGATION = "AGGREGATION"
    LEAVE_ONE_OUT = "LEAVE_ONE_OUT"


ALL_STEPS = frozenset(Step)
NORMALISATIONS: tuple[Renormalise, ...] = (
    lambda scores: scores,
    normalise.by_range,
    normalise.by_deviation,
    normalise.by_place,
)


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Which columns of a matrix of scores make which part, and how much each counts.

    Attributes:
        parts: the columns of each part.
        column_weights: of all columns; part_weights: of the parts.
        inside, across: how columns make a part, and parts the whole.
    """

    parts: tuple[tuple[int, ...], ...]
    column_weights: Floats
    part_weights: Floats
    inside: Method = Method.ARITHMETIC
    across: Method = Method.GEOMETRIC


@dataclass(frozen=True, slots=True)
class RankInterval:
    """For each unit: the rank by the framework itself, and where 90 % of all runs put it.

    Attributes:
        rank, best, worst: 0 for a unit without a score.
        varied: the steps that were varied, all those asked for.
    """

    rank: Places
    best: Places
    worst: Places
    varied: frozenset[Step]


def rank_intervals(
    scores: Floats,
    hierarchy: Hierarchy,
    *,
    seed: int,
    steps: Collection[Step] = ALL_STEPS,
    runs: int = RUNS,
) -> RankInterval:
    """Rank the units again and again with other choices.

    Args:
        scores: a row per unit, a column per indicator, NaN where missing.
        steps: what to vary; each that is asked for is varied, or the whole is refused.

    Raises:
        CannotDo: a step that is asked for cannot be done on these scores.
    """
    asked = frozenset(steps)
    _require_possible(scores, hierarchy, asked)
    chance = np.random.default_rng(seed)
    base = whole_scores(scores, hierarchy)
    there = ~np.isnan(base)
    drawn = np.zeros((runs, len(scores)), dtype=np.int64)
    ways = [way(scores) for way in NORMALISATIONS]
    for run in range(runs):
        drawn[run] = ranks(np.where(there, _one_run(ways, hierarchy, asked, chance), np.nan))
    own = ranks(base)
    best, worst = interval_of(drawn, own)
    return RankInterval(own, best, worst, asked)


def interval_of(drawn: NDArray[np.int64], own: NDArray[np.int64]) -> tuple[Places, Places]:
    """Where 90 % of the draws put each unit, its own rank included; 0 for one without a rank.

    Args:
        drawn: a row per draw, a column per unit.
    """
    best, worst = np.percentile(drawn, INNER, axis=0, method="nearest").astype(np.int64)
    there = own > 0
    return np.where(there, np.minimum(best, own), 0), np.where(there, np.maximum(worst, own), 0)


def whole_scores(scores: Floats, hierarchy: Hierarchy, enough: float = 0.0) -> Floats:
    """One score a row; by default from whatever columns a row has."""
    parts = [
        aggregate(
            scores[:, columns],
            hierarchy.column_weights[list(columns)],
            hierarchy.inside,
            enough=enough,
        ).scores
        for columns in map(list, hierarchy.parts)
    ]
    table = np.column_stack(parts)
    return aggregate(table, hierarchy.part_weights, hierarchy.across, enough=enough).scores


def _one_run(
    ways: Sequence[Floats],
    hierarchy: Hierarchy,
    steps: frozenset[Step],
    chance: np.random.Generator,
) -> Floats:
    # Every run draws for every step, so that asking for one more changes no other draw.
    way = ways[int(chance.integers(len(ways)))]
    methods = list(Method)
    across = methods[int(chance.integers(len(methods)))]
    columns = _near(hierarchy.column_weights, chance)
    parts = _near(hierarchy.part_weights, chance)
    left_out = _left_out(hierarchy, chance)
    varied = Hierarchy(
        parts=hierarchy.parts,
        column_weights=columns if Step.WEIGHTS in steps else hierarchy.column_weights,
        part_weights=parts if Step.WEIGHTS in steps else hierarchy.part_weights,
        inside=hierarchy.inside,
        across=across if Step.AGGREGATION in steps else hierarchy.across,
    )
    scores = way if Step.NORMALISATION in steps else ways[0]
    if Step.LEAVE_ONE_OUT in steps:
        scores = scores.copy()
        scores[:, left_out] = np.nan
    return whole_scores(scores, varied)


def _near(weights: Floats, chance: np.random.Generator) -> Floats:
    """Weights around the given ones; one of zero stays zero."""
    shares = weights / weights.sum()
    drawn: Floats = np.zeros_like(shares)
    counts = shares > 0
    drawn[counts] = chance.dirichlet(CONCENTRATION * counts.sum() * shares[counts])
    return drawn


def _left_out(hierarchy: Hierarchy, chance: np.random.Generator) -> int:
    columns = [column for part in hierarchy.parts for column in part]
    return columns[int(chance.integers(len(columns)))]


def _require_possible(scores: Floats, hierarchy: Hierarchy, steps: frozenset[Step]) -> None:
    used = [column for part in hierarchy.parts for column in part]
    if not used:
        raise CannotDo(_("There is nothing to rank by."))
    alone = np.flatnonzero((~np.isnan(scores[:, used])).sum(axis=1) == 1)
    if Step.LEAVE_ONE_OUT in steps and alone.size:
        raise CannotDo(
            _("One indicator cannot be left out where a unit has no other; ask without that step.")
        )
    if Step.WEIGHTS in steps and len(used) == 1:
        raise CannotDo(_("The weight of a single indicator cannot vary; ask without that step."))
    if Step.AGGREGATION in steps and len(hierarchy.parts) == 1:
        raise CannotDo(_("A single part is not aggregated; ask without that step."))
