"""What indicators read: the lake, for some days, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.expr.types.relations import CachedTable

from gongjiang.kernel.periods import Window, add_months, window_of_months
from gongjiang.lake.queries import Lake
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


class Records(AbstractContextManager["Records"]):
    """The rows that the indicators of one run count; what several read is computed once."""

    def __init__(self, lake: Lake, question: Question) -> None:
        self.lake = lake
        self.question = question
        self._kept: list[CachedTable] = []

    def __exit__(self, *_: object) -> None:
        while self._kept:
            self._kept.pop().release()

    def live(self, fact: type[Fact]) -> ir.Table:
        """The facts of a kind up to the last of the days."""
        return self.lake.live(
            fact, on=self.question.days[-1], known_at=self.question.known_at
        ).mutate(at=ibis._.occurred_on)

    @cached_property
    def roll(self) -> ir.Table:
        """Everybody's postings on each of `roll_days`: a roll's columns, and `at`."""
        postings = self.lake.postings(known_at=self.question.known_at)
        days = days_table("at", self.roll_days)
        runs = (postings.valid_from <= days.at) & (
            postings.valid_to.isnull() | (postings.valid_to > days.at)
        )
        return self._keep(postings.join(days, runs).drop("valid_from", "valid_to"))

    @cached_property
    def seats(self) -> ir.Table:
        """Everybody once a day, where they came to first."""
        return self._keep(once_a_day(self.roll))

    @cached_property
    def roll_days(self) -> list[date]:
        """The days asked for, and the ends of the months before them."""
        return sorted({at for day in self.question.days for at in month_ends(day)})

    def _keep(self, table: ir.Table) -> ir.Table:
        kept = table.cache()
        self._kept.append(kept)
        return kept


def month_ends(day: date) -> list[date]:
    """A day, and the last days of the eleven months before its month; ascending."""
    first = day.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(MONTHS - 1)]
    return [*reversed(ends), day]


def days_table(name: str, days: Sequence[date]) -> ir.Table:
    """One column of days."""
    return ibis.memtable(pa.table({name: pa.array(days, pa.date32())}))


def windows(days: Sequence[date], months: int) -> list[tuple[date, Window]]:
    """Each day with the window up to it."""
    return [(day, window_of_months(day, months)) for day in days]


def once_a_day(roll: ir.Table) -> ir.Table:
    """One row a person and day: of several postings the employment that began first."""
    first = ibis.row_number().over(
        ibis.window(
            group_by=[roll.at, roll.person_id],
            order_by=[roll.since, roll.employment_id, roll.unit_id],
        )
    )
    return roll.mutate(place=first).filter(ibis._.place == 0).drop("place")
