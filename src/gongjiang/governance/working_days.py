"""Working days by the national calendar: weekends, holidays, and the weekends worked for them.

The State Council announces each year's holidays late in the year before; `data/holidays.csv` holds
what was announced (docs/sources.md). Days of a year not announced yet are told by weekends alone,
and every answer that leaned on one says so. No database, no clock.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingRun:
    """The days `[start, end)`, of which a number asked for are working days.

    Attributes:
        end: the day after the last of these working days.
        announced: whether the holidays of all these days were known.
    """

    start: date
    end: date
    announced: bool

    @property
    def last(self) -> date:
        return self.end - ONE_DAY


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Which days are worked.

    Attributes:
        first_year, last_year: the years whose holidays are known, both included.
        off: days of rest, weekends among them or not.
        worked: weekend days worked in exchange.
    """

    first_year: int
    last_year: int
    off: frozenset[date]
    worked: frozenset[date]

    def knows(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def is_working(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() < SATURDAY

    def run_from(self, start: date, length: int) -> WorkingRun:
        """The shortest run from a day on, that day included, with so many working days in it.

        Raises:
            ValueError: fewer than one working day is asked for.
        """
        if length < 1:
            msg = f"A run has at least one working day, not {length}."
            raise ValueError(msg)
        day, left = start, length
        while True:
            left -= self.is_working(day)
            if left == 0:
                return WorkingRun(start, day + ONE_DAY, self.knows(start) and self.knows(day))
            day += ONE_DAY

    def run_after(self, day: date, length: int) -> WorkingRun:
        """The same for a clock: the day it starts on is not counted (Civil Code, Art. 201)."""
        return self.run_from(day + ONE_DAY, length)

    def count(self, start: date, end: date) -> int:
        """How many working days there are in `[start, end)`."""
        days = (start + timedelta(days=n) for n in range((end - start).days))
        return sum(self.is_working(day) for day in days)


def calendar_from(rows: Iterable[Mapping[str, str]]) -> HolidayCalendar:
    """Read rows of (day, kind: off or work, holiday).

    Raises:
        ValueError: there are none, or one is of another kind.
    """
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    for row in rows:
        if row["kind"] not in days:
            msg = f"A day is off or work, not {row['kind']!r}."
            raise ValueError(msg)
        days[row["kind"]].add(date.fromisoformat(row["day"]))
    years = [day.year for day in days["off"]]
    return HolidayCalendar(
        min(years), max(years), off=frozenset(days["off"]), worked=frozenset(days["work"])
    )


def _national() -> HolidayCalendar:
    data = resources.files("gongjiang.governance") / "data" / "holidays.csv"
    with data.open(encoding="utf-8") as lines:
        return calendar_from(csv.DictReader(lines))


NATIONAL = _national()
"""The calendar announced by the State Council."""
