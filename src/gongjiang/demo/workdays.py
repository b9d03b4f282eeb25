"""Working days by the national calendar, counted for many days at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.governance.working_days import NATIONAL
from gongjiang.kernel.columns import NO_DAY, Days, Ints

BEFORE, AFTER = 40, 1600
"""So many days around the demo's own are known as well."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """Days in a row, and how many of them up to each are working days."""

    days: Days
    upto: Ints
    first: Ints
    """For each number, the place of the first day up to which there are so many."""

    def after(self, day: Days, count: Ints | int) -> Days:
        """The day on which so many working days have passed; a day itself is not counted.

        The same as `HolidayCalendar.run_after(day, count).last`; the day itself for none, and no
        day after none.
        """
        known = ~np.isnat(day)
        place = np.where(known, day - self.days[0], 0).astype(np.int64)
        wanted = self.upto[place] + np.asarray(count)
        # The first day on which so many have passed: a place for each number there can be.
        passed: Days = self.days[self.first[wanted]]
        return np.where(known, np.where(np.asarray(count) > 0, passed, day), NO_DAY)


@cache
def workdays() -> Workdays:
    days: Days = np.arange(np.datetime64(REFORM) - BEFORE, np.datetime64(AS_OF) + AFTER)
    working = [NATIONAL.is_working(_as_date(day)) for day in days]
    upto = np.cumsum(working)
    return Workdays(days, upto, np.searchsorted(upto, np.arange(upto[-1] + 1), side="left"))


def _as_date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))
