"""I4, I5 and I8: items and projects accepted, patents granted, loops closed."""

from __future__ import annotations

from functools import reduce
from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    PER_THOUSAND,
    PERCENT,
    Definition,
    Measured,
    PerHead,
    Reach,
    Share,
    Tally,
    levels,
    rates,
)
from gongjiang.index.records import MONTHS, Records, windows
from gongjiang.index.rules.normalise import Direction
from gongjiang.innovation.models import Innovation, Patent
from gongjiang.ledger.facts.projects import (
    FiveSmallAccepted,
    LoopLinked,
    PatentGranted,
    ProjectAccepted,
)
from gongjiang.ledger.facts.proposals import ProposalDecided

PERSONS = 1_000.0
INVENTION_WEIGHT = 3
"""So many times an invention counts (domain.md §9.2)."""
LINKS = 4
"""Rule, platform, team and result; the innovation itself is the fifth."""
ADOPTED = "ADOPTED"
HEADCOUNT = _("mean of the rolls of the day and of the eleven month ends before it")


class ItemsAccepted(PerHead):
    """Five-small items and technical innovation projects accepted, over average headcount.

    Items count by the kinds that were in force when they were declared, whichever five these were.
    """

    definition: ClassVar[Definition] = Definition(
        id="I4",
        label=_("Density of five-small and technical innovations"),
        formula=_(
            "Five-small items and technical innovation projects accepted within twelve months, "
            "per 1,000 persons of the average headcount"
        ),
        numerator=_("items and projects accepted within twelve months"),
        denominator=HEADCOUNT,
        unit=PER_THOUSAND,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("ESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("accepted", "person_months")
    scale: ClassVar[float] = PERSONS

    def tallies(self, records: Records) -> list[Tally]:
        items = records.live(FiveSmallAccepted).select("at", "unit_id")
        both = items.union(records.live(ProjectAccepted).select("at", "unit_id"))
        accepted = both.group_by("at", "unit_id").agg(accepted=both.count())
        return [Tally(accepted, Reach.WINDOW), self.present(records)]


class PatentsGranted(PerHead):
    """Patents granted over average headcount, an invention counting three times.

    What was filed alone does not count, and what was declared invalid never has.
    """

    definition: ClassVar[Definition] = Definition(
        id="I5",
        label=_("Density of granted patents"),
        formula=_(
            "Patents granted within twelve months, inventions counting three times, per 1,000 "
            "persons of the average headcount"
        ),
        numerator=_("patents granted within twelve months, each invention as three"),
        denominator=HEADCOUNT,
        unit=PER_THOUSAND,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("EZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("inventions", "others", "person_months")

    def tallies(self, records: Records) -> list[Tally]:
        granted = records.live(PatentGranted)
        inventions = granted.filter(granted.patent_kind == Patent.Kind.INVENTION.value)
        others = granted.filter(granted.patent_kind != Patent.Kind.INVENTION.value)
        return [
            Tally(
                inventions.group_by("at", "unit_id").agg(inventions=inventions.count()),
                Reach.WINDOW,
            ),
            Tally(others.group_by("at", "unit_id").agg(others=others.count()), Reach.WINDOW),
            self.present(records),
        ]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        inventions, others, person_months = sums.T.astype(np.float64)
        weighted = INVENTION_WEIGHT * inventions + others
        return rates(weighted, person_months / MONTHS, scale=PERSONS)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        events = chance.poisson(sums[:, :2] + HALF)
        return np.column_stack([events, sums[:, 2]])


class LoopsClosed(Share):
    """Innovations of twelve months that had all five links at the end of the day asked for.

    An innovation is a proposal from its adoption, a project or five-small item from its
    acceptance, a patent from its grant; links count whenever they were made up to that day.
    """

    definition: ClassVar[Definition] = Definition(
        id="I8",
        label=_("Innovations with all five links"),
        formula=_(
            "Innovations of twelve months that are linked to a rule, a platform, a team and a "
            "result, of all innovations of twelve months"
        ),
        numerator=_("innovations with all five links on the day"),
        denominator=_(
            "proposals adopted, projects and five-small items accepted, and patents granted "
            "within twelve months"
        ),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("EZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("closed", "innovations")

    def tallies(self, records: Records) -> list[Tally]:
        innovations = self._in_windows(records, _innovations(records))
        closed = innovations.inner_join(_closed(records), ["innovation", "innovation_row"])
        closed = closed.filter(closed.closed_on <= closed["at"])
        return [
            Tally(
                innovations.group_by("at", "unit_id").agg(innovations=innovations.count()),
                Reach.DAY,
            ),
            Tally(closed.group_by("at", "unit_id").agg(closed=closed.count()), Reach.DAY),
        ]

    def _in_windows(self, records: Records, innovations: ir.Table) -> ir.Table:
        """Each innovation once for each of the days asked for whose window holds it."""
        asked = windows(records.question.days, MONTHS)
        days = ibis.memtable(
            pa.table(
                {
                    "at": pa.array([day for day, _window in asked], pa.date32()),
                    "after": pa.array([window.after for _day, window in asked], pa.date32()),
                }
            )
        )
        lies_in = (innovations.since > days["after"]) & (innovations.since <= days["at"])
        return innovations.join(days, lies_in).select(
            "at", "unit_id", "innovation", "innovation_row"
        )


def _innovations(records: Records) -> ir.Table:
    """Everything that counts: innovation, innovation_row, unit_id, since."""
    adopted = records.live(ProposalDecided)
    adopted = adopted.filter(adopted.outcome == ADOPTED)
    tables = [
        _named(adopted, Innovation.PROPOSAL, "proposal_id"),
        _named(records.live(ProjectAccepted), Innovation.PROJECT, "project_id"),
        _named(records.live(FiveSmallAccepted), Innovation.FIVE_SMALL, "item_id"),
        _named(records.live(PatentGranted), Innovation.PATENT, "patent_id"),
    ]
    return reduce(lambda one, other: one.union(other), tables)


def _named(facts: ir.Table, innovation: Innovation, row: str) -> ir.Table:
    return facts.select(
        "unit_id",
        since=facts["at"],
        innovation=ibis.literal(innovation.value),
        innovation_row=facts[row],
    )


def _closed(records: Records) -> ir.Table:
    """What has all four links, and since when: innovation, innovation_row, closed_on."""
    linked = records.live(LoopLinked)
    of_each = linked.group_by("innovation", "innovation_row").agg(
        links=linked.link.nunique(), closed_on=linked["at"].max()
    )
    return of_each.filter(of_each.links == LINKS).drop("links")
