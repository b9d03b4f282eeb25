"""Who offers, answers and verifies ideas that spread, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import SpreadOffer
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Posting, Role
from gongjiang.people.queries.roles import holds_role

OFFERERS = (Role.HR, Role.REVIEWER)


def may_offer(actor: Actor, enterprise_id: int, day: date, *, beyond: bool) -> Decision:
    """HR and reviewers within their enterprise; the zone union beyond it.

    Args:
        beyond: whether teams of other enterprises are among those it is offered to.
    """
    if isinstance(actor, System) or holds_role(actor, Role.ZONE_UNION, on=day):
        return ALLOWED
    if any(holds_role(actor, role, unit_id=enterprise_id, on=day) for role in OFFERERS):
        if not beyond:
            return ALLOWED
        return refused(_("The zone union office offers ideas to other enterprises."))
    return refused(_("HR or a reviewer of the enterprise offers its ideas."))


def may_answer(actor: Actor, offer: SpreadOffer, day: date) -> Decision:
    """Who leads the team, or a reviewer above it."""
    if isinstance(actor, System):
        return refused(_("An offered idea is answered by a named person."))
    if offer.proposal.authors.filter(person_id=actor.id).exists():
        return refused(_("You are an author of this idea; somebody else has to answer."))
    for role in (Role.TEAM_LEADER, Role.REVIEWER):
        if holds_role(actor, role, unit_id=offer.unit_id, on=day):
            return ALLOWED
    return refused(_("The leader of the team answers, or a reviewer above it."))


def may_verify(actor: Actor, offer: SpreadOffer, day: date) -> Decision:
    """A reviewer of the copying enterprise, or the zone union; no author, and not who answered,
    nor anybody who works in the team that copied."""
    if isinstance(actor, System):
        return refused(_("A copy is verified by a named person."))
    if actor.id == offer.answered_by_id:
        return refused(_("You answered this offer; somebody else has to verify the copy."))
    if offer.proposal.authors.filter(person_id=actor.id).exists():
        return refused(_("You are an author of this idea; somebody else has to verify the copy."))
    here = Posting.objects.filter(
        true_on(day), person_id=actor.id, unit_id__in=ids_under([offer.unit_id], day)
    )
    if here.exists():
        return refused(_("You work in the team that copied; somebody else has to verify it."))
    if holds_role(actor, Role.ZONE_UNION, on=day) or holds_role(
        actor, Role.REVIEWER, unit_id=offer.enterprise_id, on=day
    ):
        return ALLOWED
    return refused(_("A reviewer of the enterprise or the zone union office verifies a copy."))
