"""Who may set up schemes, decide awards and pay them, and why not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Award
from gongjiang.innovation.permissions.studios import chairs_union_of
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Role
from gongjiang.people.queries.roles import holds_role


def may_reward(actor: Actor, enterprise_id: int, day: date) -> Decision:
    """The union of the enterprise sets up schemes and decides awards; HR where there is none."""
    if isinstance(actor, System) or chairs_union_of(actor, enterprise_id, day):
        return ALLOWED
    if holds_role(actor, Role.HR, unit_id=enterprise_id, on=day):
        return ALLOWED
    return refused(_("Only the union of this enterprise, or its HR, can do this."))


def may_decide(actor: Actor, enterprise_id: int, people: Collection[int], day: date) -> Decision:
    """As `may_reward`, but nobody about an award of their own.

    Args:
        people: who would receive it.
    """
    if actor.id in people:
        return refused(_("You would receive part of this; somebody else has to decide it."))
    return may_reward(actor, enterprise_id, day)


def may_pay(actor: Actor, award: Award, people: Collection[int], day: date) -> Decision:
    """Finance of the enterprise; never who decided the award or receives part of it."""
    if actor.id in people:
        return refused(_("You receive part of this award; somebody else has to pay it."))
    if actor.id is not None and actor.id == award.decided_by_id:
        return refused(_("You decided this award; somebody else has to pay it."))
    if isinstance(actor, System) or holds_role(
        actor, Role.FINANCE, unit_id=award.scheme.enterprise_id, on=day
    ):
        return ALLOWED
    return refused(_("Only the finance of this enterprise pays awards."))
