"""Who may do what with people, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Tree, Unit
from gongjiang.orgs.rules import tree_of
from gongjiang.people import rules
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import (
    Appointment,
    CorrectionRequest,
    Employment,
    EmploymentHold,
    EmploymentKind,
    ErasureRequest,
    Person,
    Recovery,
    Role,
)
from gongjiang.people.queries.requests import deciding_employers
from gongjiang.people.queries.roles import (
    holds_role,
    holds_role_at_any,
    is_hr_of,
    is_led,
    is_officer,
    leads_team_of,
)
from gongjiang.people.queries.visibility import Scope, person_visible_to, scope_of


def may_manage_employment(actor: Actor, employer: Unit, day: date) -> Decision:
    """An employer's HR hires, moves and releases its own people."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=employer.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_move(
    actor: Actor, employment: Employment, *, site: int | None, to_site: int | None, day: date
) -> Decision:
    """The employer's HR; and that of the site, for dispatched workers who stay within the site.

    Whom an agency dispatches, the site directs (Labour Contract Law, Art. 58 to 62): it says in
    which of its teams they work. An outsourced worker is directed by the employer alone.

    Args:
        site, to_site: the enterprise on whose ground somebody works, and would work.
    """
    by_employer = may_manage_employment(actor, employment.employer, day)
    if by_employer or isinstance(actor, System):
        return by_employer
    is_within = site is not None and site == to_site
    if is_within and holds_role(actor, Role.HR, unit_id=site, on=day):
        if employment.kind == EmploymentKind.DISPATCHED:
            return ALLOWED
        return refused(_("Only dispatched workers are moved by the site; ask the employer's HR."))
    return by_employer


def may_set_shift(actor: Actor, team: Unit, day: date) -> Decision:
    """An enterprise's HR, or the team's own leader, says in which shift a team works."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=team.id, on=day):
        return ALLOWED
    if holds_role(actor, Role.TEAM_LEADER, unit_id=team.id, on=day):
        return ALLOWED
    return refused(_("Only the leader of this team or the HR of its enterprise can do this."))


def may_appoint(actor: Actor, role: str, unit: Unit, day: date) -> Decision:
    """Who fills which seat (`rules.APPOINTERS`); HR those of its own enterprise alone."""
    if isinstance(actor, System):
        return ALLOWED
    appointers = rules.APPOINTERS[role]
    if Role.HR in appointers and holds_role(actor, Role.HR, unit_id=unit.id, on=day):
        return ALLOWED
    if any(holds_role(actor, by, on=day) for by in sorted(appointers - {Role.HR})):
        return ALLOWED
    return refused(_("This role is given by another office, or by the HR of another enterprise."))


def may_choose(actor: Actor, person: Person, day: date) -> Decision:
    """Nobody appoints themselves; enterprise HR chooses among the people it sees."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person.id:
        return refused(_("Nobody appoints themselves; ask another officer."))
    scope = scope_of(actor, day)
    if scope.roles & rules.ZONE_APPOINTERS:
        return ALLOWED
    if person_visible_to(scope, id=person.id).exists():
        return ALLOWED
    return refused(_("This person is not one of your enterprise's people."))


def appointable(scope: Scope) -> list[str]:
    """The roles that a reader may give at some unit, in the order of `Role`."""
    return [role for role in Role.values if rules.APPOINTERS[role] & scope.roles]


def may_end_appointment(actor: Actor, appointment: Appointment, day: date) -> Decision:
    """Whoever may fill a seat may also empty it."""
    return may_appoint(actor, appointment.role, appointment.unit, day)


def may_open_identity(actor: Person, person: Person, day: date) -> Decision:
    """The person, and the HR of a present employer, may open national ID and phone."""
    if actor.id == person.id:
        return ALLOWED
    if person.state == Person.State.ACTIVE and is_hr_of(actor, person.id, on=day):
        return ALLOWED
    return refused(_("Only the person and the HR of the employer can open this number."))


def may_find_by_number(actor: Person, day: date) -> Decision:
    """Only HR finds people by their national ID, and only its own (`services.finding`)."""
    if holds_role(actor, Role.HR, on=day):
        return ALLOWED
    return refused(_("Only the HR of an enterprise can search by national ID."))


def may_open_unit(actor: Actor, kind: str, parent: Unit | None, day: date) -> Decision:
    """Zone offices shape the zone, its Party and its union; HR shapes its own enterprise."""
    if isinstance(actor, System):
        return ALLOWED
    shapers = rules.SHAPERS[kind]
    if Role.HR in shapers:
        if parent is not None and holds_role(actor, Role.HR, unit_id=parent.id, on=day):
            return ALLOWED
        return refused(_("Only the HR of this enterprise can do this."))
    if any(holds_role(actor, role, on=day) for role in sorted(shapers)):
        return ALLOWED
    return refused(_SHAPERS_SAID[tree_of(kind)])


def may_change_unit(actor: Actor, unit: Unit, day: date) -> Decision:
    """Whoever may open a unit there may also move it, close it and set whether it operates."""
    return may_open_unit(actor, unit.kind, unit, day)


def may_link_units(actor: Actor, source: Unit, target: Unit, day: date) -> Decision:
    """The Party office ties Party units to others, the zone union the units of the union."""
    by_tree = {unit.tree: unit for unit in (source, target)}
    governing = by_tree.get(Tree.PARTY) or by_tree.get(Tree.UNION) or source
    return may_change_unit(actor, governing, day)


_SHAPERS_SAID = {
    Tree.ADMINISTRATIVE: _("Only the reform office or the system administrator can do this."),
    Tree.PARTY: _("Only the zone Party office can do this."),
    Tree.UNION: _("Only the zone union office can do this."),
}


def may_issue_slip(actor: Actor, person: Person, day: date) -> Decision:
    """HR of a present employer for its people; the system administrator for other officers."""
    if isinstance(actor, System):
        return ALLOWED
    if actor.id == person.id:
        return refused(_("Nobody issues a slip to themselves."))
    if is_hr_of(actor, person.id, on=day):
        return ALLOWED
    if is_officer(person, on=day) and holds_role(actor, Role.SYSTEM_ADMIN, on=day):
        return ALLOWED
    return refused(
        _("Only the HR of the employer, or the system administrator for officers, can do this.")
    )


def may_open_recovery(actor: Person, person: Person, day: date) -> Decision:
    """Whoever may issue a person's slips may also say that they are needed again."""
    return may_issue_slip(actor, person, day)


def may_confirm_recovery(actor: Person, recovery: Recovery, day: date) -> Decision:
    """The team leader confirms, who knows the person by sight; never who opened it, or the owner.

    Where no other leads the team, a second HR of the employer does; for officers, the security
    administrator.
    """
    person_id = recovery.person_id
    if actor.id == person_id:
        return refused(_("You cannot confirm your own recovery."))
    if actor.id == recovery.opened_by_id:
        return refused(_("Whoever opened a recovery cannot confirm it: it takes two."))
    if leads_team_of(actor, person_id, on=day):
        return ALLOWED
    if not is_led(person_id, on=day) and is_hr_of(actor, person_id, on=day):
        return ALLOWED
    if is_officer(recovery.person, on=day) and holds_role(actor, Role.SECURITY_ADMIN, on=day):
        return ALLOWED
    return refused(_("The leader of the person's team confirms a recovery."))


def may_decide_correction(actor: Person, request: CorrectionRequest, day: date) -> Decision:
    """HR decides: of the employer concerned, or of a present or else the last employer."""
    if actor.id == request.person_id:
        return refused(_("You cannot decide your own request."))
    if holds_role_at_any(actor, Role.HR, deciding_employers(request, on=day), on=day):
        return ALLOWED
    return refused(_("Only the HR of the employer decides this request."))


def may_decide_erasure(actor: Person, person_id: int, day: date) -> Decision:
    """The personal-information officer decides, and never about themselves."""
    if actor.id == person_id:
        return refused(_("You cannot decide your own request."))
    if holds_role(actor, Role.PRIVACY_OFFICER, on=day):
        return ALLOWED
    return refused(_("Only the personal-information officer decides this."))


def may_decide_hold(actor: Person, hold: EmploymentHold, day: date) -> Decision:
    """The person whom an employer named, or the zone's personal-information officer."""
    if actor.id == hold.person_id or holds_role(actor, Role.PRIVACY_OFFICER, on=day):
        return ALLOWED
    return refused(_("Only the person, or the personal-information officer, decides this."))


def is_own(actor: Person, person_id: int) -> Decision:
    """People act here for themselves alone."""
    return ALLOWED if actor.id == person_id else refused(_("Only the person can do this."))


def may_withdraw_erasure(actor: Person, request: ErasureRequest) -> Decision:
    """Whoever asked to be forgotten may think again; an officer's proposal is not theirs."""
    if request.ground != ErasureRequest.Ground.ASKED:
        return refused(_("The personal-information officer opened this; it is theirs to close."))
    return is_own(actor, request.person_id)
