"""What a unit's index says, with a sentence wherever a number is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.index.framework import Part
from gongjiang.index.indicators import Definition
from gongjiang.index.queries.months import Month
from gongjiang.index.queries.standings import (
    Absence,
    CompositeStanding,
    IndicatorStanding,
    PartStanding,
    Standing,
)
from gongjiang.orgs.models import Unit
from gongjiang.web.index.labels import ABSENCES, change_in_digits, in_digits, rooms_in_words
from gongjiang.web.orgs.days import AskedDay

PERCENT = 100
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator of a unit.

    Attributes:
        value, score, n: in words; "" where there is none.
        change: of the value within a year, in words; "" where it cannot be told.
        silence: why there is no value, or no score.
    """

    definition: Definition
    url: str
    value: str
    score: str
    n: int | None
    change: str
    silence: str

    @property
    def is_derived(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class PartCard:
    """A dimension or force of a unit.

    Attributes:
        covered: the share of its weight that is there, in per cent.
        waits: the rooms it waits for, in words.
    """

    part: Part
    score: str
    covered: float
    silence: str
    waits: str
    cards: Sequence[Card]

    @property
    def derived(self) -> list[Card]:
        return [card for card in self.cards if card.is_derived]


@dataclass(frozen=True, slots=True)
class CompositeCard:
    """The composite of the dimensions, or of the forces."""

    code: str
    title: str
    asks: str
    score: str
    covered: float
    needed: float
    silence: str
    waits: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Everything a unit's index says."""

    composites: Sequence[CompositeCard]
    dimensions: Sequence[PartCard]
    forces: Sequence[PartCard]

    @property
    def parts(self) -> Sequence[PartCard]:
        return (*self.dimensions, *self.forces)

    @property
    def derived(self) -> list[Card]:
        return [card for part in self.parts for card in part.derived]


def cards_of(
    standing: Standing, months: Sequence[Month], unit: Unit, asked: AskedDay, enough: float
) -> Cards:
    """What a unit's pages show.

    Args:
        months: the unit's up to this day, the earliest first.
        enough: the share of the weight that a score needs, 0 to 1.
    """
    before = months[-1 - A_YEAR] if len(months) > A_YEAR else None

    def part(each: PartStanding) -> PartCard:
        cards = [_card(one, before, unit, asked) for one in each.indicators]
        return PartCard(
            part=each.part,
            score=_score(each.score),
            covered=PERCENT * each.coverage,
            silence=_silence(each.absence),
            waits=rooms_in_words(each.rooms),
            cards=cards,
        )

    return Cards(
        composites=[
            _composite(each, parts, enough)
            for each, parts in zip(
                standing.composites, (standing.dimensions, standing.forces), strict=True
            )
        ],
        dimensions=[part(each) for each in standing.dimensions],
        forces=[part(each) for each in standing.forces],
    )


def indicator_url(code: str, unit: Unit | None, asked: AskedDay) -> str:
    """An indicator's page, about a unit and a day."""
    said = {} if unit is None else {"unit": str(unit.public_id)}
    if not asked.is_today:
        said["on"] = asked.on.isoformat()
    query = f"?{urlencode(said)}" if said else ""
    return reverse("index:indicator", args=[code]) + query


def unit_url(unit: Unit, asked: AskedDay) -> str:
    """A unit's index page on a day."""
    return reverse("index:unit", args=[unit.public_id]) + asked.query


def _card(each: IndicatorStanding, before: Month | None, unit: Unit, asked: AskedDay) -> Card:
    return Card(
        definition=each.definition,
        url=indicator_url(each.definition.id, unit, asked),
        value=in_digits(each.value, each.definition),
        score=_score(each.score),
        n=each.n,
        change=_change(each, before),
        silence=_silence(each.absence),
    )


def _change(each: IndicatorStanding, before: Month | None) -> str:
    then = before.values.get(each.definition.id) if before else None
    if each.value is None or then is None:
        return ""
    return change_in_digits(each.value - then, each.definition)


def _composite(
    each: CompositeStanding, parts: Sequence[PartStanding], enough: float
) -> CompositeCard:
    """A composite; of its weight is there what is there of its parts', scored or not."""
    there = sum(one.part.weight * one.coverage for one in parts)
    of_dimensions = each.code == "D"
    return CompositeCard(
        code=each.code,
        title=_("Composite of the dimensions") if of_dimensions else _("Composite of the forces"),
        asks=_("What people bring") if of_dimensions else _("What comes of it"),
        score=_score(each.score),
        covered=PERCENT * there / sum(one.part.weight for one in parts),
        needed=PERCENT * enough,
        silence=_silence(each.absence),
        waits=rooms_in_words(each.rooms),
    )


def _silence(absence: Absence | None) -> str:
    return str(ABSENCES[absence]) if absence else ""


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"
