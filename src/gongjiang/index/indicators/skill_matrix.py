"""P7 and G4: what the skill matrices say."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    Definition,
    Indicator,
    Measured,
    Reach,
    Spread,
    Tally,
    levels,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction, Floats
from gongjiang.index.skill_spells import levels as levels_held
from gongjiang.index.skill_spells import runs
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee
from gongjiang.ledger.facts.skills import SkillAssessed
from gongjiang.skills.models import INDEPENDENT

BIN_DAYS = 15
BINS = 48
"""Two years in half months; longer than that is one last bin."""


class MultiSkill(Indicator):
    """The mean number of skills that a worker has at level 3 or above (多能工指数)."""

    definition: ClassVar[Definition] = Definition(
        id="P7",
        label=_("Multi-skill index"),
        formula=_("Skills of the matrix held at level 3 or above, per person on roll"),
        numerator=_("skills held at level 3 or above"),
        denominator=_("persons on roll"),
        unit=_("skills"),
        direction=Direction.HIGHER,
        levels=levels("TE"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = ("skills", "persons")

    def tallies(self, records: Records) -> list[Tally]:
        seats, held = records.seats, levels_held(records)
        held = held.filter(held.value >= int(INDEPENDENT))
        has = seats.join(held, [seats.person_id == held.person_id, runs(held, seats.at)])
        skills = has.group_by("at", "unit_id").agg(skills=has.count())
        persons = seats.group_by("at", "unit_id").agg(persons=seats.count())
        return [Tally(skills, Reach.DAY), Tally(persons, Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        skills, persons = sums.T.astype(np.float64)
        values = np.full(skills.shape, np.nan)
        np.divide(skills, persons, out=values, where=persons > 0)
        return Measured(skills, persons, sums[:, 1], values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        return np.column_stack([chance.poisson(sums[:, 0] + HALF), sums[:, 1]])


class TimeToIndependence(Spread):
    """The median of the days from an employment's beginning to the first skill at level 3.

    Of those who got there within the window; it says nothing of those still on the way. Days are
    counted in half months, so that counts of units add up to those of the unit above.
    """

    definition: ClassVar[Definition] = Definition(
        id="G4",
        label=_("Time to independent work"),
        formula=_(
            "Median days from hiring to the first skill of the team's matrix at level 3, of those "
            "who reached it within twelve months; from counts by half month"
        ),
        numerator=_("the median of their days"),
        denominator=_("persons who reached level 3 for the first time in an employment"),
        unit=_("days"),
        direction=Direction.LOWER,
        months=MONTHS,
        levels=levels("TE"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = tuple(f"bin_{place}" for place in range(BINS + 1))

    def tallies(self, records: Records) -> list[Tally]:
        reached = _first_independence(records)
        place = ibis.least(reached.days // BIN_DAYS, BINS)
        counts = reached.group_by("at", "unit_id").agg(
            **{f"bin_{each}": (place == each).ifelse(1, 0).sum() for each in range(BINS + 1)}
        )
        return [Tally(counts, Reach.WINDOW)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        n = sums.sum(axis=1)
        medians = grouped_median(sums)
        return Measured(medians, n.astype(np.float64), n, medians)


def grouped_median(sums: NDArray[np.int64]) -> Floats:
    """The median of days counted in bins: within the bin that holds it, days spread evenly.

    NaN where nobody is counted, or where it lies in the last bin, which has no end.
    """
    total = sums.sum(axis=1)
    half = total / 2.0
    upto = sums.cumsum(axis=1)
    place = (upto < half[:, np.newaxis]).sum(axis=1).clip(max=sums.shape[1] - 1)
    rows = np.arange(len(sums))
    before = upto[rows, place] - sums[rows, place]
    inside = np.maximum(sums[rows, place], 1)
    median = BIN_DAYS * (place + (half - before) / inside)
    return np.where((total > 0) & (place < BINS), median, np.nan)


def _first_independence(records: Records) -> ir.Table:
    """Each employment's first assessment at level 3 at its site: (at, unit_id, days)."""
    hired, taken_on = records.live(Hired), records.live(InternBecameEmployee)
    columns = ("person_id", "enterprise_id", "occurred_on")
    begun = hired.select(*columns).union(taken_on.select(*columns)).rename(begun_on="occurred_on")
    assessed = records.live(SkillAssessed)
    assessed = assessed.filter(assessed.level >= int(INDEPENDENT)).select(
        "id", "person_id", "enterprise_id", "unit_id", "at"
    )
    both = begun.join(assessed, ["person_id", "enterprise_id"]).filter(
        lambda each: each.at >= each.begun_on
    )
    first = both.mutate(
        place=ibis.row_number().over(
            ibis.window(
                group_by=[both.person_id, both.enterprise_id, both.begun_on],
                order_by=[both.at, both.id],
            )
        )
    ).filter(lambda each: each.place == 0)
    # Of two employments before one assessment, it is the later one's.
    latest = first.mutate(
        later=ibis.row_number().over(ibis.window(group_by=first.id, order_by=first.begun_on.desc()))
    ).filter(lambda each: each.later == 0)
    return latest.select("at", "unit_id", days=_days_between(latest.begun_on, latest.at))


def _days_between(start: ir.DateValue, end: ir.DateValue) -> ir.IntegerValue:
    return end.delta(start, unit="day")
