"""Like with like: which enterprises are alike, and how they are listed beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from gongjiang.index.models import Run, Snapshot
from gongjiang.index.rules.comparison import tied
from gongjiang.index.rules.normalise import Floats
from gongjiang.index.rules.uncertainty import RankInterval, Step
from gongjiang.orgs.models import Ancestry, Enterprise, Unit, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.queries.units import Reach

SIZE_STARTS = (0, 20, 300, 1000)
"""Micro, small, medium, large, by persons (docs/sources.md)."""
SEED = 2022
"""The same draws each time, so that an interval does not flicker."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes enterprises alike: the letter of their industry, and how many persons there are.

    Attributes:
        below: the band's end, excluded; None: it has none.
    """

    industry: str
    fewest: int
    below: int | None


@dataclass(frozen=True, slots=True)
class Peer:
    """One enterprise among its like.

    Attributes:
        unit: None for one inside which the reader may not look: it counts, and is not named.
        people, value, adjusted: None where they are not for this reader, or there is no value.
        adjusted: the value drawn towards the peers' mean, the more the smaller the unit.
        rank, best, worst: 1 is best; its own, and between which 90 % of the draws put it. 0: none.
        tie: those of one number are tied. 0: none.
    """

    unit: Unit | None
    people: int | None
    value: float | None
    adjusted: float | None
    rank: int
    best: int
    worst: int
    tie: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Enterprises of one kind, the best first, ties in the order of their names.

    Attributes:
        mean: of all their people together; None where there is no such thing.
        varied: what was varied to find the intervals; empty: chance alone.
    """

    kind: Kind
    mean: float | None
    varied: frozenset[Step]
    peers: Sequence[Peer]


@dataclass(frozen=True, slots=True)
class Alike:
    """Enterprises of one kind that have a snapshot in a run, in the order of their ids."""

    kind: Kind
    units: Sequence[Unit]
    snapshots: Sequence[Snapshot]


def alike(unit: Unit, run: Run) -> Alike | None:
    """The enterprise and its like; three queries. None: it is no enterprise at work on the day."""
    enterprise = Enterprise.objects.filter(unit=unit).first()
    if unit.kind != UnitKind.ENTERPRISE or enterprise is None:
        return None
    letter = enterprise.industry_code[:1]
    same = Enterprise.objects.filter(industry_code__startswith=letter).select_related("unit")
    units = {each.unit_id: each.unit for each in same}
    found = {
        snapshot.unit_id: snapshot
        for snapshot in Snapshot.objects.filter(run_id=run.id, unit_id__in=units)
    }
    if unit.id not in found:
        return None
    fewest, below = size_band(found[unit.id].people)
    ids = sorted(id_ for id_ in found if size_band(found[id_].people) == (fewest, below))
    return Alike(Kind(letter, fewest, below), [units[i] for i in ids], [found[i] for i in ids])


def size_band(people: int) -> tuple[int, int | None]:
    """The band that holds so many persons: from, included, to, excluded."""
    place = sum(people >= start for start in SIZE_STARTS) - 1
    below = SIZE_STARTS[place + 1] if place + 1 < len(SIZE_STARTS) else None
    return SIZE_STARTS[place], below


def listed(
    found: Alike,
    run: Run,
    reach: Reach,
    *,
    values: Floats,
    adjusted: Floats,
    interval: RankInterval,
    withheld: Sequence[bool],
) -> list[Peer]:
    """The enterprises as a reader may see them; one query."""
    paths = _paths(found.units, run)
    ties = tied(interval.best, interval.worst)
    peers = []
    for place in _in_order(found, interval):
        unit, snapshot = found.units[place], found.snapshots[place]
        path = paths.get(unit.id, [unit.id])
        named = reach.sees_inside(unit, path)
        shown = named and (not withheld[place] or reach.names_everybody(path))
        peers.append(
            Peer(
                unit=unit if named else None,
                people=snapshot.people if shown else None,
                value=_number(values[place]) if shown else None,
                adjusted=_number(adjusted[place]) if shown else None,
                rank=int(interval.rank[place]),
                best=int(interval.best[place]),
                worst=int(interval.worst[place]),
                tie=int(ties[place]),
            )
        )
    return peers


def _in_order(found: Alike, interval: RankInterval) -> list[int]:
    """Ranked ones first, the best before others."""

    def key(place: int) -> tuple[bool, int, int, str]:
        rank = int(interval.rank[place])
        return rank == 0, int(interval.best[place]), rank, found.units[place].name_pinyin

    return sorted(range(len(found.units)), key=key)


def _paths(units: Sequence[Unit], run: Run) -> dict[int, list[int]]:
    above = Ancestry.objects.filter(
        true_on(run.day), descendant_id__in=[unit.id for unit in units]
    ).values_list("descendant_id", "ancestor_id")
    paths: dict[int, list[int]] = {}
    for unit, step in above:
        paths.setdefault(unit, []).append(step)
    return paths


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def nothing(rows: int) -> Floats:
    """A column without values."""
    return np.full(rows, np.nan)
