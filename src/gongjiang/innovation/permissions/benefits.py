"""Who may enter, claim, confirm and take back a benefit, and why not. Nobody confirms their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Effect
from gongjiang.innovation.permissions.studios import chairs_union_of
from gongjiang.innovation.queries.origins import Origin
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Role
from gongjiang.people.queries.roles import holds_role


def may_enter(actor: Actor, origin: Origin, unit_id: int, day: date) -> Decision:
    """Whoever has part in it, who leads the unit where it shows, reviewers, the union."""
    if isinstance(actor, System) or actor.id in origin.person_ids:
        return ALLOWED
    if any(
        holds_role(actor, role, unit_id=unit_id, on=day)
        for role in (Role.TEAM_LEADER, Role.REVIEWER)
    ):
        return ALLOWED
    if chairs_union_of(actor, origin.enterprise_id, day):
        return ALLOWED
    return refused(
        _("Its authors, the leader of the unit, its reviewers or the union enter a benefit.")
    )


def may_change(actor: Actor, effect: Effect, day: date) -> Decision:
    """Whoever entered it, and those who may enter any there."""
    if isinstance(actor, System) or actor.id == effect.entered_by_id:
        return ALLOWED
    if holds_role(actor, Role.REVIEWER, unit_id=effect.unit_id, on=day):
        return ALLOWED
    if chairs_union_of(actor, effect.enterprise_id, day):
        return ALLOWED
    return refused(_("Only who entered it, the unit's reviewers or the union change this."))


def may_confirm(actor: Actor, effect: Effect, people: Collection[int], day: date) -> Decision:
    """Finance of the enterprise; never who entered it or has part in what it is claimed for.

    Args:
        people: everybody who has part in one of the origins that claim the effect.
    """
    apart = _stands_apart(actor, effect, people)
    if not apart:
        return apart
    if not isinstance(actor, System) and holds_role(
        actor, Role.FINANCE, unit_id=effect.enterprise_id, on=day
    ):
        return ALLOWED
    return refused(_("Only the finance of this enterprise confirms a benefit."))


def _stands_apart(actor: Actor, effect: Effect, people: Collection[int]) -> Decision:
    if isinstance(actor, System):
        return refused(_("A benefit is confirmed by a named person."))
    if actor.id == effect.entered_by_id:
        return refused(_("You entered this benefit; somebody else in finance has to confirm it."))
    if actor.id in people:
        return refused(
            _("You have part in what this benefit comes from; somebody else has to confirm it.")
        )
    return ALLOWED
