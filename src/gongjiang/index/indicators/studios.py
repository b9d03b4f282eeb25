"""I6 and F24: studios that passed their yearly review, ideas taken up elsewhere."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import PERCENT, Definition, Reach, Share, Tally, levels
from gongjiang.index.records import MONTHS, Records, windows
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.proposals import ProposalAccepted
from gongjiang.ledger.facts.studios import (
    ProposalReplicated,
    StudioNamed,
    StudioReviewed,
    StudioRevoked,
)

PASSED = ("EXCELLENT", "QUALIFIED")
TWO_YEARS = 24


class StudiosQualified(Share):
    """Studios whose last yearly review of the window was passed (合格率), where they work.

    A studio counts from the day its name is a year old: before that no review of a year can have
    been due. One whose name was revoked by the day does not count, its reviews included.
    """

    definition: ClassVar[Definition] = Definition(
        id="I6",
        label=_("Studios qualified"),
        formula=_(
            "Innovation studios whose last yearly review within twelve months was excellent or "
            "qualified, of those that have borne their name for a year"
        ),
        numerator=_("studios that passed their last yearly review within twelve months"),
        denominator=_("studios that have borne their name for twelve months on the day"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("ESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("passed", "named")

    def tallies(self, records: Records) -> list[Tally]:
        named = _named(records)
        passed = named.semi_join(_passed(records), ["at", "studio_id"])
        return [
            Tally(named.group_by("at", "unit_id").agg(named=named.count()), Reach.DAY),
            Tally(passed.group_by("at", "unit_id").agg(passed=passed.count()), Reach.DAY),
        ]


class IdeasSpread(Share):
    """Ideas accepted within 24 months of which a copy elsewhere was verified (成果推广率).

    The copy may be verified at any time up to the day asked for.
    """

    definition: ClassVar[Definition] = Definition(
        id="F24",
        label=_("Innovations spread"),
        formula=_(
            "Proposals accepted within 24 months with a verified copy elsewhere, of all accepted "
            "within 24 months"
        ),
        numerator=_("of these, those with a copy that was verified by the day"),
        denominator=_("proposals accepted within 24 months"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=TWO_YEARS,
        levels=levels("EZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("spread", "accepted")

    def tallies(self, records: Records) -> list[Tally]:
        accepted = _accepted(records)
        seen = records.live(ProposalReplicated).select("proposal_id", seen_on=ibis._["at"])
        spread = accepted.inner_join(seen, "proposal_id")
        spread = spread.filter(spread.seen_on <= spread["at"])
        spread = spread.select("at", "unit_id", "proposal_id").distinct()
        return [
            Tally(accepted.group_by("at", "unit_id").agg(accepted=accepted.count()), Reach.DAY),
            Tally(spread.group_by("at", "unit_id").agg(spread=spread.count()), Reach.DAY),
        ]


def _asked(records: Records, months: int) -> ir.Table:
    """Each of the days asked for, and the day after which its window begins."""
    pairs = windows(records.question.days, months)
    return ibis.memtable(
        pa.table(
            {
                "at": pa.array([day for day, _window in pairs], pa.date32()),
                "after": pa.array([window.after for _day, window in pairs], pa.date32()),
            }
        )
    )


def _named(records: Records) -> ir.Table:
    """Studios that have borne their name for a year, on each day: at, studio_id, unit_id."""
    asked = _asked(records, MONTHS)
    named = records.live(StudioNamed).select("studio_id", "unit_id", named_on=ibis._["at"])
    revoked = records.live(StudioRevoked).select("studio_id", revoked_on=ibis._["at"])
    both = named.left_join(revoked, "studio_id").select(
        "studio_id", "unit_id", "named_on", "revoked_on"
    )
    holds = (both.named_on <= asked["after"]) & (
        both.revoked_on.isnull() | (both.revoked_on > asked["at"])
    )
    return both.join(asked, holds).select("at", "studio_id", "unit_id")


def _passed(records: Records) -> ir.Table:
    """Studios whose last review of the window was passed: at, studio_id."""
    asked = _asked(records, MONTHS)
    reviews = records.live(StudioReviewed).select(
        "studio_id", "year", "result", decided_on=ibis._["at"]
    )
    lies_in = (reviews.decided_on > asked["after"]) & (reviews.decided_on <= asked["at"])
    within = reviews.join(asked, lies_in).select("at", "studio_id", "year", "result")
    last = ibis.row_number().over(
        ibis.window(group_by=[within["at"], within.studio_id], order_by=[within["year"].desc()])
    )
    within = within.mutate(place=last)
    return within.filter((within.place == 0) & within.result.isin(PASSED)).select("at", "studio_id")


def _accepted(records: Records) -> ir.Table:
    """Ideas accepted in the window of each day: at, unit_id, proposal_id."""
    asked = _asked(records, TWO_YEARS)
    accepted = records.live(ProposalAccepted).select(
        "proposal_id", "unit_id", accepted_on=ibis._["at"]
    )
    lies_in = (accepted.accepted_on > asked["after"]) & (accepted.accepted_on <= asked["at"])
    return accepted.join(asked, lies_in).select("at", "unit_id", "proposal_id")
