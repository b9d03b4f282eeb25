"""G1 and G2: how long people wait for their next grade, and how many rise in time."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.grade_spells import waits
from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    Indicator,
    Measured,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import Records
from gongjiang.index.rules.normalise import Direction, Floats

BIN_MONTHS = 3
BINS = 20
"""Sixty months by quarters of a year; who waits longer has been at risk in all of them."""

ON_TIME_MONTHS = 36  # domain.md §9.2
HALF = 0.5


class TimeToNextGrade(Indicator):
    """Kaplan-Meier median, told from who was at risk and who rose in each quarter of waiting.

    These counts add up over units, as a median does not. Within the quarter in which the half is
    reached the median is drawn straight, so it is exact to a quarter of a year.
    """

    definition: ClassVar[Definition] = Definition(
        id="G1",
        label=_("Median time to the next grade"),
        formula=_(
            "Kaplan-Meier median of the months until the next grade, of all waits that had begun "
            "by the day; who has not risen counts as still waiting. Jumps, demotions and new "
            "grade tables are no rises; faster is not better beyond the band. Where half have not "
            "risen within sixty months, it is told as sixty"
        ),
        numerator=_("rises by quarter of waiting"),
        denominator=_("those at risk in that quarter"),
        unit=_("months"),
        direction=Direction.BAND,
        levels=levels("ESZ"),
        room="careers",
        version="2",
    )
    parts: ClassVar[tuple[str, ...]] = (
        *(f"at_risk_{place}" for place in range(BINS)),
        *(f"rose_{place}" for place in range(BINS)),
    )

    def tallies(self, records: Records) -> list[Tally]:
        waiting = waits(records)
        lasted = waiting.months // BIN_MONTHS
        alike = waiting.group_by("at", "rose", unit_id=waiting.enterprise_id, lasted=lasted)
        many = alike.agg(waits=waiting.count())
        counts: dict[str, ir.Value] = {}
        for place in range(BINS):
            rose = (many.lasted == place) & many.rose
            counts[f"at_risk_{place}"] = (many.lasted >= place).ifelse(many.waits, 0).sum()
            counts[f"rose_{place}"] = rose.ifelse(many.waits, 0).sum()
        return [Tally(many.group_by("at", "unit_id").agg(**counts), Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        at_risk, rose = sums[:, :BINS].astype(np.float64), sums[:, BINS:].astype(np.float64)
        values = told_median(at_risk, rose)
        return Measured(values, np.ones_like(values), sums[:, 0], values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        at_risk, rose = sums[:, :BINS], sums[:, BINS:]
        share = np.divide(rose, at_risk, out=np.zeros(rose.shape), where=at_risk > 0)
        return np.column_stack([at_risk, chance.binomial(at_risk, share)])


def told_median(at_risk: Floats, rose: Floats) -> Floats:
    """The median of each row in months, at most sixty; NaN where nobody waited that long.

    Who saw half still waiting at sixty months knows that the median is longer: a slow enterprise
    has a value, and the worst score, not none.
    """
    values = grouped_median(at_risk, rose)
    still_waiting = at_risk[:, -1] > rose[:, -1]
    return np.where(np.isnan(values) & still_waiting, float(BINS * BIN_MONTHS), values)


def grouped_median(at_risk: Floats, rose: Floats, width: float = BIN_MONTHS) -> Floats:
    """The median of each row, in months; NaN where half have not risen within the bins.

    Args:
        width: of a bin, in months; or in another unit, which is then the answer's too.
        at_risk, rose: a column per quarter of waiting. Who stopped waiting otherwise within a
            quarter was at risk in half of it: the life-table's way.
    """
    next_at_risk = np.column_stack([at_risk[:, 1:], at_risk[:, -1] - rose[:, -1]])
    exposed = at_risk - (at_risk - rose - next_at_risk) * HALF
    hazard = np.divide(rose, exposed, out=np.zeros_like(rose), where=exposed > 0)
    waiting = np.cumprod(1 - hazard, axis=1)
    before = np.column_stack([np.ones(len(waiting)), waiting[:, :-1]])
    reached = waiting <= HALF
    place = reached.argmax(axis=1)
    rows = np.arange(len(waiting))
    fallen = before[rows, place] - waiting[rows, place]
    within = np.divide(
        before[rows, place] - HALF, fallen, out=np.zeros(len(rows)), where=fallen > 0
    )
    median: Floats = (place + within) * width
    median[~reached.any(axis=1)] = np.nan
    return median


class OnTime(Share):
    """Of those whose wait began 36 months ago or earlier, who rose within 36 months."""

    definition: ClassVar[Definition] = Definition(
        id="G2",
        label=_("Promotion on time"),
        formula=_(
            "Promoted within 36 months, of those who entered their grade 36 months ago or earlier"
        ),
        numerator=_("rises within 36 months"),
        denominator=_("entries into a grade 36 months ago or earlier"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("ESZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("on_time", "cohort")

    def tallies(self, records: Records) -> list[Tally]:
        waiting = waits(records)
        long_ago = waiting.began <= waiting.at - ibis.interval(months=ON_TIME_MONTHS)
        cohort = waiting.filter(long_ago)
        in_time = cohort.rose & (cohort.months <= ON_TIME_MONTHS)
        told = cohort.group_by("at", unit_id=cohort.enterprise_id).agg(
            on_time=_one(in_time), cohort=cohort.count()
        )
        return [Tally(told, Reach.DAY)]


def _one(condition: ir.Value) -> ir.Value:
    return condition.ifelse(1, 0).sum()
