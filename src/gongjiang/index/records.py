"""What indicators read: the lake, for some days, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, reduce

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from gongjiang.kernel.periods import Window, add_months, window_of_months
from gongjiang.lake.queries import Lake, NoLake
from gongjiang.ledger.facts.base import Fact
from gongjiang.people.queries.trend import DatedDefinition

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What a run asks.

    Attributes:
        days: as of the end of each; distinct and ascending.
        known_at: as recorded by this moment; None: as the lake knows it now.
        industrial: who counts as an industrial worker, by the days on which it was decided so.
    """

    days: tuple[date, ...]
    known_at: datetime | None = None
    industrial: tuple[DatedDefinition, ...] = ()


class Records:
    """The rows that the indicators of one run count; each expression is built once."""

    def __init__(self, lake: Lake, question: Question) -> None:
        self.lake = lake
        self.question = question
        self._made: dict[Callable[[Records], ir.Table], ir.Table] = {}

    def live(self, fact: type[Fact]) -> ir.Table:
        """The facts of a kind up to the last of the days."""
        return self.lake.live(
            fact, on=self.question.days[-1], known_at=self.question.known_at
        ).mutate(at=ibis._.occurred_on)

    @cached_property
    def roll(self) -> ir.Table:
        """Everybody's postings on each of `roll_days`: a roll's columns, and `at`."""
        census = self._census()
        known = [] if census is None else _last_days(self.roll_days)
        left = [day for day in self.roll_days if day not in known]
        parts = [self._worked_out(left)] if left else []
        if census is not None:
            parts.append(census)
        return reduce(lambda one, other: one.union(other.select(one.columns)), parts)

    @cached_property
    def seats(self) -> ir.Table:
        """Everybody once a day, where they came to first."""
        return self.lake.kept(once_a_day(self.roll))

    @cached_property
    def seats_asked(self) -> ir.Table:
        """Those of the days asked for."""
        return self.seats.filter(self.seats["at"].isin(list(self.question.days)))

    def once(self, make: Callable[[Records], ir.Table]) -> ir.Table:
        """What several indicators read, worked out once for all of them."""
        if make not in self._made:
            self._made[make] = self.lake.kept(make(self))
        return self._made[make]

    @cached_property
    def roll_days(self) -> list[date]:
        """The days asked for, and the ends of the months before them."""
        return sorted({at for day in self.question.days for at in month_ends(day)})

    def _census(self) -> ir.Table | None:
        """The rolls of month ends that the lake keeps; only it knows them as they are known now."""
        if self.question.known_at is not None:
            return None
        try:
            return self.lake.census(_last_days(self.roll_days)).rename(at="day")
        except NoLake:
            return None

    def _worked_out(self, days: Sequence[date]) -> ir.Table:
        """The rolls of some days, from the facts."""
        postings = self.lake.postings(known_at=self.question.known_at)
        asked = days_table("at", days)
        runs = (postings.valid_from <= asked.at) & (
            postings.valid_to.isnull() | (postings.valid_to > asked.at)
        )
        return postings.join(asked, runs).drop("valid_from", "valid_to")


def month_ends(day: date) -> list[date]:
    """A day, and the last days of the eleven months before its month; ascending."""
    first = day.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(MONTHS - 1)]
    return [*reversed(ends), day]


def _last_days(days: Sequence[date]) -> list[date]:
    """Those that are the last of their month."""
    return [day for day in days if (day + timedelta(days=1)).day == 1]


def days_table(name: str, days: Sequence[date]) -> ir.Table:
    """One column of days."""
    return ibis.memtable(pa.table({name: pa.array(days, pa.date32())}))


def windows(days: Sequence[date], months: int) -> list[tuple[date, Window]]:
    """Each day with the window up to it."""
    return [(day, window_of_months(day, months)) for day in days]


def once_a_day(roll: ir.Table) -> ir.Table:
    """One row a person and day: of several postings the one people.queries.seats counts."""
    first = ibis.row_number().over(
        ibis.window(
            group_by=[roll.at, roll.person_id],
            order_by=[roll.employment_id, roll.unit_id],
        )
    )
    return roll.mutate(place=first).filter(ibis._.place == 0).drop("place")
