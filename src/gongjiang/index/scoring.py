"""From values to scores: each indicator, each dimension and force, and the two composites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gongjiang.index.framework import Counted, FrameworkRule, Part
from gongjiang.index.indicators import LEVEL_OF
from gongjiang.index.rules.aggregate import SLACK, aggregate
from gongjiang.index.rules.normalise import Flags, Floats, scored

COMPOSITES = ("D", "F")
"""The composite of the dimensions and that of the forces; they are never added up."""


@dataclass(frozen=True, slots=True)
class Scores:
    """A row per unit, as the values given.

    Attributes:
        indicators: a column per measured indicator.
        parts: a column per dimension and force, then one per composite.
        coverage: of each column of `parts`, the share of the weight that was there; NaN: nothing
            of it is told at this level.
    """

    indicators: Floats
    parts: Floats
    coverage: Floats


def scores_of(
    rule: FrameworkRule, measured: Sequence[str], kinds: NDArray[np.str_], values: Floats
) -> Scores:
    """Score units.

    What no unit has, because its room records nothing yet or the framework gives no goalposts, is
    left out for all alike and the weights are re-normalised, as long as enough of them is there.
    What one unit lacks and others have leaves that unit without a score: were it left out as well,
    withholding a bad value would be a way to a better score (decision 0008).

    Args:
        measured: the ids of the columns of `values`.
        kinds: of the units.
    """
    indicators = np.full(values.shape, np.nan)
    for column, name in enumerate(measured):
        counted = rule.counted(name)
        if counted is not None and counted.goal is not None:
            direction = counted.definition.direction
            indicators[:, column] = scored(values[:, column], counted.goal.goalposts(), direction)
    found = [_part(rule, part, measured, kinds, indicators) for part in rule.parts]
    parts, coverage, lacking = (np.column_stack(columns) for columns in zip(*found, strict=True))
    split = len(rule.dimensions)
    halves = ((rule.dimensions, slice(None, split)), (rule.forces, slice(split, None)))
    wholes = [
        _composite(rule, members, parts[:, place], lacking[:, place]) for members, place in halves
    ]
    return Scores(
        indicators,
        np.column_stack([parts, *(whole for whole, _ in wholes)]),
        np.column_stack([coverage, *(share for _, share in wholes)]),
    )


def _part(
    rule: FrameworkRule,
    part: Part,
    measured: Sequence[str],
    kinds: NDArray[np.str_],
    indicators: Floats,
) -> tuple[Floats, Floats, Flags]:
    """The scores and coverage of a part, and which rows lack what others have."""
    rows, columns = len(indicators), part.indicators
    table = np.full((rows, len(columns)), np.nan)
    applies = np.column_stack([_told_at(each, kinds) for each in columns])
    lacking = np.zeros(rows, dtype=bool)
    for place, each in enumerate(columns):
        if each.indicator in measured and each.goal is not None:
            table[:, place] = indicators[:, measured.index(each.indicator)]
            lacking |= applies[:, place] & np.isnan(table[:, place])
    table = np.where(applies, table, np.nan)
    weights = np.array([each.weight for each in columns])
    # Where too little is there for all alike, nobody lacks anything by it.
    known = [each.indicator in measured and each.goal is not None for each in columns]
    due = np.where(applies, weights, 0.0)
    lacking &= due[:, known].sum(axis=1) >= (rule.enough - SLACK) * due.sum(axis=1)
    found = aggregate(
        table, weights, rule.inside, applies=applies, enough=rule.enough, floor=rule.floor
    )
    return np.where(lacking, np.nan, found.scores), found.coverage, lacking


def _composite(
    rule: FrameworkRule, members: Sequence[Part], parts: Floats, lacking: Flags
) -> tuple[Floats, Floats]:
    weights = np.array([part.weight for part in members])
    found = aggregate(parts, weights, rule.across, enough=rule.enough, floor=rule.floor)
    return np.where(lacking.any(axis=1), np.nan, found.scores), found.coverage


def _told_at(counted: Counted, kinds: NDArray[np.str_]) -> Flags:
    told = [kind for kind, level in LEVEL_OF.items() if level in counted.definition.levels]
    return np.isin(kinds, told)


def due_at(part: Part, kind: str) -> list[Counted]:
    """The indicators of a part that are told at a kind of unit."""
    return [each for each in part.indicators if LEVEL_OF[kind] in each.definition.levels]
