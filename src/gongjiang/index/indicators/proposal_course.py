"""F22, I3, F25: how soon proposals are answered, what becomes of them, and when."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
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
    Share,
    Tally,
    levels,
)
from gongjiang.index.indicators.grade_speed import grouped_median
from gongjiang.index.proposal_authors import spans_of
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.proposals import (
    ProposalDecided,
    ProposalImplemented,
    ProposalSubmitted,
    ProposalWithdrawn,
)

LATE_AFTER_DAYS = 45
"""Whoever has no answer by then has none in time, whatever the term and the holidays (ours)."""
COHORT_DAYS = 120
"""So long after its decision it is asked whether a proposal is in practice (ours)."""
BIN_DAYS, BINS = 10, 24
ADOPTED = "ADOPTED"


class AnsweredInTime(Share):
    """Proposals that were decided within their term.

    A proposal counts on the day of its decision or, where there is none, 45 days after it was
    submitted, late: so that nothing counts before it can be told, and silence does not count as
    if it had never been asked. What was taken back before is not counted.
    """

    definition: ClassVar[Definition] = Definition(
        id="F22",
        label=_("Answered in time"),
        formula=_(
            "Proposals decided within the term, of those decided within three months or left "
            "without a decision for 45 days"
        ),
        numerator=_("proposals decided within the term"),
        denominator=_("proposals decided, or without a decision for 45 days"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=3,
        levels=levels("TESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("in_time", "answered")

    def tallies(self, records: Records) -> list[Tally]:
        told = _answers(records)
        counts = told.group_by("at", "unit_id").agg(
            in_time=_one(told.in_time), answered=told.count()
        )
        return [Tally(counts, Reach.WINDOW)]


def _answers(records: Records) -> ir.Table:
    """A row a proposal: the day on which it counts, its unit, and whether it was in time."""
    submitted, decided, withdrawn = (
        records.live(fact) for fact in (ProposalSubmitted, ProposalDecided, ProposalWithdrawn)
    )
    submitted = submitted.select("proposal_id", "unit_id", asked_on=submitted["at"])
    decided = decided.select("proposal_id", "in_time", decided_on=decided["at"])
    withdrawn = withdrawn.select("proposal_id", withdrawn_on=withdrawn["at"])
    both = submitted.left_join(decided, "proposal_id").drop("proposal_id_right")
    both = both.left_join(withdrawn, "proposal_id")
    late_on = (both.asked_on + ibis.interval(days=LATE_AFTER_DAYS)).cast("date")
    known = both.decided_on.notnull() & (both.decided_on <= late_on)
    kept = both.mutate(at=known.ifelse(both.decided_on, late_on), known=known)
    kept = kept.filter(kept.withdrawn_on.isnull() | (kept.withdrawn_on > kept["at"]))
    in_time = kept.known & ibis.coalesce(kept.in_time, ibis.literal(value=False))
    return kept.select("at", "unit_id", in_time=in_time)


class AdoptedAndDone(Indicator):
    """The adoption rate times the implementation rate: of what was decided, what is in practice.

    A proposal counts 120 days after its decision, adopted or not, in practice by then or not, so
    that each had the same time. Its parts keep both rates apart: adopted of decided, and in
    practice of adopted.
    """

    definition: ClassVar[Definition] = Definition(
        id="I3",
        label=_("Proposals adopted and carried out"),
        formula=_(
            "Adoption rate times implementation rate: of the proposals whose decision was 120 days "
            "ago within twelve months, those adopted and in practice by then"
        ),
        numerator=_("proposals adopted, and in practice within 120 days"),
        denominator=_("proposals decided 120 days before"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("done", "adopted", "decided")

    def tallies(self, records: Records) -> list[Tally]:
        decided, done = _decisions(records)
        both = decided.left_join(done, "proposal_id")
        counts_on = (both.decided_on + ibis.interval(days=COHORT_DAYS)).cast("date")
        both = both.mutate(at=counts_on)
        carried_out = both.adopted & both.done_on.notnull() & (both.done_on <= both["at"])
        told = both.group_by("at", "unit_id").agg(
            done=_one(carried_out), adopted=_one(both.adopted), decided=both.count()
        )
        return [Tally(told, Reach.WINDOW)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        done, _adopted, decided = sums.T.astype(np.float64)
        values = np.full(done.shape, np.nan)
        np.divide(100.0 * done, decided, out=values, where=decided > 0)
        return Measured(done, decided, sums[:, 2], values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        done, adopted, decided = sums.T
        adopts = chance.binomial(decided, (adopted + HALF) / (decided + 2 * HALF))
        return np.column_stack(
            [chance.binomial(adopts, (done + HALF) / (adopted + 2 * HALF)), adopts, decided]
        )


class TimeToPractice(Indicator):
    """Kaplan-Meier median of the days from adoption to practice, as G1 tells months in a grade.

    Of what was adopted within twelve months; what is not in practice yet still waits. Days are
    counted by tens, so that counts add up over units.
    """

    definition: ClassVar[Definition] = Definition(
        id="F25",
        label=_("From adoption to practice"),
        formula=_(
            "Kaplan-Meier median of the days from adoption to practice, of proposals adopted "
            "within twelve months; what is not in practice yet still waits. Where half still wait "
            "after 240 days, it is told as 240"
        ),
        numerator=_("put into practice by tens of days"),
        denominator=_("those that still waited then"),
        unit=_("days"),
        direction=Direction.LOWER,
        months=MONTHS,
        levels=levels("EZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = (
        *(f"done_{place}" for place in range(BINS + 1)),
        *(f"waits_{place}" for place in range(BINS + 1)),
    )

    def tallies(self, records: Records) -> list[Tally]:
        many = _waits(records)
        told = many.group_by("at", "unit_id").agg(
            **{
                f"{name}_{place}": ((many.place == place) & (many.is_done == done))
                .ifelse(many.proposals, 0)
                .sum()
                for name, done in (("done", True), ("waits", False))
                for place in range(BINS + 1)
            }
        )
        return [Tally(told, Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        done, waits = sums[:, : BINS + 1], sums[:, BINS + 1 :]
        # At risk in each ten days: all whose wait ended then or later.
        at_risk = (done + waits)[:, ::-1].cumsum(axis=1)[:, ::-1].astype(np.float64)
        values = grouped_median(at_risk[:, :BINS], done[:, :BINS].astype(np.float64), BIN_DAYS)
        # Where half still wait after all these days the median is longer: told as so many.
        longer = np.isnan(values) & (at_risk[:, BINS] > 0)
        values = np.where(longer, float(BINS * BIN_DAYS), values)
        return Measured(values, np.ones_like(values), sums.sum(axis=1), values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        n = sums.sum(axis=1)
        shares = (sums + 1e-12) / (n + 1e-12 * sums.shape[1])[:, np.newaxis]
        return chance.multinomial(n, shares / shares.sum(axis=1, keepdims=True))


def _waits(records: Records) -> ir.Table:
    """How many wait or waited for practice: (at, unit_id, place, is_done, proposals)."""
    decided, done = _decisions(records)
    adopted = decided.filter(decided.adopted)
    both = adopted.left_join(done, "proposal_id").select("unit_id", "decided_on", "done_on")
    spans = spans_of(records)
    waiting = both.join(spans, [both.decided_on > spans.after, both.decided_on <= spans.day])
    is_done = waiting.done_on.notnull() & (waiting.done_on <= waiting.day)
    until = is_done.ifelse(waiting.done_on, waiting.day)
    days = until.delta(waiting.decided_on, unit="day")
    found = waiting.select(
        "unit_id", at=waiting.day, is_done=is_done, place=ibis.least(days // BIN_DAYS, BINS)
    )
    return found.group_by("at", "unit_id", "place", "is_done").agg(proposals=found.count())


def _decisions(records: Records) -> tuple[ir.Table, ir.Table]:
    """(proposal_id, unit_id, decided_on, adopted), and (proposal_id, done_on)."""
    decided, done = records.live(ProposalDecided), records.live(ProposalImplemented)
    return (
        decided.select(
            "proposal_id",
            "unit_id",
            decided_on=decided["at"],
            adopted=decided.outcome == ADOPTED,
        ),
        done.select("proposal_id", done_on=done["at"]),
    )


def _one(condition: ir.Value) -> ir.Value:
    return condition.ifelse(1, 0).sum()
