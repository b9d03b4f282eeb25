"""Who may say what people can do, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.roles import holds_role, is_hr_of, leads_team_of
from gongjiang.skills.models import PostRequirement


def may_record(actor: Actor, person_id: int, day: date) -> Decision:
    """HR of a present employer records what its people hold; nobody their own."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person_id:
        return refused(_("You cannot record your own certificates; ask a colleague in HR."))
    if is_hr_of(actor, person_id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this person's employer can do this."))


def may_manage(actor: Actor, unit: Unit, day: date) -> Decision:
    """HR shapes what its own enterprise asks for: assessments, posts, skills of its teams."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=unit.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_name_skill(actor: Actor, unit: Unit, day: date) -> Decision:
    """A team's leader or its enterprise's HR says which skills the team needs."""
    if isinstance(actor, System):
        return ALLOWED
    if holds_role(actor, Role.TEAM_LEADER, unit_id=unit.id, on=day):
        return ALLOWED
    if holds_role(actor, Role.HR, unit_id=unit.id, on=day):
        return ALLOWED
    return refused(_("Only the leader of this team or the HR of its enterprise can do this."))


def may_assess(actor: Actor, person_id: int, day: date) -> Decision:
    """The leader of the team, or HR of the employer, assesses; nobody themselves."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person_id:
        return refused(_("Nobody assesses their own skills; ask your leader or HR."))
    if leads_team_of(actor, person_id, on=day) or is_hr_of(actor, person_id, on=day):
        return ALLOWED
    return refused(_("Only the leader of this person's team or HR can assess."))


def may_assign(actor: Actor, requirement: PostRequirement, person_id: int, day: date) -> Decision:
    """HR of the enterprise, or who leads the person's team, puts people on posts; nobody
    themselves."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person_id:
        return refused(_("Nobody puts themselves on a post that needs a certificate."))
    if leads_team_of(actor, person_id, on=day):
        return ALLOWED
    return may_manage(actor, requirement.unit, day)


def may_check(actor: Actor, person_id: int, day: date) -> Decision:
    """The person, their leader and HR ask whether they may do a task now."""
    if isinstance(actor, System) or actor.id == person_id:
        return ALLOWED
    if leads_team_of(actor, person_id, on=day) or is_hr_of(actor, person_id, on=day):
        return ALLOWED
    return refused(_("Only the person, the leader of their team and HR can ask this."))


def is_own(actor: Actor, person_id: int) -> Decision:
    """People apply for themselves alone."""
    if isinstance(actor, Person) and actor.id == person_id:
        return ALLOWED
    return refused(_("Only the person can do this."))


def may_add_occupation(actor: Actor, day: date) -> Decision:
    """The reform office adds to the classification, so that figures stay comparable."""
    if isinstance(actor, System) or holds_role(actor, Role.REFORM_OFFICE, on=day):
        return ALLOWED
    return refused(_("Only the reform office can add an occupation."))
