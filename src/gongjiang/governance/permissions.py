"""Who may govern what, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent, content_class
from gongjiang.governance.models import Appeal, Objection, Publicity, RuleSet
from gongjiang.governance.queries.publicity import publicities_visible_to
from gongjiang.governance.queries.reach import TERRITORY, reach_of
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Tree, Unit
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.roles import holds_role


def may_govern(actor: Actor, unit: Unit | None, day: date) -> Decision:
    """The reform office governs the zone, its areas and grids; HR its enterprise, to its teams.

    Args:
        unit: None: the whole zone.
    """
    if isinstance(actor, System):
        return ALLOWED
    if unit is None or unit.kind in TERRITORY:
        reach = None if unit is None else unit.id
        if holds_role(actor, Role.REFORM_OFFICE, on=day, unit_id=reach):
            return ALLOWED
        return refused(_("Only the reform office can do this for the zone."))
    if unit.tree != Tree.ADMINISTRATIVE:
        return refused(_("This stands at a unit of the administrative tree, and at no other."))
    if holds_role(actor, Role.HR, on=day, unit_id=unit.id):
        return ALLOWED
    return refused(_("Only the HR of this enterprise can do this."))


def may_draft(actor: Actor, content: type[RuleContent], scope: Unit | None, day: date) -> Decision:
    """Rules are drafted by whoever governs their scope; some must be the zone's."""
    if content.zone_only and scope is not None:
        return refused(_("This rule must be the same in the whole zone."))
    return may_govern(actor, scope, day)


def may_approve(actor: Actor, rule_set: RuleSet, day: date) -> Decision:
    """Whoever governs the scope; the second pair of eyes is the democratic procedure it names.

    What the zone itself is measured by is drafted by the reform office and approved by a leader.
    """
    if isinstance(actor, System) or not content_class(rule_set.key).leader_approves:
        return may_govern(actor, rule_set.scope, day)
    if not holds_role(actor, Role.LEADER, on=day):
        return refused(_("The reform office drafts this; a zone leader approves it."))
    if actor.id == rule_set.drafted_by_id:
        return refused(_("Nobody approves their own draft; ask another leader."))
    return ALLOWED


def may_object(actor: Person, publicity: Publicity, day: date) -> Decision:
    """Those whom it concerns object: who works in the unit or beneath it."""
    seen = publicities_visible_to(reach_of(actor, day)).filter(id=publicity.id)
    if not seen.exists():
        return refused(_("Only those whom this concerns can object."))
    if actor.id == publicity.opened_by_id:
        return refused(_("You opened this publicity period; you cannot object to it."))
    return ALLOWED


def may_answer(actor: Actor, objection: Objection, day: date) -> Decision:
    """Whoever governs the unit, but nobody their own objection."""
    if actor.id == objection.by_id:
        return refused(_("You cannot answer your own objection."))
    return may_govern(actor, objection.publicity.unit, day)


def may_decide_appeal(actor: Actor, appeal: Appeal, day: date) -> Decision:
    """A named officer where it is heard; not who made it, nor who it is against."""
    if isinstance(actor, System):
        return refused(_("An appeal is decided by a named person."))
    if actor.id == appeal.appellant_id:
        return refused(_("You cannot decide your own appeal."))
    if actor.id == appeal.against_id:
        return refused(_("You cannot decide an appeal against yourself."))
    return may_govern(actor, appeal.heard_at, day)


def may_withdraw_appeal(actor: Actor, appeal: Appeal) -> Decision:
    if actor.id == appeal.appellant_id:
        return ALLOWED
    return refused(_("Only whoever made an appeal can withdraw it."))
