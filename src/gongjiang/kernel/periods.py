"""Days and periods. A day is a calendar day in Asia/Shanghai; a period is half-open."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days one may ask about: ours. Windows and ends reach past them, not past the calendar."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start`, included, to `end`, excluded; `end` None means still running."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            msg = f"A period must end after it starts: {self.start} to {self.end}."
            raise ValueError(msg)

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlap(self, other: Period) -> Period | None:
        """The days in both, or None when there is no such day."""
        start = max(self.start, other.start)
        end = min((e for e in (self.end, other.end) if e is not None), default=None)
        return Period(start, end) if end is None or start < end else None

    def covers(self, other: Period) -> bool:
        """Whether each day of the other is also a day of this one."""
        if self.end is None:
            return self.start <= other.start
        return self.start <= other.start and other.end is not None and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Window:
    """The days after `after`, excluded, up to `until`, included: (after, until]."""

    after: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.after < day <= self.until


def window_of_months(until: date, months: int) -> Window:
    """The last so many months up to a day: (until − months, until]."""
    return Window(add_months(until, -months), until)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_on(born_on: date, day: date) -> int:
    """Full years of age on a day; a birthday counts from that day on."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def day_of(moment: datetime) -> date:
    """The day a moment falls on.

    Args:
        moment: timezone-aware.
    """
    return moment.astimezone(SHANGHAI).date()


def read_day(text: str) -> date:
    """A day written as 2022-11-28, as `askable_day`."""
    return askable_day(date.fromisoformat(text))


def read_moment(text: str) -> datetime:
    """A moment written as 2022-11-28T18:00, as `askable_moment`."""
    return askable_moment(datetime.fromisoformat(text))


def askable_day(day: date) -> date:
    """The day itself.

    Raises:
        ValueError: it is before `FIRST_DAY` or after `LAST_DAY`.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        msg = f"{day} is not a day between {FIRST_DAY} and {LAST_DAY}."
        raise ValueError(msg)
    return day


def askable_moment(moment: datetime) -> datetime:
    """The moment in UTC; without a time zone it is Shanghai's.

    PostgreSQL refuses zones as far from UTC as Python lets them be.

    Raises:
        ValueError: it is on no day that one may ask about.
    """
    askable_day(moment.date())
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def today() -> date:
    """Today in Shanghai; in a demo zone, the day on which it stands still."""
    return settings.TODAY or datetime.now(SHANGHAI).date()


def now() -> datetime:
    """This moment; in a demo zone, the clock's time on the day on which it stands still."""
    clock = datetime.now(SHANGHAI)
    return datetime.combine(settings.TODAY or clock.date(), clock.timetz()).astimezone(UTC)


def as_told(moment: datetime) -> datetime:
    """A moment of the machine's clock as the zone tells it, in UTC.

    A demo zone stands still: what its machine did on any later day, it did on the zone's own, at
    the same time of day. What is kept is the clock's.
    """
    if settings.TODAY is None or day_of(moment) <= settings.TODAY:
        return moment.astimezone(UTC)
    clock = moment.astimezone(SHANGHAI)
    return datetime.combine(settings.TODAY, clock.timetz()).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The moment a day begins, in UTC."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment a day is over, in UTC: the first moment of the next day."""
    return start_of(day + timedelta(days=1))


def overlapping(periods: Iterable[Period]) -> tuple[Period, Period] | None:
    """The first two periods that share a day, or None."""
    ordered = sorted(periods, key=lambda period: period.start)
    for earlier, later in pairwise(ordered):
        if earlier.overlap(later):
            return earlier, later
    return None
