"""The zone's rules as of a day, read once for all figures of one moment."""

from __future__ import annotations

from datetime import date, datetime

from gongjiang.governance.contents.people import IndustrialWorkerRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.industrial_workers import definition_in
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.orgs.queries import true_on
from gongjiang.people.rules import IndustrialWorkerDefinition
from gongjiang.reports.figures.kept import shared


def rule_then(key: str, on: date, known_at: datetime | None = None) -> RuleSet | None:
    """The version of a rule that holds in the zone on a day, as approved by a moment."""
    return _rules_then(on, known_at).get(key)


@shared
def _rules_then(on: date, known_at: datetime | None) -> dict[str, RuleSet]:
    held = approved().filter(true_on(on), scope=None)
    if known_at is not None:
        held = held.filter(approved_at__lte=known_at)
    return {rule.key: rule for rule in held}


def industrial_worker_definition(on: date) -> IndustrialWorkerDefinition | None:
    """Who counts as an industrial worker on a day; None when nobody has approved it."""
    rule = rule_then(IndustrialWorkerRule.key, on)
    return None if rule is None else definition_in(rule)
