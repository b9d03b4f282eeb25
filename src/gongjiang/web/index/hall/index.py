"""The index on the wall: dimensions and forces of the zone, as anybody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.index.queries.months import Month
from gongjiang.index.queries.zone import zone_course
from gongjiang.orgs.models import Unit
from gongjiang.web.index.hall.lines import Line, line_of
from gongjiang.web.index.shown.cards import Card, CompositeCard, PartCard, cards_of
from gongjiang.web.orgs.days import AskedDay

WIDE, LOW = 420, 100
FULL_MARKS = 100.0


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator that has a value, with its course."""

    card: Card
    line: Line


@dataclass(frozen=True, slots=True)
class Column:
    """A dimension or force on the wall.

    Attributes:
        line: the course of its score; None while it has none.
    """

    card: PartCard
    line: Line | None
    told: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Measured:
    """The zone's index on the day of its latest run.

    Attributes:
        people: how many stand behind the scores.
    """

    day: date
    people: int | None
    composites: Sequence[CompositeCard]
    dimensions: Sequence[Column]
    forces: Sequence[Column]


def measured_now(place: Unit, day: date) -> Measured | None:
    """The latest run up to a day, with the months before it; two queries."""
    course = zone_course(place, day)
    if course is None:
        return None
    standing, months = course.standing, course.months
    run = standing.run
    cards = cards_of(standing, months, place, AskedDay(run.day, run.day), run.rule().enough)
    return Measured(
        day=run.day,
        people=standing.people,
        composites=cards.composites,
        dimensions=[_column(each, months) for each in cards.dimensions],
        forces=[_column(each, months) for each in cards.forces],
    )


def _column(card: PartCard, months: Sequence[Month]) -> Column:
    course = [(_label(each), each.parts.get(card.part.code)) for each in months]
    return Column(
        card=card,
        line=line_of(course, width=WIDE, height=LOW, top=FULL_MARKS) if card.score else None,
        told=[Told(one, _value_line(one.definition.id, months)) for one in card.derived],
    )


def _value_line(name: str, months: Sequence[Month]) -> Line:
    course = [(_label(each), each.values.get(name)) for each in months]
    return line_of(course, width=WIDE, height=LOW)


def _label(month: Month) -> str:
    return f"{month.run.day:%Y-%m}"
