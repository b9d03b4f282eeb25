"""Which ladder holds for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.round_rules import RoundsRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import (
    NoRuleInForce,
    approved,
    content_in_force,
    rule_in_force,
)
from gongjiang.orgs.models import Ancestry, UnitKind
from gongjiang.orgs.queries import true_on


@dataclass(frozen=True, slots=True)
class LadderInForce:
    """A ladder and the version it stands in.

    Attributes:
        own: whether it is narrower than the zone's.
    """

    rule: LadderRule
    rule_set: RuleSet

    @property
    def own(self) -> bool:
        return self.rule_set.scope_id is not None


def ladder_at(unit_id: int | None, on: date) -> LadderInForce:
    """The ladder that holds for a unit on a day; one query.

    Raises:
        NoRuleInForce: nobody has approved one for this day.
    """
    rule_set = rule_in_force(LadderRule.key, on=on, unit_id=unit_id)
    return LadderInForce(LadderRule.read(rule_set.content), rule_set)


def rounds_rule(unit_id: int, on: date) -> RoundsRule:
    """The terms of rounds that hold for a unit on a day."""
    return content_in_force(RoundsRule, on=on, unit_id=unit_id)


@dataclass(frozen=True, slots=True)
class Charge:
    """A ladder and the enterprises for which it holds; None: all that no other one names."""

    ladder: LadderInForce
    enterprises: frozenset[int] | None


def ladders_on(on: date) -> list[Charge]:
    """Every ladder in force on a day, the zone's last; an enterprise is in one charge alone.

    Raises:
        NoRuleInForce: the zone has none.
    """
    held = approved().filter(true_on(on), key=LadderRule.key).select_related("scope")
    by_scope = {rule_set.scope_id: rule_set for rule_set in held}
    if None not in by_scope:
        rule_in_force(LadderRule.key, on=on)  # says that there is none
        raise NoRuleInForce
    above = Ancestry.objects.filter(
        true_on(on),
        ancestor_id__in=[scope for scope in by_scope if scope is not None],
        descendant__kind=UnitKind.ENTERPRISE,
    )
    nearest: dict[int, int] = {}
    for enterprise, scope in above.order_by("-depth").values_list("descendant_id", "ancestor_id"):
        nearest[enterprise] = scope
    charges = [
        Charge(
            LadderInForce(LadderRule.read(rule_set.content), rule_set),
            frozenset(e for e, scope in nearest.items() if scope == scope_id),
        )
        for scope_id, rule_set in by_scope.items()
        if scope_id is not None
    ]
    zone = by_scope[None]
    return [*charges, Charge(LadderInForce(LadderRule.read(zone.content), zone), None)]
