"""How long somebody has worked: the union of dated periods, no day counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gongjiang.kernel.periods import Period, add_months

MONTHS_A_YEAR = 12


def united(periods: Iterable[Period], *, after: date | None = None) -> tuple[Period, ...]:
    """The same days in as few periods as there can be, ascending.

    Args:
        after: only days from this one on.
    """
    whole: list[Period] = []
    for period in sorted(_cut(periods, after), key=lambda each: each.start):
        last = whole[-1] if whole else None
        if last is None or (last.end is not None and last.end < period.start):
            whole.append(period)
        elif last.end is not None:
            end = None if period.end is None else max(last.end, period.end)
            whole[-1] = Period(last.start, end)
    return tuple(whole)


def reached(periods: Iterable[Period], years: int, *, after: date | None = None) -> date | None:
    """The first day on which so many years of work lie behind somebody; None: not in sight.

    The years are counted by the calendar from the first day worked, and every day off between
    two periods puts the day off by one. A period without an end goes on.

    Args:
        after: count work from this day on; 0 years are reached on that day itself.
    """
    if years == 0 and after is not None:
        return after
    whole = united(periods, after=after)
    if not whole:
        return None
    goal = add_months(whole[0].start, MONTHS_A_YEAR * years)
    for period, following in zip(whole, (*whole[1:], None), strict=True):
        if period.end is None or goal <= period.end:
            return goal
        if following is not None:
            goal += following.start - period.end
    return None


def months_worked(periods: Iterable[Period], on: date, *, after: date | None = None) -> int:
    """Full months of work that lie behind somebody on a day, counted as in `reached`."""
    past = [
        Period(period.start, min(period.end or on, on)) for period in periods if period.start < on
    ]
    days = sum((period.end - period.start for period in united(past, after=after)
                if period.end is not None), timedelta())  # fmt: skip
    if not days:
        return 0
    start = min(max(period.start, after or period.start) for period in past)
    end = start + days
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return months - (add_months(start, months) > end)


def _cut(periods: Iterable[Period], after: date | None) -> Iterable[Period]:
    for period in periods:
        if after is None or period.start >= after:
            yield period
        elif period.end is None or period.end > after:
            yield Period(after, period.end)
