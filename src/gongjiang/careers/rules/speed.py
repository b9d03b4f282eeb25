"""How long people wait for their next grade: who waits, since when, and who got there.

A wait begins when somebody enters a grade and ends when they enter the next one by promotion
(domain.md §4.4). Jumps of more than one grade, demotions and re-grading by a change of the table
are no arrivals: a wait that ends so counts as waiting up to that day, and one that begins by a
demotion, a re-grading, or a conversion to another grade is left out, for its beginning is not an
entry. A conversion within the grade goes on waiting.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from fractions import Fraction

import numpy as np

from gongjiang.careers.rules.months import months_between
from gongjiang.kernel.columns import Days, Flags, Ints
from gongjiang.kernel.survival import Survival, kaplan_meier

ON_TIME_MONTHS = 36  # domain.md §4.4: promoted within 36 months


class Entered(IntEnum):
    """Why somebody entered a grade, as a number; the names are those of `GradeEntered.reason`."""

    INITIAL = 0
    PROMOTION = 1
    EXCEPTIONAL = 2
    CONVERSION = 3
    RETURN = 4
    DEMOTION = 5
    TABLE_CHANGE = 6


RISES = (Entered.PROMOTION, Entered.EXCEPTIONAL)
ENTRIES = (Entered.INITIAL, *RISES)
GOES_ON = (Entered.CONVERSION, Entered.RETURN)


@dataclass(frozen=True, slots=True)
class Spells:
    """Grades held, a row a spell `[start, end)`; only primary tracks.

    Attributes:
        unit: where the person worked on the first day.
        sequence: a number for each sequence.
        reason: an `Entered`.
        end: NO_DAY while it is held.
    """

    person: Ints
    enterprise: Ints
    unit: Ints
    sequence: Ints
    grade: Ints
    reason: Ints
    start: Days
    end: Days


@dataclass(frozen=True, slots=True)
class Waits:
    """One row a person and grade entered.

    Attributes:
        until: the day of arrival, or the last day it is known that they waited.
        months: whole months waited.
        arrived: whether they got there; who has not is censored.
    """

    person: Ints
    enterprise: Ints
    unit: Ints
    sequence: Ints
    grade: Ints
    start: Days
    until: Days
    months: Ints
    arrived: Flags

    def __len__(self) -> int:
        return len(self.person)

    def where(self, chosen: Flags | Ints) -> Waits:
        """Some of the waits: those flagged, or at these places."""
        return Waits(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @property
    def survival(self) -> Survival:
        return kaplan_meier(self.months.astype(np.float64), self.arrived)

    @property
    def censored(self) -> int:
        return len(self) - int(self.arrived.sum())


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of those who entered their grade 36 months ago or earlier, who rose within 36 months."""

    cohort: int
    risen: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.risen, self.cohort) if self.cohort else None


def waits(spells: Spells, *, on: np.datetime64) -> Waits:
    """The waits that had begun by the end of a day, as they stood then."""
    known = _by_person(spells, spells.start <= on)
    if not len(known.person):
        return _nobody()
    follows = _follows(known)
    goes_on = follows & (known.grade[1:] == known.grade[:-1]) & _any(known.reason[1:], GOES_ON)
    first = np.flatnonzero(np.r_[True, ~goes_on])
    last = np.r_[first[1:], len(known.person)] - 1
    after = np.minimum(last + 1, len(known.person) - 1)
    arrived = (
        np.r_[follows, False][last]
        & (known.grade[after] == known.grade[last] + 1)
        & _any(known.reason[after], RISES)
    )
    end = known.end[last]
    until = np.where(np.isnat(end) | (end > on), on, end)
    found = Waits(
        person=known.person[first],
        enterprise=known.enterprise[first],
        unit=known.unit[first],
        sequence=known.sequence[first],
        grade=known.grade[first],
        start=known.start[first],
        until=until,
        months=months_between(known.start[first], until),
        arrived=arrived,
    )
    return found.where(_any(known.reason[first], ENTRIES))


def on_time(found: Waits, *, on: np.datetime64) -> OnTime:
    """Who rose within 36 months, of the cohort that had so long by the end of a day.

    Whoever left or stepped aside meanwhile stays in the cohort: they did not rise in time.
    """
    had, rose = had_their_time(found, on=on)
    return OnTime(int(had.sum()), int(rose.sum()))


def had_their_time(found: Waits, *, on: np.datetime64) -> tuple[Flags, Flags]:
    """Whose 36 months were over by the end of a day, and who of these rose within them."""
    days = np.full(len(found), on)
    had: Flags = months_between(found.start, days) >= ON_TIME_MONTHS
    before = found.until - np.timedelta64(1, "D")
    in_time = found.arrived & (months_between(found.start, before) < ON_TIME_MONTHS)
    return had, had & in_time


def _nobody() -> Waits:
    numbers, days = np.empty(0, np.int64), np.empty(0, "datetime64[D]")
    return Waits(
        person=numbers,
        enterprise=numbers,
        unit=numbers,
        sequence=numbers,
        grade=numbers,
        start=days,
        until=days,
        months=numbers,
        arrived=np.empty(0, np.bool_),
    )


def _by_person(spells: Spells, chosen: Flags) -> Spells:
    """Some spells, each person's at an enterprise together, the earliest first."""
    order = np.lexsort((spells.start, spells.enterprise, spells.person))
    order = order[chosen[order]]
    return Spells(*(getattr(spells, field.name)[order] for field in fields(spells)))


def _follows(known: Spells) -> Flags:
    """Of each spell but the first, whether it follows the one before without a gap."""
    same = known.person[1:] == known.person[:-1]
    same &= known.enterprise[1:] == known.enterprise[:-1]
    follows: Flags = same & (known.start[1:] == known.end[:-1])
    return follows


def _any(reasons: Ints, chosen: tuple[Entered, ...]) -> Flags:
    return np.isin(reasons, chosen)
