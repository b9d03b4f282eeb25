"""What HR wrote down of people: marks of the year, merits, now and then a breach."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from gongjiang.careers.models import DisciplineEvent, Mark, Merit
from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.columns import Climbers, Grades
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.spells import DAY
from gongjiang.kernel.columns import Days, Flags, Ints

MARKS = tuple(str(mark) for mark in Mark.values)
A, B, C, D, E = range(len(MARKS))
USUAL_MARKS = (0.16, 0.66, 0.13, 0.04, 0.01)  # ours, as is what follows
FIRST_YEAR, LAST_YEAR = 2017, 2021
DECIDED = "-01-"
"""The marks of a year are decided in the January after it."""
SHORTEST_IN_A_YEAR = 180
"""Who was there for less of the year has no mark for it."""

MERIT_KINDS = tuple(str(kind) for kind in Merit.Kind.values)
PROPOSAL, APPRENTICE, COURSE, CONTEST, AWARD = range(len(MERIT_KINDS))
MERIT_LEVELS = tuple(str(level) for level in Merit.Level.values)
TEAM, ENTERPRISE, ZONE, CITY, PROVINCE, NATION = range(len(MERIT_LEVELS))
KIND_SHARES = (0.62, 0.0, 0.16, 0.22)
SHARE_OF_MERITS_BESIDES = 0.3

DISCIPLINE_KINDS = tuple(str(kind) for kind in DisciplineEvent.Kind.values)
BREACHES_A_YEAR = 0.004
SHARE_SERIOUS = 0.25


@dataclass(frozen=True, slots=True)
class Appraisals:
    """Columns, a row a mark of a year."""

    climber: Ints
    year: Ints
    mark: Ints
    on: Days

    def __len__(self) -> int:
        return len(self.climber)


@dataclass(frozen=True, slots=True)
class Merits:
    """Columns, a row a contribution or award."""

    climber: Ints
    kind: Ints
    level: Ints
    on: Days

    def __len__(self) -> int:
        return len(self.climber)


@dataclass(frozen=True, slots=True)
class Breaches:
    """Columns, a row a breach of discipline or safety."""

    climber: Ints
    kind: Ints
    serious: Flags
    on: Days

    def __len__(self) -> int:
        return len(self.climber)


def appraise(build: Build, who: Climbers, steps: Grades) -> Appraisals:
    """Marks of five years; nobody rose in the two years after a mark that stood in the way."""
    rng = build.plan.rng("appraisals")
    rose = _years_of_rises(who, steps)
    parts = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        first, after = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01")
        day = after + rng.integers(5, 29, size=len(who)) * DAY
        stayed = np.minimum(who.until, after) - np.maximum(who.start - 90 * DAY, first)
        rows = np.flatnonzero(
            (stayed > SHORTEST_IN_A_YEAR * DAY) & (day < who.until) & (who.start < day)
        )
        mark = rng.choice(len(MARKS), size=len(who), p=USUAL_MARKS)
        # A mark of this year counts for whoever rises in the two years after it.
        good = rose[:, [year + 1 - FIRST_YEAR, year + 2 - FIRST_YEAR]].any(axis=1)
        mark = np.where(good & (mark > B), B, mark)
        parts.append(Appraisals(rows, np.full(len(rows), year), mark[rows], day[rows]))
    return Appraisals(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Appraisals))
    )


def _years_of_rises(
    who: Climbers, steps: Grades
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """For each climber and year from FIRST_YEAR on, whether they rose in it."""
    rose = np.zeros((len(who), LAST_YEAR - FIRST_YEAR + 4), dtype=bool)
    rows = np.flatnonzero(np.isin(steps.reason, [ladder.PROMOTION, ladder.EXCEPTIONAL]))
    year = steps.start[rows].astype("datetime64[Y]").astype(np.int64) + 1970 - FIRST_YEAR
    told = year >= 0
    rose[steps.climber[rows[told]], year[told]] = True
    return rose


def contribute(build: Build, who: Climbers, steps: Grades) -> Merits:
    """A merit before each rise that rests on one, an award before an exceptional one, and more."""
    rng = build.plan.rng("merits")
    rose = np.isin(steps.reason, [ladder.PROMOTION, ladder.EXCEPTIONAL])
    rows = np.flatnonzero(rose & (steps.grade >= ladder.CONTRIBUTION_FROM))
    before = steps.start[rows - 1]
    on = _between(before + 20 * DAY, steps.start[rows] - 20 * DAY, rng)
    kind = rng.choice((PROPOSAL, APPRENTICE, COURSE, CONTEST), size=len(rows), p=KIND_SHARES)
    asked = Merits(steps.climber[rows], kind, _levels(kind, rng), on)
    early = np.flatnonzero(steps.reason == ladder.EXCEPTIONAL)
    awards = Merits(
        steps.climber[early],
        np.full(len(early), AWARD),
        rng.choice((ZONE, CITY, PROVINCE), size=len(early), p=(0.6, 0.3, 0.1)),
        _between(steps.start[early - 1] + 20 * DAY, steps.start[early] - 20 * DAY, rng),
    )
    return _together([asked, awards, _besides(who, steps, rng)])


def _besides(who: Climbers, steps: Grades, rng: np.random.Generator) -> Merits:
    """Merits of those who hold a grade now and have not risen on them yet."""
    held = np.flatnonzero(np.isnat(steps.end) & (steps.grade >= ladder.CONTRIBUTION_FROM - 1))
    chosen = rng.random(len(held)) < SHARE_OF_MERITS_BESIDES
    # Everybody of the flagship's higher grades has something: its rounds are for them.
    chosen |= (who.firm[steps.climber[held]] == FLAGSHIP) & (rng.random(len(held)) < 0.5)  # noqa: PLR2004  (ours)
    first: Days = np.maximum(steps.start[held] + 20 * DAY, TOMORROW - 880 * DAY)
    rows = held[chosen & (first < TOMORROW - 10 * DAY)]
    first = first[chosen & (first < TOMORROW - 10 * DAY)]
    kind = rng.choice((PROPOSAL, APPRENTICE, COURSE, CONTEST), size=len(rows), p=KIND_SHARES)
    last: Days = np.full(len(rows), TOMORROW - 10 * DAY)
    on = _between(first, last, rng)
    return Merits(steps.climber[rows], kind, _levels(kind, rng), on)


def _levels(kind: Ints, rng: np.random.Generator) -> Ints:
    contest = rng.choice((ENTERPRISE, ZONE, CITY), size=len(kind), p=(0.7, 0.25, 0.05))
    own = rng.choice((TEAM, ENTERPRISE), size=len(kind), p=(0.6, 0.4))
    found: Ints = np.where(kind == CONTEST, contest, own)
    return found


def offend(build: Build, steps: Grades) -> Breaches:
    """A breach before each demotion, and some that were not; none in the year before a rise."""
    rng = build.plan.rng("breaches")
    down = np.flatnonzero(steps.reason == ladder.DEMOTION)
    before = steps.start[down] - rng.integers(20, 70, size=len(down)) * DAY
    punished = Breaches(
        steps.climber[down],
        rng.integers(0, 2, size=len(down)),
        np.ones(len(down), dtype=bool),
        np.maximum(before, steps.start[down - 1] + DAY),
    )
    last = np.where(np.isnat(steps.end), TOMORROW, steps.end)
    years = (last - steps.start).astype(int) / 365
    rows = np.flatnonzero(
        (rng.random(len(steps)) < BREACHES_A_YEAR * years)
        & (steps.start > np.datetime64("2018-01-01"))
    )
    until: Days = np.minimum(last[rows] - DAY, TOMORROW - DAY)
    on = _between(steps.start[rows] + DAY, until, rng)
    # What is serious stands in the way of a rise for a year, so nobody who rose has one.
    rises = np.isin(np.r_[steps.reason[1:], 0], [ladder.PROMOTION, ladder.EXCEPTIONAL])
    moved = np.r_[steps.climber[1:] == steps.climber[:-1], False] & rises
    serious = (rng.random(len(rows)) < SHARE_SERIOUS) & ~moved[rows]
    minor = Breaches(steps.climber[rows], rng.integers(0, 2, size=len(rows)), serious, on)
    return Breaches(
        *(
            np.concatenate([getattr(part, f.name) for part in (punished, minor)])
            for f in fields(Breaches)
        )
    )


def _between(first: Days, last: Days, rng: np.random.Generator) -> Days:
    """A day for each pair, both included; the first where the last is earlier."""
    span = np.maximum((last - first).astype(np.int64), 0)
    found: Days = first + (rng.random(len(first)) * (span + 1)).astype(np.int64) * DAY
    return found


def _together(parts: list[Merits]) -> Merits:
    return Merits(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Merits))
    )
