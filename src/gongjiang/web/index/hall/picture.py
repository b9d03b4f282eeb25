"""What the hall shows: aggregates of one day, in a few scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import Register, children_of, registers_beneath, zone
from gongjiang.reports.census import Glance, zone_at_a_glance
from gongjiang.reports.figures import FIGURES, Definition, Value
from gongjiang.reports.figures.kept import one_moment
from gongjiang.reports.figures.rules_then import industrial_worker_definitions
from gongjiang.web.index.hall.index import Measured, measured_now
from gongjiang.web.index.hall.lines import Line, line_of
from gongjiang.web.reports.views.figures import TREND_MONTHS, month_ends

WORKERS = 1
WIDE, LOW = 1600, 300


@dataclass(frozen=True, slots=True)
class Place:
    """An area and how many people work there; None: withheld."""

    unit: Unit
    headcount: int | None


@dataclass(frozen=True, slots=True)
class People:
    """The scene of who is here.

    Attributes:
        workers: figure 1, or None where nobody has said who counts.
        first: the month with which the course begins, and its value.
        withheld: how many persons work in areas too small to be shown.
    """

    workers: Value | None
    definition: Definition
    line: Line
    first: tuple[str, int] | None
    headcount: int
    register: Register
    places: Sequence[Place]
    withheld: int


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that has a value."""

    definition: Definition
    value: Value


@dataclass(frozen=True, slots=True)
class Picture:
    """All scenes, the day they are true of, and the moment they were told.

    Attributes:
        release: changes with every release, so that a screen knows to load the page anew.
        measured: the index; None: it has not been computed yet.
    """

    zone: Unit
    day: date
    told_at: datetime
    release: str
    people: People
    measured: Measured | None
    derived: Sequence[Derived]
    waiting: int


def picture_now() -> Picture | None:
    """The zone as it stands today; None before there is a zone. The same for every reader."""
    place = zone()
    if place is None:
        return None
    with one_moment():
        return _picture_of(place, today())


def _picture_of(place: Unit, day: date) -> Picture:
    definitions = industrial_worker_definitions()
    glance = zone_at_a_glance(tuple(month_ends(day, TREND_MONTHS)), definitions)
    version = next((d.definition.version for d in definitions if day in d.period), "")
    count = glance.workers[day] if version else None
    values = {
        number: Value(count, count or 0, version) if number == WORKERS else figure.derive(day)
        for number, figure in FIGURES.items()
    }
    derived = [
        Derived(FIGURES[number].definition, value)
        for number, value in values.items()
        if value.number is not None
    ]
    return Picture(
        zone=place,
        day=day,
        told_at=now(),
        release=settings.STATIC_URL,
        people=_people(place, day, values[WORKERS], glance),
        measured=measured_now(place, day),
        derived=derived,
        waiting=len(values) - len(derived),
    )


def _people(place: Unit, day: date, workers: Value, glance: Glance) -> People:
    course, census = list(glance.workers.items()), glance.census
    spread = census.beneath([place.id], withholding=True)
    groups = spread.groups if spread else {}
    places = [Place(unit, groups.get(unit.id)) for unit in children_of(place.id, day)]
    return People(
        workers=workers if workers.number is not None else None,
        definition=FIGURES[WORKERS].definition,
        line=line_of([(f"{end:%Y-%m}", count) for end, count in course], width=WIDE, height=LOW),
        first=(f"{course[0][0]:%Y-%m}", course[0][1]) if course else None,
        headcount=census.total(place.id),
        register=sum(registers_beneath(place.id, day).values(), Register()),
        places=sorted(places, key=lambda each: -(each.headcount or 0)),
        withheld=spread.withheld if spread else 0,
    )
