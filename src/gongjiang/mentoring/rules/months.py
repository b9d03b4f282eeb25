"""The months of an agreement: month 1 begins on its first day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongjiang.kernel.periods import Period, add_months


@dataclass(frozen=True, slots=True)
class Taught:
    """Who taught, on which days."""

    master_id: int
    period: Period


def month_period(starts_on: date, month: int) -> Period:
    """The days of one month of an agreement."""
    return Period(add_months(starts_on, month - 1), add_months(starts_on, month))


def month_on(starts_on: date, day: date) -> int:
    """Which month of an agreement a day falls in; below 1 before it begins."""
    passed = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    return passed + (add_months(starts_on, passed) <= day)


def month_of_term(starts_on: date, ends_on: date, day: date) -> int:
    """The month a day falls in, or the term's last one once the term is over."""
    return month_on(starts_on, min(day, ends_on - timedelta(days=1)))


def months_over(starts_on: date, day: date) -> int:
    """How many months are over when a day begins."""
    return max(month_on(starts_on, day) - 1, 0)


def master_of(taught: Sequence[Taught], starts_on: date, month: int) -> int:
    """Whose month it is: of who teaches on its last day, or taught last.

    Args:
        taught: in the order of their days, without a gap; at least one.
    """
    ending = month_period(starts_on, month).end
    last_day = (ending or starts_on) - timedelta(days=1)
    found = [one.master_id for one in taught if last_day in one.period]
    return found[0] if found else taught[-1].master_id


def months_by_master(
    taught: Sequence[Taught], starts_on: date, months: Sequence[int]
) -> dict[int, int]:
    """How many of these months each master has, in the order they taught."""
    counts = dict.fromkeys((one.master_id for one in taught), 0)
    for month in months:
        counts[master_of(taught, starts_on, month)] += 1
    return counts


def may_end_early(starts_on: date, ends_on: date, day: date, percent: int) -> bool:
    """Whether so much of the term is over that it may end as completed."""
    return (day - starts_on).days * 100 >= (ends_on - starts_on).days * percent
