"""Who may do what with agreements between masters and apprentices, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.mentoring.models import Agreement, MasterChange
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Appointment, Posting, Role
from gongjiang.people.queries.roles import holds_role, leads_team_of


def may_manage(actor: Actor, enterprise: Unit, day: date) -> Decision:
    """HR of the site drafts agreements and asks for proposals of pairs."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=enterprise.id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_decide(actor: Actor, agreement: Agreement, day: date) -> Decision:
    """HR of the site, but nobody about their own agreement."""
    if is_party(actor, agreement):
        return refused(_("You are part of this agreement; another person in HR has to do this."))
    return may_manage(actor, agreement.enterprise, day)


def may_sign(actor: Actor, agreement: Agreement) -> Decision:
    """Master and apprentice, each for themselves."""
    if is_party(actor, agreement):
        return ALLOWED
    return refused(_("Only the master and the apprentice can sign this agreement."))


def may_withdraw(actor: Actor, agreement: Agreement, day: date) -> Decision:
    """It is voluntary: either side, or HR, until it is registered."""
    if is_party(actor, agreement):
        return ALLOWED
    return may_manage(actor, agreement.enterprise, day)


def may_write_month(actor: Actor, agreement: Agreement) -> Decision:
    if actor.id == agreement.apprentice_id:
        return ALLOWED
    return refused(_("The apprentice writes the record of a month."))


def may_confirm_month(actor: Actor, agreement: Agreement, master_of_month: int) -> Decision:
    """Whose month it was, or who teaches now."""
    if actor.id in {agreement.master_id, master_of_month}:
        return ALLOWED
    return refused(_("The master confirms the record of a month."))


def may_witness(actor: Actor, agreement: Agreement, day: date) -> Decision:
    """The team leader or HR say how an apprentice stands; never master or apprentice."""
    if is_party(actor, agreement):
        return refused(
            _("Somebody other than master and apprentice has to see this: team leader or HR.")
        )
    if isinstance(actor, System) or leads_team_of(actor, agreement.apprentice_id, on=day):
        return ALLOWED
    if holds_role(actor, Role.HR, unit_id=agreement.enterprise_id, on=day):
        return ALLOWED
    return refused(_("Only the leader of the apprentice's team and HR can do this."))


def may_opine_as_master(actor: Actor, agreement: Agreement) -> Decision:
    if actor.id == agreement.master_id:
        return ALLOWED
    return refused(_("Only the present master gives the master's opinion."))


def may_opine_as_leader(actor: Actor, agreement: Agreement, day: date) -> Decision:
    """The leader of the apprentice's team; HR where nobody but the master leads it."""
    if is_party(actor, agreement):
        return refused(_("Master and apprentice cannot speak for the team leader; HR does then."))
    if isinstance(actor, System):
        return refused(_("An opinion is given by a named person."))
    if leads_team_of(actor, agreement.apprentice_id, on=day):
        return ALLOWED
    if not has_another_leader(agreement, day) and holds_role(
        actor, Role.HR, unit_id=agreement.enterprise_id, on=day
    ):
        return ALLOWED
    return refused(_("The leader of the apprentice's team gives this opinion."))


def may_ask(actor: Actor, agreement: Agreement) -> Decision:
    if is_party(actor, agreement):
        return ALLOWED
    return refused(_("Only the master and the apprentice can ask for this."))


def may_sign_change(actor: Actor, change: MasterChange) -> Decision:
    """Who is to take over, and the apprentice."""
    if actor.id in {change.to_master_id, change.agreement.apprentice_id}:
        return ALLOWED
    return refused(_("Only the new master and the apprentice can sign this change."))


def is_party(actor: Actor, agreement: Agreement) -> bool:
    return actor.id in {agreement.master_id, agreement.apprentice_id}


def has_another_leader(agreement: Agreement, day: date) -> bool:
    """Whether somebody who is not part of the agreement leads the apprentice's team."""
    working = Posting.objects.filter(
        true_on(day),
        person_id=agreement.apprentice_id,
        unit_id__in=ids_under([agreement.enterprise_id], day),
    )
    leaders = Appointment.objects.filter(
        true_on(day), role=Role.TEAM_LEADER, unit_id__in=working.values("unit_id")
    )
    return leaders.exclude(person_id__in=[agreement.master_id, agreement.apprentice_id]).exists()
