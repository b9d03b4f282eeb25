"""Who counts as an industrial worker, by the day on which it was decided so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongjiang.governance.contents.people import IndustrialWorkerRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.kernel.periods import Period
from gongjiang.people.queries.trend import DatedDefinition
from gongjiang.people.rules import IndustrialWorkerDefinition


def industrial_worker_definitions() -> tuple[DatedDefinition, ...]:
    """Every version of who counts as an industrial worker, with its days, the earliest first."""
    return definitions_in(
        approved().filter(key=IndustrialWorkerRule.key, scope=None).order_by("valid_from")
    )


def definitions_in(versions: Iterable[RuleSet]) -> tuple[DatedDefinition, ...]:
    """What each version of the rule says, with its days."""
    return tuple(
        DatedDefinition(Period(version.valid_from, version.valid_to), definition_in(version))
        for version in versions
    )


def definition_in(version: RuleSet) -> IndustrialWorkerDefinition:
    """What one version of the rule says."""
    return IndustrialWorkerRule.read(version.content).definition(version.version)


def industrial_worker_definition(on: date) -> IndustrialWorkerDefinition | None:
    """The version in force on a day, or None when nobody has approved one for it."""
    return next(
        (dated.definition for dated in industrial_worker_definitions() if on in dated.period),
        None,
    )
