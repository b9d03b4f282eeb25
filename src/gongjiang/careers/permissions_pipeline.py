"""Who may do what in the echelon, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import KeyPosition
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.roles import holds_role, is_hr_of, leads_team_of


def may_keep_pipeline(actor: Actor, enterprise: Unit, day: date) -> Decision:
    """An enterprise's HR names key positions, records exports and registers new bases."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=enterprise.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_choose_successor(
    actor: Actor, position: KeyPosition, person: Person, day: date
) -> Decision:
    """HR and the line: the HR of the enterprise, and who leads the unit of the position."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person.id:
        return refused(_("Nobody decides whether they are to follow themselves."))
    if holds_role(actor, Role.HR, unit_id=position.enterprise_id, on=day):
        return ALLOWED
    if holds_role(actor, Role.TEAM_LEADER, unit_id=position.unit_id, on=day):
        return ALLOWED
    return refused(_("Only HR and who leads the unit of this position decide who could follow."))


def may_review_potential(actor: Actor, person: Person, enterprise: Unit, day: date) -> Decision:
    """HR of the enterprise that employs the person, and their own leader; never oneself."""
    if isinstance(actor, System):
        return refused(_("A review is somebody's judgement: a named person makes it."))
    if actor.id == person.id:
        return refused(_("Nobody reviews themselves here."))
    if holds_role(actor, Role.HR, unit_id=enterprise.id, on=day) and is_hr_of(
        actor, person.id, on=day
    ):
        return ALLOWED
    if leads_team_of(actor, person.id, on=day):
        return ALLOWED
    return refused(_("Only HR and the person's own leader review here."))


def may_simulate(actor: Actor, enterprise: Unit | None, day: date) -> Decision:
    """The reform office replays the zone, as numbers; HR its own enterprise, by name."""
    if isinstance(actor, System):
        return refused(_("A replay is asked for by a named person."))
    if enterprise is None:
        if holds_role(actor, Role.REFORM_OFFICE, on=day):
            return ALLOWED
        return refused(_("Only the reform office replays the whole zone."))
    if holds_role(actor, Role.HR, unit_id=enterprise.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))
