"""Who may do what about careers, and why not. Nobody decides about themselves."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import Conversion, GradeSpell, Measure, PanelMember, Promotion
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.roles import holds_role

DEPARTMENT = (Role.REVIEWER, Role.TEAM_LEADER)
"""Who speaks for a department."""


def may_keep_careers(actor: Actor, enterprise_id: int, day: date) -> Decision:
    """An enterprise's HR keeps its rounds, grades and records."""
    if isinstance(actor, System) or holds_role(actor, Role.HR, unit_id=enterprise_id, on=day):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_record_about(actor: Actor, person_id: int, enterprise_id: int, day: date) -> Decision:
    """HR records what counts for a promotion, and never about themselves."""
    if actor.id == person_id:
        return refused(_("You cannot record this about yourself; ask another in HR."))
    return may_keep_careers(actor, enterprise_id, day)


def speaks_for(actor: Person, unit_id: int, day: date) -> bool:
    """Whether somebody is the leader of a department, or its reviewer."""
    return any(holds_role(actor, role, unit_id=unit_id, on=day) for role in DEPARTMENT)


def may_nominate(actor: Person, spell: GradeSpell, unit_id: int, day: date) -> Decision:
    """The leader of the candidate's department nominates, or HR; nobody themselves.

    Args:
        spell: the grade the candidate holds; unit_id: where they work.
    """
    if actor.id == spell.person_id:
        return refused(_("Nobody nominates themselves; apply instead."))
    if speaks_for(actor, unit_id, day) or may_keep_careers(actor, spell.enterprise_id, day):
        return ALLOWED
    return refused(_("The leader or reviewer of the person's department nominates, or HR."))


def may_review(actor: Person, promotion: Promotion, day: date) -> Decision:
    """The department speaks through its leader or reviewer, who is not the candidate."""
    if actor.id == promotion.person_id:
        return refused(_("You cannot review your own promotion."))
    if speaks_for(actor, promotion.unit_id, day):
        return ALLOWED
    return refused(_("The leader or reviewer of the candidate's department reviews this."))


def may_handle(actor: Person, promotion: Promotion, day: date) -> Decision:
    """HR qualifies, closes a defence, makes public and puts into effect; not their own."""
    if actor.id == promotion.person_id:
        return refused(_("You cannot handle your own promotion; ask another in HR."))
    return may_keep_careers(actor, promotion.enterprise_id, day)


def may_judge(actor: Person, promotion: Promotion, member: PanelMember | None) -> Decision:
    """Members of the round's panel or committee, each for themselves; not their own case."""
    if actor.id == promotion.person_id:
        return refused(_("You cannot judge your own promotion."))
    if member is None or member.person_id != actor.id:
        return refused(_("Only the members whom HR named for this round can do this."))
    return ALLOWED


def may_withdraw(actor: Person, person_id: int) -> Decision:
    if actor.id == person_id:
        return ALLOWED
    return refused(_("Only the candidate can take this back."))


def may_ask_conversion(actor: Person, person_id: int, enterprise_id: int, day: date) -> Decision:
    """The person asks, or HR for them."""
    if actor.id == person_id:
        return ALLOWED
    return may_keep_careers(actor, enterprise_id, day)


def may_agree(actor: Person, conversion: Conversion, side: str, day: date) -> Decision:
    """Each department agrees through its leader or reviewer, HR for the enterprise.

    Args:
        side: "from", "to" or "hr".
    """
    if actor.id == conversion.person_id:
        return refused(_("You cannot agree to your own change of sequence."))
    if side == "hr":
        return may_keep_careers(actor, conversion.enterprise_id, day)
    unit_id = conversion.from_unit_id if side == "from" else conversion.to_unit_id
    if speaks_for(actor, unit_id, day):
        return ALLOWED
    return refused(_("The leader or reviewer of that department agrees to this."))


def may_propose_measure(actor: Person, person_id: int, enterprise_id: int, day: date) -> Decision:
    """HR proposes a demotion or a freeze."""
    return may_record_about(actor, person_id, enterprise_id, day)


def may_decide_measure(actor: Person, measure: Measure, day: date) -> Decision:
    """HR decides, but not who proposed it: it takes two."""
    if actor.id == measure.proposed_by_id:
        return refused(_("Whoever proposed this cannot decide it: it takes two."))
    return may_record_about(actor, measure.person_id, measure.enterprise_id, day)
