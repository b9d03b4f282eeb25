"""Figures of who is on roll: #1, the industrial workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.industrial_workers import (
    industrial_worker_definitions,
)
from gongjiang.people.models import EmploymentKind, PostKind
from gongjiang.people.queries.roll import Roll, roll_on
from gongjiang.people.queries.seats import Seat, all_seats, page_of_seats, visible
from gongjiang.people.queries.trend import DatedDefinition, industrial_headcounts
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.rules import IndustrialWorkerDefinition
from gongjiang.reports.figures.base import (
    Definition,
    Groups,
    PersonFigure,
    Persons,
    Row,
    Value,
)
from gongjiang.reports.figures.headcounts import Headcounts, groups_beneath, headcounts_by_unit
from gongjiang.reports.figures.kept import kept
from gongjiang.reports.figures.rules_then import industrial_worker_definition

Narrow: TypeAlias = Callable[[Roll, datetime | None], Roll]
"""Whom of a roll a figure counts, as known at a moment."""


def everybody(roll: Roll, known_at: datetime | None) -> Roll:  # noqa: ARG001  (a Narrow)
    return roll


@dataclass(frozen=True, slots=True)
class IndustrialWorkers(PersonFigure):
    """Industrial workers on roll, under the definition in force on the day; or some of them."""

    definition: Definition
    narrow: Narrow = everybody
    version: str = ""
    """What is added to the version of the rule, where the figure narrows it."""

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        rule = industrial_worker_definition(on)
        if rule is None:
            why = _("Nobody has approved who counts as an industrial worker on this day.")
            return Value(None, 0, self.definition.version, why=why)
        count = _headcounts(on, known_at, rule, self.narrow).total
        return Value(count, count, rule.version + self.version)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        roll = self._roll(on, known_at)
        return iter(()) if roll is None else map(_row, all_seats(roll))

    def trend(self, days: Sequence[date], known_at: datetime | None = None) -> dict[date, int]:
        return _trend(tuple(days), industrial_worker_definitions(), known_at)

    def persons(
        self, on: date, known_at: datetime | None, scope: Scope, *, limit: int, offset: int = 0
    ) -> Persons:
        total = self.derive(on, known_at).records
        roll = self._roll(on, known_at)
        if roll is None:
            return Persons(total, 0, ())
        seen = visible(roll, scope)
        return Persons(
            total=total,
            visible=seen.headcount(),
            page=page_of_seats(seen, limit=limit, offset=offset),
        )

    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None = None
    ) -> Groups | None:
        rule = industrial_worker_definition(on)
        if rule is None:
            return None
        return groups_beneath(_headcounts(on, known_at, rule, self.narrow), unit_id)

    def _roll(self, on: date, known_at: datetime | None) -> Roll | None:
        rule = industrial_worker_definition(on)
        if rule is None:
            return None
        return self.narrow(roll_on(on, known_at=known_at).industrial(rule), known_at)


FIGURES = (
    IndustrialWorkers(
        Definition(
            id=1,
            label=_("Industrial workers"),
            unit=_("persons"),
            counts=_("Industrial workers on roll at the end of the day"),
            distinct_by=_("person"),
            room="people",
        )
    ),
)


@kept
def _headcounts(
    on: date, known_at: datetime | None, rule: IndustrialWorkerDefinition, narrow: Narrow
) -> Headcounts:
    return headcounts_by_unit(narrow(roll_on(on, known_at=known_at).industrial(rule), known_at))


@kept
def _trend(
    days: tuple[date, ...], definitions: tuple[DatedDefinition, ...], known_at: datetime | None
) -> dict[date, int]:
    return industrial_headcounts(days, definitions, known_at=known_at)


def _row(seat: Seat) -> Row:
    return {
        "person": str(seat.person_id),
        "unit": str(seat.unit_id),
        "unit_name": seat.unit,
        "enterprise": str(seat.site_id) if seat.site_id else None,
        "enterprise_name": seat.site,
        "post_kind": seat.post_kind,
        "employment_kind": seat.employment_kind,
    }


def words_of(seat: Seat) -> tuple[str, str]:
    """A seat's kinds of post and employment in the reader's words."""
    return (
        str(PostKind(seat.post_kind).label) if seat.post_kind else "",
        str(EmploymentKind(seat.employment_kind).label) if seat.employment_kind else "",
    )
