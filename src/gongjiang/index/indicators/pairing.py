"""C6: how many new workers have a master within thirty days."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.mentoring import AgreementStarted
from gongjiang.ledger.facts.people import Hired

WITHIN_DAYS = 30
"""So much of either is added, or a unit that has none of one would be certain to stay so."""


class PairedInTime(Share):
    """New workers whose agreement with a master began within thirty days.

    A new worker counts on the day the thirty days are over, paired or not, so that nobody is
    counted before it can be told. Whoever is taken on after an internship is not new.
    """

    definition: ClassVar[Definition] = Definition(
        id="C6",
        label=_("Paired with a master in time"),
        formula=_(
            "New workers whose agreement with a master began within 30 days of their first day, "
            "of all new workers whose 30 days ended within twelve months"
        ),
        numerator=_("new workers with an agreement that began within 30 days"),
        denominator=_("new workers whose 30 days ended within twelve months"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="mentoring",
    )
    parts: ClassVar[tuple[str, ...]] = ("paired", "newcomers")
    group: ClassVar[str | None] = "paired"

    def tallies(self, records: Records) -> list[Tally]:
        newcomers = _newcomers(records)
        counts = newcomers.group_by("at", "unit_id").agg(
            paired=newcomers.paired.ifelse(1, 0).sum(), newcomers=newcomers.count()
        )
        return [Tally(counts, Reach.WINDOW)]


def _newcomers(records: Records) -> ir.Table:
    """A row a new worker: the day that the thirty days are over, the first unit, paired or not."""
    hired = records.live(Hired).select(
        "employment_id", "person_id", "unit_id", came_on=ibis._["at"]
    )
    started = records.live(AgreementStarted).select(
        apprentice_id=ibis._.person_id, began_on=ibis._["at"]
    )
    known_on = (hired.came_on + ibis.interval(days=WITHIN_DAYS)).cast("date")
    hired = hired.mutate(at=known_on)
    in_time = hired.join(
        started,
        [
            hired.person_id == started.apprentice_id,
            started.began_on >= hired.came_on,
            started.began_on <= hired["at"],
        ],
    )
    paired = in_time.select("employment_id").distinct().mutate(has_master=True)
    joined = hired.left_join(paired, "employment_id")
    return joined.select(
        "unit_id",
        at=joined["at"],
        paired=ibis.coalesce(joined.has_master, ibis.literal(value=False)),
    )
