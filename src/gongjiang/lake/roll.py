"""Who is on roll, worked out from facts: the same rows as people/queries/roll.replayed.

A posting begins with the fact that somebody was hired, taken on or moved, and runs until the next
such fact of the employment, or until the employment ends.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

ROLL = (
    "employment_id",
    "person_id",
    "unit_id",
    "post_kind",
    "employment_kind",
    "employer_id",
    "since",
)
"""The columns of a roll; `since` is the employment's first day."""


def postings(hired: ir.Table, taken_on: ir.Table, moved: ir.Table, left: ir.Table) -> ir.Table:
    """Each posting and its days.

    Args:
        hired, taken_on, moved, left: the facts of these kinds that count.

    Returns:
        The columns of `ROLL`, and `valid_from`, `valid_to`: half-open, no end while it runs.
    """
    started = hired.select(**_start(hired)).union(taken_on.select(**_start(taken_on)))
    steps = (
        hired.select(**_step(hired))
        .union(taken_on.select(**_step(taken_on)))
        .union(moved.select(**_step(moved)))
    )
    return _bounded(started, _followed(steps), _ends(taken_on, left))


def running(spells: ir.Table, on: ir.DateValue) -> ir.BooleanValue:
    """Whether a posting runs on a day."""
    return (spells.valid_from <= on) & (spells.valid_to.isnull() | (spells.valid_to > on))


def _start(facts: ir.Table) -> dict[str, ir.Value]:
    return {
        "employment_id": facts.employment_id,
        "person_id": facts.person_id,
        "employment_kind": facts.employment_kind,
        "employer_id": facts.employer_id,
        "since": facts.occurred_on,
    }


def _step(facts: ir.Table) -> dict[str, ir.Value]:
    return {
        "employment_id": facts.employment_id,
        "unit_id": facts.unit_id,
        "post_kind": facts.post_kind,
        "step_on": facts.occurred_on,
        "step_id": facts.id,
    }


def _followed(steps: ir.Table) -> ir.Table:
    """Each step with the day of the next; of two on one day, the one recorded later counts."""
    order = ibis.window(group_by=steps.employment_id, order_by=[steps.step_on, steps.step_id])
    return steps.mutate(next_on=steps.step_on.lead().over(order))


def _ends(taken_on: ir.Table, left: ir.Table) -> ir.Table:
    """The first day after each employment that ended: by leaving, or by being taken on."""
    ends = left.select(ended_id=left.employment_id, end_on=left.occurred_on).union(
        taken_on.select(ended_id=taken_on.internship_id, end_on=taken_on.occurred_on)
    )
    return ends.group_by("ended_id").agg(end_on=ends.end_on.min())


def _bounded(started: ir.Table, steps: ir.Table, ends: ir.Table) -> ir.Table:
    spells = started.join(steps, "employment_id").left_join(
        ends, [started.employment_id == ends.ended_id]
    )
    spells = spells.mutate(
        valid_from=ibis.greatest(spells.since, spells.step_on),
        # Null only when both are: it runs still.
        valid_to=ibis.coalesce(
            ibis.least(spells.next_on, spells.end_on), spells.next_on, spells.end_on
        ),
    )
    spells = spells.filter(spells.valid_to.isnull() | (spells.valid_from < spells.valid_to))
    return spells.select(*ROLL, "valid_from", "valid_to")
