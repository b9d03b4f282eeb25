"""Who may do what with people, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Tree, Unit
from gongjiang.orgs.rules import tree_of
from gongjiang.people import rules
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Appointment, Person, Role
from gongjiang.people.queries.roles import holds_role, is_hr_of
from gongjiang.people.queries.visibility import Scope, persons_visible_to, scope_of


def may_manage_employment(actor: Actor, employer: Unit, day: date) -> Decision:
    """An employer's HR hires, moves and releases its own people."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=employer.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


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
    if persons_visible_to(scope).filter(id=person.id).exists():
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
    if actor.id == person.id or is_hr_of(actor, person.id, on=day):
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
