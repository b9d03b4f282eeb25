"""Which definition holds on which day."""

from __future__ import annotations

from datetime import date

from gongjiang.kernel.periods import Period
from gongjiang.people.queries.trend import DatedDefinition
from gongjiang.people.rules import IndustrialWorkerDefinition


def industrial_worker_definitions() -> tuple[DatedDefinition, ...]:
    """Every version of who counts as an industrial worker, with its days, the earliest first."""
    return (
        DatedDefinition(
            Period(date(2017, 11, 1)),
            IndustrialWorkerDefinition(
                version="2017.1",
                industries=frozenset("ABCDEGI"),
                post_kinds=frozenset({"PRODUCTION", "TECHNICAL", "LOGISTICS"}),
                employment_kinds=frozenset({"REGULAR", "DISPATCHED", "OUTSOURCED"}),
            ),
        ),
    )


def industrial_worker_definition(on: date) -> IndustrialWorkerDefinition | None:
    """The version in force on a day, or None when nobody has approved one for it."""
    return next(
        (dated.definition for dated in industrial_worker_definitions() if on in dated.period),
        None,
    )
