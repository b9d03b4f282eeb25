"""Which framework holds on a day, and what it still waits for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import NoRuleInForce, rule_in_force
from gongjiang.index.canonical import CANONICAL, VERSION
from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.index.scoring import due_at


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework version.

    Attributes:
        rule_set: where it was approved; None: the software's own, in a home that has none yet.
    """

    version: str
    rule: FrameworkRule
    rule_set: RuleSet | None = None


def framework_on(day: date) -> Framework:
    """The framework in force on a day; the software's own where none was approved. One query."""
    try:
        found = rule_in_force(FrameworkRule.key, on=day)
    except NoRuleInForce:
        return Framework(VERSION, CANONICAL)
    return Framework(found.version, FrameworkRule.read(found.content), found)


def waits_for(parts: Sequence[Part], kind: str, measured: Collection[str]) -> list[str]:
    """The rooms whose indicators are missing from some parts at a kind of unit, each once."""
    rooms = [
        each.definition.room
        for part in parts
        for each in due_at(part, kind)
        if each.indicator not in measured
    ]
    return list(dict.fromkeys(rooms))
