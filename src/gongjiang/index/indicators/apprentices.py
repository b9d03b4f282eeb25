"""G5: how many apprentices and interns are qualified after two years."""

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
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.facts.mentoring import AgreementStarted
from gongjiang.ledger.facts.people import Hired
from gongjiang.ledger.facts.skills import SkillAppointed, SkillCertified

COHORT_MONTHS = 24
LEAST_RANK = 2
NEW_WORKER, INTERN = "NEW_WORKER", "INTERN"
PROMOTIONS = ("PROMOTION", "EXCEPTIONAL")
"""So much of either is added, or a unit that has none of one would be certain to stay so."""


class QualifiedApprentices(Share):
    """Apprentices and interns who rose within two years of their beginning.

    Each person is in one cohort, that of their first apprenticeship or internship, and counts at
    the enterprise where it began, on the day its two years are over.
    """

    definition: ClassVar[Definition] = Definition(
        id="G5",
        label=_("Apprentices qualified in two years"),
        formula=_(
            "Apprentices and interns who within 24 months of beginning were certified for rank 2 "
            "or higher or promoted by a grade, of those whose 24 months ended within twelve months"
        ),
        numerator=_("those of them who came to rank 2 or higher, or were promoted, in 24 months"),
        denominator=_(
            "persons whose first agreement as a new worker, or first internship, began 24 months "
            "before a day of the last twelve months"
        ),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("ESZ"),
        room="mentoring",
    )
    parts: ClassVar[tuple[str, ...]] = ("qualified", "cohort")
    group: ClassVar[str | None] = "qualified"

    def tallies(self, records: Records) -> list[Tally]:
        cohort = _cohort(records)
        counts = cohort.group_by("at", "unit_id").agg(
            qualified=cohort.qualified.ifelse(1, 0).sum(), cohort=cohort.count()
        )
        return [Tally(counts, Reach.WINDOW)]


def _cohort(records: Records) -> ir.Table:
    """A row a person: enterprise, the day the two years are over, and whether they rose by it."""
    begun = _begun(records)
    over = (begun.began_on + ibis.interval(months=COHORT_MONTHS)).cast("date")
    begun = begun.mutate(at=over)
    rises = _rises(records)
    in_time = begun.join(
        rises,
        [
            begun.person_id == rises.riser_id,
            rises.rose_on >= begun.began_on,
            rises.rose_on < begun["at"],
        ],
    )
    risen = in_time.select("person_id").distinct().mutate(rose=True)
    joined = begun.left_join(risen, "person_id")
    return joined.select(
        "unit_id",
        at=joined["at"],
        qualified=ibis.coalesce(joined.rose, ibis.literal(value=False)),
    )


def _begun(records: Records) -> ir.Table:
    """Where and when each person first began as an apprentice or an intern."""
    agreements = records.live(AgreementStarted)
    apprentices = agreements.filter(agreements.mentoring_kind == NEW_WORKER)
    hired = records.live(Hired)
    interns = hired.filter(hired.employment_kind == INTERN)
    columns = {"began_on": ibis._["at"], "unit_id": ibis._.enterprise_id}
    both = apprentices.select("person_id", **columns).union(interns.select("person_id", **columns))
    place = ibis.row_number().over(
        ibis.window(group_by=both.person_id, order_by=[both.began_on, both.unit_id])
    )
    first = both.mutate(place=place)
    return first.filter(first.place == 0).drop("place")


def _rises(records: Records) -> ir.Table:
    """The days on which somebody came to a rank that counts, or was promoted."""
    certified = records.live(SkillCertified)
    appointed = records.live(SkillAppointed)
    entered = records.live(GradeEntered)
    columns = {"riser_id": ibis._.person_id, "rose_on": ibis._["at"]}
    return (
        certified.filter(certified["rank"] >= LEAST_RANK)
        .select(**columns)
        .union(appointed.select(**columns))
        .union(entered.filter(entered.reason.isin(PROMOTIONS)).select(**columns))
    )
