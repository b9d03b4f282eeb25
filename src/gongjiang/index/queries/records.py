"""The records behind an indicator of a unit, as far as a reader may see persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from gongjiang.governance.queries.industrial_workers import industrial_worker_definition
from gongjiang.index.indicators import INDICATORS
from gongjiang.index.indicators.grade_span import GradeSpan
from gongjiang.index.indicators.grade_speed import OnTime, TimeToNextGrade
from gongjiang.index.indicators.leavers import Leavers
from gongjiang.index.indicators.sequence_changes import FilledFromWithin, SequenceChanges
from gongjiang.index.indicators.skill_matrix import TimeToIndependence
from gongjiang.index.indicators.technical_staff import TechnicalStaff
from gongjiang.index.models import Run
from gongjiang.index.queries.skilled import behind
from gongjiang.kernel.periods import window_of_months
from gongjiang.ledger.facts.people import Left
from gongjiang.ledger.queries import live
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under
from gongjiang.people.models import EndReason, Person
from gongjiang.people.queries.roll import Roll, roll_on
from gongjiang.people.queries.seats import Seat, page_of_seats, seats, visible
from gongjiang.people.queries.visibility import Scope, persons_visible_to

LEFT = Left.kind
WITHOUT_A_ROLL = frozenset(
    each.definition.id
    for each in (
        Leavers,
        TimeToIndependence,
        TimeToNextGrade,
        OnTime,
        SequenceChanges,
        GradeSpan,
        FilledFromWithin,
    )
)
"""What counts what happened, and not who is there."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Persons on roll behind one side of an indicator, a page of those a reader may see.

    Attributes:
        total: how many count; visible: how many of them the reader may see.
    """

    total: int
    visible: int
    page: Sequence[Seat]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who left. Personal data: name.

    Attributes:
        on: the first day no longer worked.
    """

    person_id: UUID
    name: str
    unit: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Leavings:
    """As `Seats`, of those who left."""

    total: int
    visible: int
    page: Sequence[Leaver]


def seats_behind(
    name: str, part: str, unit: Unit, run: Run, scope: Scope, *, limit: int, offset: int = 0
) -> Seats | None:
    """The persons on roll behind an indicator; four queries. None: it rests on no roll of a day.

    Args:
        part: "numerator" for those alone who are counted in it, else everybody.
    """
    roll = _roll(name, part, unit, run)
    if roll is None:
        return None
    seen = visible(roll, scope)
    return Seats(
        total=roll.headcount(),
        visible=seen.headcount(),
        page=page_of_seats(seen, limit=limit, offset=offset),
    )


def leavers_behind(unit: Unit, run: Run, scope: Scope, *, limit: int, offset: int = 0) -> Leavings:
    """The leavers behind F35 of a unit, the latest first; five queries.

    Of units that stand beneath it on the run's day; who left one that has closed since, or stood
    elsewhere then, counts where it stood and is listed there.
    """
    months = Leavers.definition.months or 0
    window = window_of_months(run.day, months)
    gone = live(on=run.day, known_at=known_at_of(run)).filter(
        kind=LEFT, occurred_on__gt=window.after, unit_id__in=ids_under([unit.id], run.day)
    )
    gone = gone.exclude(detail__voluntary=False)
    total = gone.count()
    seen = gone.filter(person_id__in=_seen(scope))
    rows = list(
        seen.order_by("-occurred_on", "-id").values_list(
            "person_id", "unit_id", "occurred_on", "detail__reason"
        )[offset : offset + limit]
    )
    persons = Person.objects.in_bulk([person for person, *_ in rows])
    units = Unit.objects.in_bulk([at for _, at, *_ in rows])
    page = [
        Leaver(
            person_id=persons[person].public_id,
            name=str(persons[person]),
            unit=str(units[at]),
            on=on,
            reason=str(EndReason(reason).label),
        )
        for person, at, on, reason in rows
    ]
    return Leavings(total=total, visible=seen.count(), page=page)


def _roll(name: str, part: str, unit: Unit, run: Run) -> Roll | None:
    if name not in INDICATORS or name in WITHOUT_A_ROLL:
        return None
    known_at = known_at_of(run)
    roll = roll_on(run.day, known_at=known_at)
    if name == TechnicalStaff.definition.id:
        rule = industrial_worker_definition(run.day)
        if rule is None:
            return None
        roll = roll.industrial(rule)
    # First a seat each, then the unit: who works in two units is listed where they are counted.
    roll = seats(roll).under([unit.id])
    return behind(name, part, roll, known_at)


def _seen(scope: Scope) -> QuerySet[Person, int]:
    return persons_visible_to(scope).values_list("id", flat=True)


def known_at_of(run: Run) -> datetime | None:
    """The run's moment; None, which is answered sooner, when nothing was recorded after it."""
    newest = live().order_by("-id").values_list("recorded_at", flat=True).first()
    return None if newest is None or newest <= run.known_at else run.known_at
