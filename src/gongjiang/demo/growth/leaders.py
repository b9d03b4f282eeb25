"""The secondary track of team leaders: M 7 or 8 beside their own grade, while they lead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.columns import Climbers, Grades
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.units import days
from gongjiang.kernel.columns import Days, Flags, Ints
from gongjiang.people.models import Role

LEADERS_GRADE = 7
HIGH_ENOUGH_FOR_ONE_MORE = 8


@dataclass(frozen=True, slots=True)
class Leaderships:
    """Columns, a row a secondary grade; `laid_down`: not because the employment ended."""

    climber: Ints
    grade: Ints
    start: Days
    end: Days
    laid_down: Flags

    def __len__(self) -> int:
        return len(self.climber)


def lead(build: Build, who: Climbers, steps: Grades) -> Leaderships:
    """From the seats of team leaders; not for those whose own grade is in management."""
    seats = [s for s in build.seats if s.role == Role.TEAM_LEADER and s.firm is not None]
    person = np.array([seat.person for seat in seats], dtype=np.int64)
    firm = np.array([seat.firm for seat in seats], dtype=np.int64)
    since = days(tuple(seat.since for seat in seats))
    until = days(tuple(seat.until for seat in seats))
    row = _climber_on(build, who, person, firm, since)
    found = np.flatnonzero(row >= 0)
    climber = row[found]
    start = np.maximum(since[found], who.start[climber])
    own_end = np.where(who.until[climber] <= TOMORROW, who.until[climber], np.datetime64("NaT"))
    laid_down = ~np.isnat(until[found])
    end = np.where(laid_down, until[found], own_end)
    in_management = np.zeros(len(who), dtype=bool)
    in_management[steps.climber[steps.sequence == ladder.M]] = True
    fits = ~in_management[climber] & (np.isnat(end) | (end > start)) & (start < TOMORROW)
    _, once = np.unique(climber[fits], return_index=True)
    rows = np.flatnonzero(fits)[once]
    return Leaderships(
        climber=climber[rows],
        grade=LEADERS_GRADE + (_last_grades(who, steps)[climber[rows]] >= HIGH_ENOUGH_FOR_ONE_MORE),
        start=start[rows],
        end=end[rows],
        laid_down=laid_down[rows],
    )


def _climber_on(build: Build, who: Climbers, person: Ints, firm: Ints, day: Days) -> Ints:
    """The row of each person's climb with a firm that ran on a day, -1 where there is none."""
    width = len(build.grounds.firms)
    keys = who.person * width + who.firm
    order = np.argsort(keys * 2**20 + who.start.astype(np.int64), kind="stable")
    wanted = (person * width + firm) * 2**20 + day.astype(np.int64)
    ordered = (keys * 2**20 + who.start.astype(np.int64))[order]
    at = np.searchsorted(ordered, wanted, side="right") - 1
    # Whoever led before the trial was over is taken from when it was.
    at = np.where((at < 0) | (keys[order[at]] != person * width + firm), at + 1, at)
    at = np.clip(at, 0, len(order) - 1)
    row = order[at]
    return np.where((keys[row] == person * width + firm) & (who.until[row] > day), row, -1)


def _last_grades(who: Climbers, steps: Grades) -> Ints:
    found = np.zeros(len(who), dtype=np.int64)
    found[steps.climber] = steps.grade
    return found
