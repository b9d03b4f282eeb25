"""Enterprises of one industry and size beside each other, each rank with its interval.

Nobody is ranked without the interval in which chance, or other defensible choices, would leave
them; whose intervals overlap are tied.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from django.utils.translation import gettext as _

from gongjiang.index.framework import FrameworkRule
from gongjiang.index.indicators import INDICATORS
from gongjiang.index.models import Run
from gongjiang.index.queries.peers import SEED, Comparison, alike, listed, nothing
from gongjiang.index.rules.comparison import ranks, shrunk
from gongjiang.index.rules.normalise import Direction, Floats, scored
from gongjiang.index.rules.uncertainty import (
    RUNS,
    Hierarchy,
    RankInterval,
    Step,
    interval_of,
    rank_intervals,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit
from gongjiang.people.queries.units import Reach


def compare_by_indicator(unit: Unit, run: Run, reach: Reach, name: str) -> Comparison | None:
    """An enterprise and its like by one indicator; four queries.

    Ranks are by values drawn towards the mean of all, and intervals say what chance would do.

    Returns:
        None: it is no enterprise, or nobody was at work there.

    Raises:
        CannotDo: the run did not measure it, or the framework says of no value that it is good.
    """
    if name not in run.indicators:
        raise CannotDo(_("%(name)s was not measured on %(day)s.") % {"name": name, "day": run.day})
    good = _goodness(run.rule(), name)
    found = alike(unit, run)
    if found is None:
        return None
    indicator, column = INDICATORS[name], run.indicators.index(name)
    start = sum(len(INDICATORS[each].parts) for each in run.indicators[:column])
    end = start + len(indicator.parts)
    sums = np.array([each.sums[start:end] for each in found.snapshots], dtype=np.int64)
    values = np.array([each.values[column] for each in found.snapshots], dtype=np.float64)
    there = ~np.isnan(values)
    if not there.any():
        return None
    n = indicator.measure(sums).n.astype(np.float64)
    mean = float(indicator.measure(sums[there].sum(axis=0, keepdims=True)).values[0])
    chance = np.random.default_rng(SEED)

    def ranked(seen: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return ranks(np.where(there, good(shrunk(seen, n, mean)), np.nan))

    own = ranked(values)
    drawn = [ranked(indicator.measure(indicator.drawn(sums, chance)).values) for _ in range(RUNS)]
    interval = RankInterval(own, *interval_of(np.array(drawn), own), frozenset())
    peers = listed(
        found,
        run,
        reach,
        values=values,
        adjusted=shrunk(values, n, mean),
        interval=interval,
        withheld=[each.withheld[column] for each in found.snapshots],
    )
    return Comparison(found.kind, mean, frozenset(), peers)


def compare_by_parts(
    unit: Unit, run: Run, reach: Reach, codes: Collection[str]
) -> Comparison | None:
    """An enterprise and its like by one dimension or force, or by all of a composite.

    Weights, normalisation, aggregation and what is left out are varied, as far as there is
    something to vary; the comparison says what was.

    Returns:
        None: as above, or no indicator of these parts has a score at any of them.
    """
    found = alike(unit, run)
    hierarchy = _hierarchy(run, codes)
    if found is None or not hierarchy.parts:
        return None
    scores = np.array([each.scores for each in found.snapshots], dtype=np.float64)
    used = [column for part in hierarchy.parts for column in part]
    if np.isnan(scores[:, used]).all():
        return None
    steps = _possible(hierarchy, scores[:, used])
    interval = rank_intervals(scores, hierarchy, seed=SEED, steps=steps)
    places = [place for place, part in enumerate(run.rule().parts) if part.code in codes]
    values = nothing(len(found.units))
    if len(places) == 1:
        parts = [each.parts for each in found.snapshots]
        values = np.array([np.nan if of is None else of[places[0]] for of in parts])
    peers = listed(
        found,
        run,
        reach,
        values=values,
        adjusted=values,
        interval=interval,
        withheld=[any(each.withheld[column] for column in used) for each in found.snapshots],
    )
    return Comparison(found.kind, None, steps, peers)


def _goodness(rule: FrameworkRule, name: str) -> Callable[[Floats], Floats]:
    """What makes the better of two values the greater."""
    direction = INDICATORS[name].definition.direction
    counted = rule.counted(name)
    if direction == Direction.HIGHER:
        return lambda values: values
    if direction == Direction.LOWER:
        return lambda values: -values
    if counted is None or counted.goal is None:
        raise CannotDo(
            _("The framework does not say which values of %(name)s are good.") % {"name": name}
        )
    goalposts = counted.goal.goalposts()
    return lambda values: scored(values, goalposts, direction)


def _hierarchy(run: Run, codes: Collection[str]) -> Hierarchy:
    """The columns of the snapshots' scores that make some parts; a part without any is left out."""
    rule, measured = run.rule(), run.indicators
    weights = np.zeros(len(measured))
    parts, part_weights = [], []
    for part in rule.parts:
        there = [each for each in part.indicators if each.indicator in measured and each.goal]
        if part.code not in codes or not there:
            continue
        columns = [measured.index(each.indicator) for each in there]
        weights[columns] = [each.weight for each in there]
        parts.append(tuple(columns))
        part_weights.append(part.weight)
    return Hierarchy(tuple(parts), weights, np.array(part_weights), rule.inside, rule.across)


def _possible(hierarchy: Hierarchy, scores: Floats) -> frozenset[Step]:
    steps = {Step.NORMALISATION}
    if scores.shape[1] > 1:
        steps.add(Step.WEIGHTS)
    if len(hierarchy.parts) > 1:
        steps.add(Step.AGGREGATION)
    if not ((~np.isnan(scores)).sum(axis=1) == 1).any():
        steps.add(Step.LEAVE_ONE_OUT)
    return frozenset(steps)
