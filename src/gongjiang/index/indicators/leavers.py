"""F35: how many leave of their own will."""

from __future__ import annotations

from typing import ClassVar

import ibis
from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    PerHead,
    Reach,
    Tally,
    levels,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.people import Left


class Leavers(PerHead):
    """Voluntary leavers over average headcount.

    Somebody exported to a sibling company or a new base was transferred, which is no leaving of
    one's own will. Whether a leaving was voluntary must be told: where it was not, it counts as if
    it were.
    """

    definition: ClassVar[Definition] = Definition(
        id="F35",
        label=_("Voluntary turnover"),
        formula=_(
            "Persons who left of their own will within twelve months, of the average headcount: "
            "the mean of twelve month-end rolls"
        ),
        numerator=_("voluntary leavers of twelve months; who was transferred is none"),
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
        return [Tally(leavers, Reach.WINDOW), self.present(records)]
