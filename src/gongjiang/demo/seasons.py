"""When people come and go: working days, the weeks around Spring Festival, a February of 2020."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gongjiang.kernel.columns import Days, Ints

AS_OF = date(2022, 11, 28)
"""The day the demo is about; nothing in it is later."""
REFORM = date(2017, 12, 1)
"""From here on the demo tells the whole history; of earlier days, only what still held then."""
FIRST_DAY = date(2003, 1, 1)

SPRING_FESTIVALS = [
    date(2004, 1, 22), date(2005, 2, 9), date(2006, 1, 29), date(2007, 2, 18), date(2008, 2, 7),
    date(2009, 1, 26), date(2010, 2, 14), date(2011, 2, 3), date(2012, 1, 23), date(2013, 2, 10),
    date(2014, 1, 31), date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16),
    date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1),
]  # fmt: skip

HIRING = (0.5, 0.8, 2.0, 1.4, 1.0, 0.9, 1.3, 1.1, 1.2, 0.9, 0.8, 0.5)  # ours, by month
LEAVING = (2.2, 1.3, 0.8, 0.8, 0.8, 0.9, 1.0, 1.1, 1.0, 0.8, 0.8, 1.5)

IDEAS = (0.92, 0.62, 1.05, 1.05, 1.0, 1.16, 0.95, 0.95, 1.1, 0.96, 1.1, 1.14)
"""Most in the months of safety, of quality and at the year's end; ours, as is what follows."""
IDEAS_GROW = (0.82, 1.18)
"""From the reform's first day to the last."""
IDEAS_ON_WEEKENDS = 0.22

DAYS: Days = np.arange(np.datetime64(FIRST_DAY), np.datetime64(AS_OF) + 1)


@dataclass(frozen=True, slots=True)
class Season:
    """How likely each day is, as a running sum over DAYS."""

    running: np.ndarray[tuple[int], np.dtype[np.float64]]

    def mass(self, first: Days, last: Days) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """How likely the days between are together, both included."""
        total: np.ndarray[tuple[int], np.dtype[np.float64]] = (
            self.running[_position(last)] - self.running[_position(first) - 1]
        )
        return total

    def between(self, rng: np.random.Generator, first: Days, last: Days) -> Days:
        """A likely day for each pair of days, both included; the last where the first is later."""
        low = self.running[_position(first) - 1]
        high = self.running[_position(last)]
        wanted = low + rng.random(len(first)) * (high - low)
        found = np.searchsorted(self.running, wanted, side="right")
        return np.clip(DAYS[np.minimum(found, len(DAYS) - 1)], np.minimum(first, last), last)


def hiring() -> Season:
    """Few in the weeks before Spring Festival, many after; almost none in February of 2020."""
    weights = _by_month(HIRING)
    for festival in SPRING_FESTIVALS:
        weights[_around(festival, -20, 7)] *= 0.15
        weights[_around(festival, 8, 40)] *= 1.8
    weights[_around(date(2020, 1, 25), 0, 40)] *= 0.04
    weights[_around(date(2020, 3, 6), 0, 90)] *= 1.5
    return Season(np.cumsum(weights))


def leaving() -> Season:
    """Most go in the weeks before Spring Festival; more than usual in January of 2020."""
    weights = _by_month(LEAVING)
    for festival in SPRING_FESTIVALS:
        weights[_around(festival, -25, -1)] *= 1.8
        weights[_around(festival, 0, 7)] *= 0.1
    weights[_around(date(2020, 1, 25), -20, 14)] *= 5
    return Season(np.cumsum(weights))


def ideas() -> Season:
    """More each year; few around Spring Festival, and almost none in February of 2020."""
    weights = np.maximum(_by_month(IDEAS), IDEAS_ON_WEEKENDS)
    for festival in SPRING_FESTIVALS:
        weights[_around(festival, -2, 7)] *= 0.2
    weights[_around(date(2020, 1, 25), 0, 30)] *= 0.3
    reform = (DAYS - np.datetime64(REFORM)).astype(int)
    growth = np.interp(reform, (0, reform[-1]), IDEAS_GROW)
    return Season(np.cumsum(weights * growth))


def plain() -> Season:
    """Any working day as likely as another."""
    return Season(np.cumsum(_by_month((1.0,) * 12)))


def _by_month(shape: tuple[float, ...]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    month = DAYS.astype("datetime64[M]").astype(int) % 12
    weights = np.asarray(shape)[month]
    weekend = (DAYS.astype(int) + 3) % 7 >= 5  # noqa: PLR2004  (day 0 was a Thursday)
    return np.where(weekend, 0.01, weights)


def _around(day: date, first: int, last: int) -> slice:
    at = (day - FIRST_DAY).days
    return slice(max(at + first, 0), max(at + last + 1, 0))


def _position(days: Days) -> Ints:
    """Where a day stands in DAYS, the first at 1 so that the day before it has a place."""
    offset = (days - DAYS[0]).astype(np.int64)
    position: Ints = np.clip(offset, 1, len(DAYS) - 1)
    return position
