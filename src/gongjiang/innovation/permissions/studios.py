"""Who may do what with studios, and why not. Nobody judges a studio they belong to."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Studio, StudioLevel, StudioMember
from gongjiang.innovation.rules.studios import rank_of
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Link
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Appointment, Person, Role
from gongjiang.people.queries.roles import holds_role

COVERING = (Link.Kind.SEATED_AT, Link.Kind.COVERS_SINGLE, Link.Kind.COVERS_JOINT)


def chairs_union_of(actor: Person, enterprise_id: int, day: date) -> bool:
    """Whether somebody chairs the union that stands in an enterprise, or covers it."""
    unions = Link.objects.filter(true_on(day), kind__in=COVERING, target_id=enterprise_id)
    seats = Appointment.objects.filter(true_on(day), person=actor, role=Role.UNION_CHAIR)
    return seats.filter(unit_id__in=unions.values("source_id")).exists()


def belongs_to(actor: Actor, studio: Studio, day: date) -> bool:
    """Whether somebody leads a studio or is one of its members on a day."""
    if isinstance(actor, System):
        return False
    if actor.id == studio.leader_id:
        return True
    members = StudioMember.objects.filter(true_on(day), studio=studio, person=actor)
    return members.exists()


def may_declare(actor: Actor, *, enterprise_id: int, leader_id: int, day: date) -> Decision:
    """Who leads it, the union of the enterprise, or its HR."""
    if isinstance(actor, System) or actor.id == leader_id:
        return ALLOWED
    if chairs_union_of(actor, enterprise_id, day):
        return ALLOWED
    if holds_role(actor, Role.HR, unit_id=enterprise_id, on=day):
        return ALLOWED
    return refused(_("Who leads the studio, the enterprise's union or its HR declares it."))


def may_name(actor: Actor, studio: Studio, level: str, day: date) -> Decision:
    """The enterprise's union (or HR) at the enterprise's level, the zone union above it."""
    if isinstance(actor, System):
        return refused(_("A studio is judged by a named person."))
    if belongs_to(actor, studio, day):
        return refused(_("You belong to this studio; somebody else has to judge it."))
    if rank_of(level) > rank_of(StudioLevel.ENTERPRISE):
        if holds_role(actor, Role.ZONE_UNION, on=day):
            return ALLOWED
        return refused(_("The zone union office does this above the enterprise's level."))
    if chairs_union_of(actor, studio.enterprise_id, day) or holds_role(
        actor, Role.HR, unit_id=studio.enterprise_id, on=day
    ):
        return ALLOWED
    return refused(_("The enterprise's union or its HR does this at the enterprise's level."))


def may_review(actor: Actor, studio: Studio, day: date) -> Decision:
    """Whoever may name at the studio's level reviews it, stars it, warns it and revokes it."""
    return may_name(actor, studio, studio.level or StudioLevel.ENTERPRISE, day)


def may_work(actor: Actor, studio: Studio, day: date) -> Decision:
    """Members write in the work room."""
    if isinstance(actor, System) or belongs_to(actor, studio, day):
        return ALLOWED
    return refused(_("Only members of the studio write in its work room."))


def may_lead(actor: Actor, studio: Studio, day: date) -> Decision:
    """Who leads the studio, or the enterprise's union: members, book and equipment."""
    return may_declare(
        actor, enterprise_id=studio.enterprise_id, leader_id=studio.leader_id, day=day
    )


def may_hand_over(actor: Actor, studio: Studio, day: date) -> Decision:
    """The enterprise's union or HR, whatever the level: above it nobody reads members' names."""
    return may_name(actor, studio, StudioLevel.ENTERPRISE, day)


def may_appeal(actor: Actor, studio: Studio) -> Decision:
    if actor.id == studio.leader_id:
        return ALLOWED
    return refused(_("Who leads the studio appeals for it."))


def sees_room(actor: Actor, studio: Studio, day: date) -> bool:
    """Whether somebody reads the work room, and not only the studio's public card."""
    if isinstance(actor, System) or belongs_to(actor, studio, day):
        return True
    if any(holds_role(actor, role, on=day) for role in (Role.ZONE_UNION, Role.AUDITOR)):
        return True
    return chairs_union_of(actor, studio.enterprise_id, day) or holds_role(
        actor, Role.HR, unit_id=studio.enterprise_id, on=day
    )
