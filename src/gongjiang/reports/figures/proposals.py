"""Figure 27: proposals a month, the mean of twelve complete months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Proposal
from gongjiang.kernel.periods import Window, add_months
from gongjiang.ledger.facts.proposals import ProposalSubmitted
from gongjiang.ledger.queries import live
from gongjiang.orgs.models import Unit
from gongjiang.reports.figures.base import ByMonth, Definition, Groups, Month, Row, Value
from gongjiang.reports.figures.headcounts import Headcounts, added_up, groups_beneath
from gongjiang.reports.figures.kept import kept

MONTHS = 12
ROWS_AT_ONCE = 5_000

Read: TypeAlias = tuple[int, int, int, date]
"""A proposal, its unit, its enterprise, and the day."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were submitted in a month by a unit of an enterprise."""

    month: date
    unit_id: int
    enterprise_id: int
    count: int


@dataclass(frozen=True, slots=True)
class ProposalsAMonth(ByMonth):
    """Submissions in twelve complete months, over twelve: what a month brings at present."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        window, version = complete_months(on), self.definition.version
        total = sum(each.count for each in _counted(window, known_at))
        if not total:
            why = _("Nothing was submitted in these twelve months.")
            return Value(None, 0, version, window, why=why)
        mean, rest = divmod(total, MONTHS)
        return Value(round(total / MONTHS, 1) if rest else mean, total, version, window)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        window = complete_months(on)
        units = dict(Unit.objects.values_list("id", "public_id"))
        facts = _submitted(window, known_at).order_by("occurred_on", "id")
        read = facts.values_list("subject_id", "unit_id", "enterprise_id", "occurred_on")
        for block in _blocks(read.iterator(chunk_size=ROWS_AT_ONCE)):
            ids = dict(
                Proposal.objects.filter(id__in=[row[0] for row in block]).values_list(
                    "id", "public_id"
                )
            )
            for proposal, unit, enterprise, day in block:
                yield {
                    "proposal": str(ids[proposal]),
                    "unit": str(units[unit]),
                    "enterprise": str(units[enterprise]),
                    "on": day.isoformat(),
                }

    def months(self, on: date, known_at: datetime | None = None) -> list[Month]:
        counted = sorted(_counted(complete_months(on), known_at), key=lambda each: each.month)
        return [
            Month(month, sum(each.count for each in of_month))
            for month, of_month in groupby(counted, key=lambda each: each.month)
        ]

    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None, month: date
    ) -> Groups | None:
        counted = _counted(complete_months(on), known_at)
        return groups_beneath(_by_unit([e for e in counted if e.month == month], on), unit_id)

    def trend(self, days: Sequence[date], known_at: datetime | None = None) -> Mapping[date, float]:
        windows = {day: complete_months(day) for day in days}
        whole = Window(
            min(window.after for window in windows.values()),
            max(window.until for window in windows.values()),
        )
        counts: dict[date, int] = {}
        for each in _counted(whole, known_at):
            counts[each.month] = counts.get(each.month, 0) + each.count
        return {
            day: round(sum(n for month, n in counts.items() if month in window) / MONTHS, 1)
            for day, window in windows.items()
        }


FIGURES = (
    ProposalsAMonth(
        Definition(
            id=27,
            label=_("Proposals a month"),
            unit=_("proposals a month"),
            counts=_(
                "Kaizen and rationalisation proposals submitted in the last twelve complete "
                "months, over twelve"
            ),
            distinct_by=_("proposal"),
            months=MONTHS,
            room="innovation",
        )
    ),
)


def complete_months(on: date) -> Window:
    """The twelve complete months by the end of a day: its own month only on its last day."""
    after_last = (on + timedelta(days=1)).replace(day=1)
    first = add_months(after_last, -MONTHS)
    return Window(first - timedelta(days=1), after_last - timedelta(days=1))


def _submitted(window: Window, known_at: datetime | None) -> QuerySet[Any]:
    facts = live(on=window.until, known_at=known_at)
    return facts.filter(kind=ProposalSubmitted.kind, occurred_on__gt=window.after)


@kept
def _counted(window: Window, known_at: datetime | None) -> list[Counted]:
    months = _submitted(window, known_at).annotate(month=TruncMonth("occurred_on"))
    counts = months.values("month", "unit_id", "enterprise_id").annotate(count=Count("id"))
    return [
        Counted(row["month"], row["unit_id"], row["enterprise_id"], row["count"])
        for row in counts.order_by("month", "unit_id")
    ]


def _by_unit(counted: Sequence[Counted], day: date) -> Headcounts:
    """Counts in the tree of a day; what has closed since counts in its enterprise."""
    tree = added_up({}, day)
    if tree.root is None:
        return tree
    stands = {tree.root, *tree.parent}
    own: dict[int, int] = {}
    for each in counted:
        above = each.enterprise_id if each.enterprise_id in stands else tree.root
        unit = each.unit_id if each.unit_id in stands else above
        own[unit] = own.get(unit, 0) + each.count
    return added_up(own, day)


def _blocks(
    rows: Iterator[tuple[int, int, int, date]],
) -> Iterator[list[tuple[int, int, int, date]]]:
    block: list[tuple[int, int, int, date]] = []
    for row in rows:
        block.append(row)
        if len(block) == ROWS_AT_ONCE:
            yield block
            block = []
    if block:
        yield block
