"""Who might teach whom: points with reasons, and the best assignment of all.

Each place a master has left is a column of its own; the second and third cost more than the
first, so nobody carries everything. The assignment is optimal (scipy's linear_sum_assignment);
the points, and what they are given for, are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from gongjiang.mentoring.rules.guards import is_qualified, not_oneself, stands_above
from gongjiang.mentoring.terms import MentoringTerms

Grid: TypeAlias = NDArray[np.int64]

BASE = 100
"""Any pair that is allowed is better than none."""
SAME_TEAM, SAME_WORKSHOP, SAME_POST = 40, 20, 20
SAME_SHIFT = 20
"""Who works other hours than the master learns from somebody else."""
GAP_FITS, GAP_WIDE = 15, 5
FITTING_GAP = 2
"""A master one or two ranks above remembers what it was like."""
NAMED, FORMER = 5, 10
LOAD = 12
"""Taken off for each apprentice the master has before this one."""
HEAVIEST = 8
"""From so many on it is heavy, and no heavier: any pair stays better than none."""
NEVER = -1_000_000
SHOWN_OTHERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody to be taught.

    Attributes:
        workshop_id: 0 where the team stands under no workshop.
        shift: the team's; "" where nobody has told it.
        former_master_id: who taught them before; 0 for nobody.
    """

    person_id: int
    team_id: int
    workshop_id: int
    post: str
    rank: int
    shift: str = ""
    former_master_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """Somebody who may teach.

    Attributes:
        shift: the team's; "" where nobody has told it.
        taken: apprentices they have already.
        named: whether they hold the role of master.
    """

    person_id: int
    team_id: int
    workshop_id: int
    post: str
    rank: int
    taken: int
    named: bool
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One master for an apprentice: points, and what gave them.

    Attributes:
        full: whether all places of this master went to others.
    """

    master_id: int
    points: int
    reasons: Mapping[str, int]
    full: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for one apprentice; no choice: nobody who may teach has a place left."""

    apprentice_id: int
    choice: Choice | None
    others: tuple[Choice, ...]


def reasons_for(learner: Learner, teacher: Teacher, terms: MentoringTerms) -> dict[str, int] | None:
    """What speaks for and against a pair, in points; None when the terms refuse it.

    How many apprentices the master has is counted by the assignment, under `load`.
    """
    allowed = (
        not_oneself(teacher.person_id, learner.person_id)
        and is_qualified(teacher.rank, terms)
        and stands_above(teacher.rank, learner.rank, terms)
    )
    if not allowed or teacher.taken >= terms.most_apprentices:
        return None
    gap = teacher.rank - learner.rank
    found = {
        "team": SAME_TEAM * (learner.team_id == teacher.team_id),
        "workshop": SAME_WORKSHOP
        * (learner.workshop_id == teacher.workshop_id and learner.workshop_id != 0),
        "shift": SAME_SHIFT * (learner.shift == teacher.shift != ""),
        "post": SAME_POST * (learner.post == teacher.post),
        "gap": GAP_FITS if gap <= FITTING_GAP else GAP_WIDE,
        "named": NAMED * teacher.named,
        "former": FORMER * (learner.former_master_id == teacher.person_id),
    }
    return {name: points for name, points in found.items() if points}


def points_of(
    learners: Sequence[Learner], teachers: Sequence[Teacher], terms: MentoringTerms
) -> Grid:
    """The points of every pair at once; `NEVER` where the terms refuse it. As `reasons_for`."""
    by, one = _columns(teachers, across=True), _columns(learners, across=False)
    gap = by["rank"] - one["rank"]
    taken = np.array([teacher.taken for teacher in teachers], dtype=np.int64)
    named = np.array([teacher.named for teacher in teachers], dtype=np.int64)
    former = np.array([[learner.former_master_id] for learner in learners], dtype=np.int64)
    points = (
        BASE
        + SAME_TEAM * (one["team"] == by["team"])
        + SAME_WORKSHOP * ((one["workshop"] == by["workshop"]) & (one["workshop"] != 0))
        + SAME_SHIFT * ((one["shift"] == by["shift"]) & (one["shift"] != ""))
        + SAME_POST * (one["post"] == by["post"])
        + np.where(gap <= FITTING_GAP, GAP_FITS, GAP_WIDE)
        + NAMED * named[np.newaxis, :]
        + FORMER * (former == by["person"])
    )
    allowed = (
        (one["person"] != by["person"])
        & (by["rank"] >= terms.least_rank)
        & (gap >= terms.ranks_above)
        & (taken < terms.most_apprentices)[np.newaxis, :]
    )
    return np.where(allowed, points, NEVER)


def propose(
    learners: Sequence[Learner], teachers: Sequence[Teacher], terms: MentoringTerms
) -> list[Proposed]:
    """The assignment with the most points in all, and for each why, and why not the others."""
    if not (learners and teachers):
        return [Proposed(learner.person_id, None, ()) for learner in learners]
    points = points_of(learners, teachers, terms)
    taken = [teacher.taken for teacher in teachers]
    places = [max(terms.most_apprentices - count, 0) for count in taken]
    chosen = assign(points, taken=taken, places=places)
    after = [count + chosen.count(place) for place, count in enumerate(taken)]
    load, proposed = list(taken), []
    for row, learner in enumerate(learners):
        column, choice = chosen[row], None
        if column is not None:
            choice = _choice(learner, teachers[column], load[column], terms)
            load[column] += 1
        others = _others(points[row], column)
        proposed.append(
            Proposed(
                learner.person_id,
                choice,
                tuple(_choice(learner, teachers[o], after[o], terms) for o in others),
            )
        )
    return proposed


def assign(points: Grid, *, taken: Sequence[int], places: Sequence[int]) -> list[int | None]:
    """For each row the column that gives the most points in all; None where none is left.

    Args:
        points: rows are apprentices, columns masters; `NEVER` for a pair that is refused.
        taken: how many apprentices each master has before.
        places: how many more each may have.
    """
    rows = points.shape[0]
    owners = [column for column, free in enumerate(places) for _ in range(free)]
    loads = [taken[column] + seat for column, free in enumerate(places) for seat in range(free)]
    value = np.zeros((rows, len(owners) + rows), dtype=np.int64)  # the rest: nobody
    if owners:
        value[:, : len(owners)] = points[:, owners] - np.array(list(map(load_cost, loads)))
    chosen: list[int | None] = [None] * rows
    for row, column in zip(*linear_sum_assignment(value, maximize=True), strict=True):
        if column < len(owners) and value[row, column] > 0:
            chosen[row] = owners[column]
    return chosen


def total(points: Grid, chosen: Sequence[int | None], taken: Sequence[int]) -> int:
    """What an assignment is worth: its points, less the load of each further apprentice."""
    sums, load = 0, list(taken)
    for row, column in enumerate(chosen):
        if column is not None:
            sums += int(points[row, column]) - load_cost(load[column])
            load[column] += 1
    return sums


def load_cost(load: int) -> int:
    """What is taken off when a master has so many apprentices before."""
    return LOAD * min(load, HEAVIEST)


def _columns(
    people: Sequence[Learner] | Sequence[Teacher], *, across: bool
) -> dict[str, NDArray[Any]]:
    """What both sides have, as rows or as columns of the grid."""
    shape = (1, len(people)) if across else (len(people), 1)
    return {
        "person": np.array([p.person_id for p in people], dtype=np.int64).reshape(shape),
        "team": np.array([p.team_id for p in people], dtype=np.int64).reshape(shape),
        "workshop": np.array([p.workshop_id for p in people], dtype=np.int64).reshape(shape),
        "rank": np.array([p.rank for p in people], dtype=np.int64).reshape(shape),
        "shift": np.array([p.shift for p in people], dtype=np.str_).reshape(shape),
        "post": np.array([p.post for p in people], dtype=np.str_).reshape(shape),
    }


def _choice(learner: Learner, teacher: Teacher, load: int, terms: MentoringTerms) -> Choice:
    found = dict(reasons_for(learner, teacher, terms) or {})
    if load:
        found["load"] = -load_cost(load)
    full = load >= terms.most_apprentices
    return Choice(teacher.person_id, BASE + sum(found.values()), found, full)


def _others(points: NDArray[np.int64], chosen: int | None) -> list[int]:
    """The next best masters that the terms allow, the best first."""
    ranked = np.argsort(-points, kind="stable").tolist()
    return [place for place in ranked if place != chosen and points[place] != NEVER][:SHOWN_OTHERS]
