"""The echelon: key positions, those who could follow in them, and those sent to other bases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth import flagship
from gongjiang.demo.growth.apprentices import days_later
from gongjiang.demo.growth.columns import Climbers, Grades
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.spells import DAY, is_open
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

LEAST_WORKERS = 60
"""Firms of this size name key positions (ours, as is what follows)."""
TITLES = ("生产经理", "质量经理", "设备经理", "工艺主管", "安全主管")
WORKSHOP_HEAD = "车间主任"
FIRST_NAMED = np.datetime64("2019-03-01")
SHARE_WITHOUT_A_SUCCESSOR = 0.1
SUCCESSORS = (1, 2, 3)
SUCCESSOR_SHARES = (0.35, 0.4, 0.25)
NOW, NEXT, LATER = range(3)
SHARE_NOW = 0.6
"""Of the first successors; the others need a year or more."""

EXPORTED = 104  # §16
LEAST_GRADE = 7
LEAST_STAY = 190 * DAY
SHARE_RETURNED = 0.35
SHARE_TO_THE_NEW_BASE = 0.45
OTHERS_SENT = 0.15
"""Beside each that counts, so many that do not: back too soon, or sent too lately."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Columns, a row a key position; `title`: place in TITLES, or -1: the head of a workshop."""

    firm: Ints
    unit: Ints
    title: Ints
    grade: Ints
    start: Days

    def __len__(self) -> int:
        return len(self.firm)


@dataclass(frozen=True, slots=True)
class Successors:
    """Columns, a row a successor of a position (its row)."""

    position: Ints
    climber: Ints
    readiness: Ints
    start: Days

    def __len__(self) -> int:
        return len(self.position)


@dataclass(frozen=True, slots=True)
class Exports:
    """Columns, a row somebody sent from the flagship.

    Attributes:
        firm: place of the sibling firm, -1 for the new base; `end`: the first day back.
    """

    climber: Ints
    grade: Ints
    firm: Ints
    start: Days
    end: Days

    def __len__(self) -> int:
        return len(self.climber)


def positions(build: Build) -> Positions:
    """A few offices in each larger firm, and the heads of its workshops."""
    rng = build.plan.rng("key positions")
    rows: list[tuple[int, int, int, int]] = []
    for place, ground in enumerate(build.grounds.firms):
        if not ground.firm.runs or (ground.firm.workers < LEAST_WORKERS and place != FLAGSHIP):
            continue
        offices = min(2 + ground.firm.workers // 200, len(TITLES))
        rows += [(place, ground.office, title, 12) for title in range(offices)]
        rows += [(place, shop, -1, 11) for shop in ground.workshops]
    firm, unit, title, grade = (
        np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)
    )
    opened = np.array([g.firm.opened for g in build.grounds.firms], dtype="datetime64[D]")[firm]
    first = np.maximum(FIRST_NAMED, opened + 200 * DAY)
    named = days_later(first, rng.integers(0, 400, size=len(firm)))
    told = named < TOMORROW
    return Positions(firm[told], unit[told], title[told], grade[told], named[told])


def successors(build: Build, who: Climbers, steps: Grades, where: Positions) -> Successors:
    """Of each firm the highest who are there now, in turn over its positions."""
    rng = build.plan.rng("successors")
    held = np.flatnonzero(np.isnat(steps.end) & (steps.start < TOMORROW - 60 * DAY))
    held = held[steps.grade[held] >= LEAST_GRADE - 1]
    climber = steps.climber[held]
    order = np.lexsort((climber, -steps.grade[held], who.firm[climber]))
    climber, since = climber[order], steps.start[held][order]
    begins = np.searchsorted(who.firm[climber], np.arange(len(build.grounds.firms) + 1))
    count = rng.choice(SUCCESSORS, size=len(where), p=SUCCESSOR_SHARES)
    count[rng.random(len(where)) < SHARE_WITHOUT_A_SUCCESSOR] = 0
    position = np.repeat(np.arange(len(where)), count)
    rank = np.arange(len(position)) - np.repeat(np.cumsum(count) - count, count)
    firm = where.firm[position]
    # Who comes next in the firm, round and round; nobody twice for one position.
    turn = np.arange(len(position)) - np.searchsorted(firm, firm)
    there = begins[firm + 1] - begins[firm]
    fits = there > rank
    position, rank, firm, turn, there = (each[fits] for each in (position, rank, firm, turn, there))
    row = begins[firm] + turn % np.maximum(there, 1)
    start = np.maximum(where.start[position], since[row]) + 10 * DAY
    readiness = np.where(rng.random(len(row)) < SHARE_NOW, NOW, NEXT)
    readiness = np.where(rank == 0, readiness, NEXT + rng.integers(0, 2, size=len(row)))
    told = start < TOMORROW
    pairs = position[told] * len(who) + climber[row[told]]
    _, once = np.unique(pairs, return_index=True)
    rows = np.flatnonzero(told)[once]
    return Successors(position[rows], climber[row[rows]], readiness[rows], start[rows])


def exports(build: Build, who: Climbers, steps: Grades) -> Exports:
    """Backbones of the flagship sent to its siblings and its new base, and some for too short."""
    rng = build.plan.rng("exports")
    siblings = _siblings(build)
    first, last = flagship.WINDOW[0], TOMORROW - LEAST_STAY
    on = _days(rng, first, last, len(steps))
    until = np.where(np.isnat(steps.end), TOMORROW, steps.end)
    fits = (
        (who.firm[steps.climber] == FLAGSHIP)
        & (steps.grade >= LEAST_GRADE)
        & (steps.start <= on)
        & (on < until)
        & (who.until[steps.climber] > TOMORROW)
    )
    rows = rng.permutation(np.flatnonzero(fits & ~_engaged(build, who)[steps.climber]))
    _, once = np.unique(steps.climber[rows], return_index=True)
    rows = rows[np.sort(once)]
    wanted = flagship.wanted(build.plan, EXPORTED)
    others = round(wanted * OTHERS_SENT)
    rows = rows[: wanted + others]
    counted = np.arange(len(rows)) < wanted
    start = on[rows]
    back = (
        start + np.where(counted, LEAST_STAY, 0 * DAY) + rng.integers(20, 150, size=len(rows)) * DAY
    )
    returns = (~counted | (rng.random(len(rows)) < SHARE_RETURNED)) & (back < TOMORROW)
    to_base = (rng.random(len(rows)) < SHARE_TO_THE_NEW_BASE) | (not len(siblings))
    firm = rng.choice(siblings, size=len(rows)) if len(siblings) else np.full(len(rows), -1)
    return Exports(
        climber=steps.climber[rows],
        grade=steps.grade[rows],
        firm=np.where(to_base, -1, firm),
        start=start,
        end=np.where(returns, back, NO_DAY),
    )


def _siblings(build: Build) -> Ints:
    """The places of the other firms of the flagship's group."""
    firms = build.grounds.firms
    group = firms[FLAGSHIP].firm.group
    return np.array(
        [i for i, g in enumerate(firms) if i != FLAGSHIP and group and g.firm.group == group],
        dtype=np.int64,
    )


def _engaged(build: Build, who: Climbers) -> Flags:
    """Who holds a role, or has a second employer: they are not sent away."""
    busy = np.zeros(len(build.persons), dtype=bool)
    busy[[seat.person for seat in build.seats]] = True
    person = build.work.person[is_open(build.work.spells)]
    busy[np.flatnonzero(np.bincount(person, minlength=len(busy)) > 1)] = True
    return busy[who.person]


def _days(rng: np.random.Generator, first: np.datetime64, last: np.datetime64, count: int) -> Days:
    span = int((last - first).astype(int))
    return first + rng.integers(0, span, size=count) * DAY
