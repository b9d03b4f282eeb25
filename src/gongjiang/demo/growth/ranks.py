"""Skill certificates: when somebody's rank rose, so that it bore the grade that followed."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.columns import Certified, Climbers, Grades, Titled
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.spells import DAY
from gongjiang.kernel.columns import NO_DAY, Days, Ints
from gongjiang.people.models import Role

HIGHEST_CERTIFIED = 5
RANKS = 8
SHARE_CERTIFIED_AT_ENTRY = 0.7  # ours, as is what follows
SHARE_CERTIFIED_AT_ENTRY_THERE = 0.4
SHARE_AHEAD_OF_THE_GRADE = 0.24
SHARE_OF_ENGINEERS_WITH_A_RANK = 0.3
YEAR = 365
RANK_BY_TITLE: Ints = np.array([3, 3, 4, 5, 5])
"""The rank that the holder of a title may ask for after a year in the occupation (§3.3)."""


def joined(parts: list[Certified]) -> Certified:
    return Certified(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Certified))
    )


def by_grade(build: Build, who: Climbers, grades: Grades) -> Certified:
    """What the grades of O rested on, and now and then a rank ahead of the grade."""
    rng = build.plan.rng("certificates")
    asked = np.where(grades.sequence == ladder.O, ladder.RANK_OF[grades.grade], 0)
    asked = np.minimum(asked, HIGHEST_CERTIFIED)
    # Climbers come in order, so one running maximum serves them all.
    so_far = np.maximum.accumulate(grades.climber * RANKS + asked) - grades.climber * RANKS
    first = np.r_[True, grades.climber[1:] != grades.climber[:-1]]
    before = np.where(first, 0, np.r_[0, so_far[:-1]])
    at_entry = grades.start == who.start[grades.climber]
    # The flagship certifies its newcomers itself, once they have graduated.
    by_itself = who.firm[grades.climber] == FLAGSHIP
    share = np.where(by_itself, SHARE_CERTIFIED_AT_ENTRY_THERE, SHARE_CERTIFIED_AT_ENTRY)
    without = at_entry & first & (rng.random(len(grades)) > share)
    told = (so_far > before) & ~without
    rows = np.flatnonzero(told)
    climber = grades.climber[rows]
    began = who.start[climber]
    wait = rng.integers(15, 160, size=len(rows)) * DAY
    # Whoever is placed with a rank was certified in the months of trial.
    in_trial = rng.integers(5, 80, size=len(rows)) * DAY
    on = np.where(at_entry[rows], grades.start[rows] - in_trial, grades.start[rows] - wait)
    on = np.maximum(on, began - 85 * DAY)
    found = Certified(who.employment[climber], who.person[climber], so_far[rows], on)
    return joined([found, _ahead(found, who, rng)])


def _ahead(found: Certified, who: Climbers, rng: np.random.Generator) -> Certified:
    """Some of those who have been at their highest rank for years passed for the next."""
    last = np.r_[found.employment[1:] != found.employment[:-1], True]
    rows = np.flatnonzero(last & (found.rank < HIGHEST_CERTIFIED))
    until = np.full(int(who.employment.max()) + 1, NO_DAY)
    until[who.employment] = np.minimum(who.until, TOMORROW)
    on = found.on[rows] + rng.integers(4 * YEAR, 5 * YEAR, size=len(rows)) * DAY
    fits = (on < until[found.employment[rows]]) & (rng.random(len(rows)) < SHARE_AHEAD_OF_THE_GRADE)
    rows = rows[fits]
    return Certified(found.employment[rows], found.person[rows], found.rank[rows] + 1, on[fits])


def by_title(build: Build, titled: Titled, until: Days) -> Certified:
    """Technical staff who took a skill rank over the bridge, a year after their title.

    Args:
        until: by employment, the day it ended.
    """
    rng = build.plan.rng("ranks of engineers")
    count = len(titled)
    day = titled.on + rng.integers(YEAR, 2 * YEAR, size=count) * DAY
    fits = rng.random(count) < SHARE_OF_ENGINEERS_WITH_A_RANK
    rows = np.flatnonzero(fits & (titled.level >= 1) & (day < until[titled.employment]))
    rank = RANK_BY_TITLE[titled.level[rows]]
    return Certified(titled.employment[rows], titled.person[rows], rank, day[rows])


def of_masters(build: Build, who: Climbers) -> Certified:
    """Whoever was named a master had the rank for it by then."""
    rng = build.plan.rng("ranks of masters")
    seats = {s.person: s.since for s in build.seats if s.role == Role.MASTER}
    rows = np.flatnonzero(np.isin(who.person, list(seats)) & (who.until > TOMORROW))
    named = np.array([seats[each] for each in who.person[rows].tolist()], dtype="datetime64[D]")
    on = named - rng.integers(30, 200, size=len(rows)) * DAY
    began = build.work.spells.start[who.employment[rows]]
    rank = rng.choice((3, 4), size=len(rows), p=(0.6, 0.4))
    return Certified(who.employment[rows], who.person[rows], rank, np.maximum(on, began))


def rising(found: Certified) -> Certified:
    """Only what raised its holder's rank, in order of persons and days: no rank twice."""
    return found.at(rising_rows(found))


def rising_rows(found: Certified) -> Ints:
    """The rows of `rising`, in its order."""
    order = np.lexsort((-found.rank, found.on, found.person))
    person, rank = found.person[order], found.rank[order]
    so_far = np.maximum.accumulate(person * RANKS + rank)
    first = np.r_[True, person[1:] != person[:-1]]
    rows: Ints = order[first | np.r_[True, so_far[1:] > so_far[:-1]]]
    return rows


def reached(found: Certified, persons: int) -> NDArray[np.datetime64]:
    """For each person and rank 0 to 7, the first day with that rank or a higher one; NaT: never."""
    never = np.datetime64("2200-01-01")
    days = np.full((persons, RANKS), never)
    np.minimum.at(days, (found.person, found.rank), found.on)
    days = np.minimum.accumulate(days[:, ::-1], axis=1)[:, ::-1]
    return np.where(days == never, NO_DAY, days)
