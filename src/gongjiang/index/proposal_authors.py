"""How many proposals each author had in the window of each day that is asked for."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from gongjiang.index.records import MONTHS, Records, windows
from gongjiang.ledger.facts.proposals import ProposalAuthored


def authored(records: Records) -> ir.Table:
    """A row an author and day asked for: (day, person_id, proposals, share_bp, first_after).

    `first_after` says whether they had never been an author before the day's window began. Worked
    out once for all the indicators that count authors.
    """
    facts = records.live(ProposalAuthored).select("person_id", "share_bp", "at")
    first = facts.group_by("person_id").agg(first_at=facts["at"].min())
    spans = spans_of(records)
    within = facts.join(spans, [facts["at"] > spans.after, facts["at"] <= spans.day])
    counts = within.group_by("day", "after", "person_id").agg(
        proposals=within.count(), share_bp=within.share_bp.sum()
    )
    known = counts.join(first, "person_id")
    return known.select(
        "day", "person_id", "proposals", "share_bp", first_after=known.first_at > known.after
    )


def spans_of(records: Records) -> ir.Table:
    """(day, after): the twelve months up to each day asked for."""
    spans = windows(records.question.days, MONTHS)
    return ibis.memtable(
        pa.table(
            {
                "day": pa.array([day for day, _ in spans], pa.date32()),
                "after": pa.array([window.after for _, window in spans], pa.date32()),
            }
        )
    )
