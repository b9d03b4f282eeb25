"""The index on the wall: dimensions and forces of the zone, as anybody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.index.queries.standings import Standing
from gongjiang.index.queries.zone import zone_months
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
    months = zone_months(place, day)
    if not months:
        return None
    run = months[-1].run
    asked = AskedDay(run.day, run.day)
    cards = cards_of(months[-1], months, place, asked, run.rule().enough)
    return Measured(
        day=run.day,
        people=months[-1].people,
        composites=cards.composites,
        dimensions=[_column(each, months) for each in cards.dimensions],
        forces=[_column(each, months) for each in cards.forces],
    )


def _column(card: PartCard, months: Sequence[Standing]) -> Column:
    course = [
        (f"{each.run.day:%Y-%m}", found.score if (found := each.part(card.part.code)) else None)
        for each in months
    ]
    return Column(
        card=card,
        line=line_of(course, width=WIDE, height=LOW, top=FULL_MARKS) if card.score else None,
        told=[Told(one, _value_line(one.definition.id, months)) for one in card.derived],
    )


def _value_line(name: str, months: Sequence[Standing]) -> Line:
    course = [
        (f"{each.run.day:%Y-%m}", found.value if (found := each.indicator(name)) else None)
        for each in months
    ]
    return line_of(course, width=WIDE, height=LOW)
