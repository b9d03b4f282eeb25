"""The zone's rules as of a day, read once for all figures of one moment."""

from __future__ import annotations

from datetime import date, datetime

from gongjiang.governance.contents.people import IndustrialWorkerRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.industrial_workers import definition_in, definitions_in
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.kernel.periods import Period
from gongjiang.people.queries.trend import DatedDefinition
from gongjiang.people.rules import IndustrialWorkerDefinition
from gongjiang.reports.figures.kept import shared


def rule_then(key: str, on: date, known_at: datetime | None = None) -> RuleSet | None:
    """The version of a rule that holds in the zone on a day, as approved by a moment."""
    for rule in _versions():
        known = known_at is None or (rule.approved_at is not None and rule.approved_at <= known_at)
        if rule.key == key and known and on in Period(rule.valid_from, rule.valid_to):
            return rule
    return None


def industrial_worker_definition(on: date) -> IndustrialWorkerDefinition | None:
    """Who counts as an industrial worker on a day; None when nobody has approved it."""
    rule = rule_then(IndustrialWorkerRule.key, on)
    return None if rule is None else definition_in(rule)


def industrial_worker_definitions() -> tuple[DatedDefinition, ...]:
    """Every version of who counts as an industrial worker, the earliest first."""
    return definitions_in(rule for rule in _versions() if rule.key == IndustrialWorkerRule.key)


@shared
def _versions() -> tuple[RuleSet, ...]:
    """Every approved version of every rule of the zone: some dozens, the earliest first."""
    return tuple(approved().filter(scope=None).order_by("valid_from"))
