"""F35: how many leave of their own will."""

from __future__ import annotations

from typing import ClassVar

import ibis
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    PERCENT,
    Definition,
    Indicator,
    Measured,
    Reach,
    Tally,
    levels,
    percentages,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.people import Left


class Leavers(Indicator):
    """Voluntary leavers over average headcount.

    Somebody exported to a new base as a backbone has not left in this sense; the pipeline room
    will record exports, and they are excluded from then on, under a new version. Whether a leaving
    was voluntary must be told: where it was not, it counts as if it were.
    """

    definition: ClassVar[Definition] = Definition(
        id="F35",
        label=_("Voluntary turnover"),
        formula=_(
            "Persons who left of their own will within twelve months, of the average headcount: "
            "the mean of twelve month-end rolls"
        ),
        numerator=_("voluntary leavers of twelve months; exports count until they are recorded"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=PERCENT,
        direction=Direction.LOWER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="people",
    )
    parts: ClassVar[tuple[str, ...]] = ("leavers", "person_months")
    group: ClassVar[str | None] = "leavers"

    def tallies(self, records: Records) -> list[Tally]:
        left = records.live(Left)
        left = left.filter(ibis.coalesce(left.voluntary, ibis.literal(value=True)))
        leavers = left.group_by("at", "unit_id").agg(leavers=left.count())
        seats = records.seats
        present = seats.group_by("at", "unit_id").agg(person_months=seats.count())
        return [Tally(leavers, Reach.WINDOW), Tally(present, Reach.MONTH_ENDS)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        leavers, person_months = sums.T.astype(np.float64)
        return percentages(leavers, person_months / MONTHS)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        # Half a leaver more: who lost nobody so far is not certain to keep everybody.
        return np.column_stack([chance.poisson(sums[:, 0] + HALF), sums[:, 1]])
