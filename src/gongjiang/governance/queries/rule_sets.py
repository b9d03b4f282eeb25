"""Which rule holds where on which day, and which rule sets a reader may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from gongjiang.governance.contents import RuleContent, content_class, content_classes
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.reach import Reach
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import true_on

Content = TypeVar("Content", bound=RuleContent)


class NoRuleInForce(CannotDo):
    """Nobody has approved a rule for this day."""


def rule_in_force(key: str, *, on: date, unit_id: int | None = None) -> RuleSet:
    """The approved rule set that holds on a day; one query.

    Args:
        unit_id: for this unit: the set of the nearest unit upwards that has one, as the trees
            stood on that day, else the zone's; None: the zone's.

    Raises:
        NoRuleInForce: there is none.
    """
    held = approved().filter(true_on(on), key=key)
    if unit_id is None:
        found = held.filter(scope=None).first()
    else:
        above = Ancestry.objects.filter(
            true_on(on), descendant_id=unit_id, ancestor_id=OuterRef("scope_id")
        )
        found = (
            held.annotate(steps_up=Subquery(above.values("depth")[:1]))
            .filter(Q(scope=None) | Q(steps_up__isnull=False))
            .order_by(F("steps_up").asc(nulls_last=True))
            .first()
        )
    if found is None:
        raise NoRuleInForce(
            _("No rule for “%(title)s” is in force on %(day)s: one has to be approved first.")
            % {"title": content_class(key).title, "day": on}
        )
    return found


def rules_in_force(
    keys: Collection[str], *, on: date, unit_id: int | Subquery | None = None
) -> dict[str, RuleSet]:
    """The rule sets of several keys that hold on a day, each as `rule_in_force`; one query.

    A key of which none holds is missing.

    Args:
        unit_id: an id, or a subquery for one.
    """
    above = Ancestry.objects.filter(
        true_on(on), descendant_id=unit_id, ancestor_id=OuterRef("scope_id")
    )
    held = (
        approved()
        .filter(true_on(on), key__in=keys)
        .annotate(steps_up=Subquery(above.values("depth")[:1]))
        .filter(Q(scope=None) | Q(steps_up__isnull=False))
        .order_by(F("steps_up").desc(nulls_first=True))
    )
    return {rule_set.key: rule_set for rule_set in held}  # the nearest is the last, and stays


def content_in_force(content: type[Content], *, on: date, unit_id: int | None = None) -> Content:
    """What the rule in force says, read as its class; see `rule_in_force`.

    Raises:
        NoRuleInForce: there is none.
    """
    return content.read(rule_in_force(content.key, on=on, unit_id=unit_id).content)


def approved() -> QuerySet[RuleSet]:
    return RuleSet.objects.filter(approved_at__isnull=False)


def rule_sets_visible_to(reach: Reach) -> QuerySet[RuleSet]:
    """The approved sets that apply to the reader or in their charge, and drafts in their charge;
    to a leader also the drafts that wait for a leader."""
    holds = Q(scope=None) | reach.concerning("scope")
    mine = reach.in_charge("scope", zone_is_null=True)
    if reach.leads:
        mine |= Q(key__in=[kind.key for kind in content_classes() if kind.leader_approves])
    drafts = Q(approved_at__isnull=True) & mine
    return RuleSet.objects.filter((Q(approved_at__isnull=False) & holds) | drafts).select_related(
        "scope", "approved_by", "drafted_by"
    )


def history_of(rule_set: RuleSet) -> QuerySet[RuleSet]:
    """The approved sets of the same key and scope, the latest first."""
    same = approved().filter(key=rule_set.key, scope=rule_set.scope_id)
    return same.select_related("approved_by").order_by("-valid_from")
