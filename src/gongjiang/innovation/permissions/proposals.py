"""Who may do what with proposals, and why not. An author never decides about their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Proposal, ProposalReview
from gongjiang.innovation.queries.desks import seats_reaching
from gongjiang.innovation.rules.levels import Level
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Appointment, Person, Posting, Role

DESK_ROLES = frozenset({Role.TEAM_LEADER, Role.REVIEWER, Role.HR, Role.UNION_CHAIR})
ZONE_DESK_ROLES = frozenset({Role.REFORM_OFFICE, Role.ZONE_UNION})
MONEY_ROLES = frozenset({Role.FINANCE, Role.HR, Role.UNION_CHAIR})
PANEL_ROLES = frozenset(
    {
        Role.REVIEWER,
        Role.TEAM_LEADER,
        Role.MASTER,
        Role.LECTURER,
        Role.FINANCE,
        Role.HR,
        Role.JUDGE,
    }
)
"""Who can be asked into a panel: those whom their enterprise has given something to look after."""
ZONE_PANEL_ROLES = frozenset({Role.REFORM_OFFICE, Role.ZONE_UNION, Role.LEADER, Role.JUDGE})

NAMED = _("This is decided by a named person.")
OWN = _("You are an author of this proposal; somebody else decides about it.")


def authors_of(proposal: Proposal) -> set[int]:
    """The ids of the persons whose proposal it is."""
    return set(proposal.authors.values_list("person_id", flat=True))


def works_in(person_id: int, enterprise_id: int, day: date) -> bool:
    """Whether somebody is posted in an enterprise on a day."""
    return working_in({person_id}, enterprise_id, day) == {person_id}


def working_in(person_ids: Collection[int], enterprise_id: int, day: date) -> set[int]:
    """Those of these persons who are posted in an enterprise on a day; one query."""
    posted = Posting.objects.filter(
        true_on(day), person_id__in=person_ids, unit_id__in=ids_under([enterprise_id], day)
    )
    return set(posted.values_list("person_id", flat=True))


def may_write(actor: Actor, author_ids: Collection[int], enterprise: Unit, day: date) -> Decision:
    """One's own, alone or with others; or, from paper, the HR of the enterprise for its people."""
    if isinstance(actor, System) or actor.id in author_ids:
        return ALLOWED
    if Role.HR in seats_reaching(actor.id, [enterprise.id], day)[enterprise.id]:
        return ALLOWED
    return refused(_("You can write down your own ideas; those of others HR writes for them."))


def may_withdraw(actor: Actor, proposal: Proposal) -> Decision:
    first = proposal.authors.order_by("position").values_list("person_id", flat=True).first()
    if actor.id is not None and actor.id == first:
        return ALLOWED
    return refused(_("Only the first author can take a proposal back."))


def may_appeal(actor: Actor, proposal: Proposal) -> Decision:
    if actor.id in authors_of(proposal):
        return ALLOWED
    return refused(_("Only an author can appeal against a decision about a proposal."))


def sits_at(roles: Iterable[str], unit: Unit) -> bool:
    """Whether one of these roles, held at a unit or above it, sits at the unit's desk."""
    at_desk = ZONE_DESK_ROLES if unit.kind == Level.ZONE else DESK_ROLES
    return not at_desk.isdisjoint(roles)


def may_handle(actor: Actor, proposal: Proposal, unit: Unit, day: date) -> Decision:
    """Whoever sits at the desk of a unit, or above it in the enterprise; but no author.

    Args:
        unit: where the proposal lies.
    """
    kept_apart = may_decide_at_all(actor, proposal)
    if not kept_apart or isinstance(actor, System):
        return kept_apart
    return may_sit_at(seats_reaching(actor.id, [unit.id], day)[unit.id], unit)


def may_sit_at(roles: Iterable[str], unit: Unit) -> Decision:
    """As `sits_at`, with the sentence that says who does."""
    if sits_at(roles, unit):
        return ALLOWED
    return refused(
        _("It lies with “%(unit)s”; those who sit there, or above, can do this.")
        % {"unit": unit.name}
    )


def may_decide_at_all(actor: Actor, proposal: Proposal) -> Decision:
    """A named person who is no author of it."""
    if isinstance(actor, System):
        return refused(NAMED)
    return refused(OWN) if actor.id in authors_of(proposal) else ALLOWED


def may_review(actor: Actor, proposal: Proposal, review: ProposalReview | None) -> Decision:
    """A member of its present panel, who is no author."""
    kept_apart = may_decide_at_all(actor, proposal)
    if not kept_apart:
        return kept_apart
    if review is None:
        return refused(_("You are not on the panel of this proposal."))
    return ALLOWED


def may_conclude(actor: Actor, proposal: Proposal) -> Decision:
    """The chair of its panel, and nobody else."""
    kept_apart = may_decide_at_all(actor, proposal)
    if not kept_apart:
        return kept_apart
    if actor.id == proposal.chair_id:
        return ALLOWED
    return refused(_("The chair of the panel decides."))


def may_report(actor: Actor, owner_id: int) -> Decision:
    if actor.id == owner_id:
        return ALLOWED
    return refused(_("Whoever carries it out reports that it is done."))


def may_accept(actor: Actor, proposal: Proposal, owner_id: int, unit: Unit, day: date) -> Decision:
    """Somebody at the desk who neither thought of it nor carried it out."""
    if actor.id == owner_id:
        return refused(_("You carried it out; somebody else accepts it."))
    return may_handle(actor, proposal, unit, day)


def may_confirm_benefit(actor: Actor, proposal: Proposal, day: date) -> Decision:
    """Finance of the enterprise, never an author."""
    kept_apart = may_decide_at_all(actor, proposal)
    if not kept_apart or isinstance(actor, System):
        return kept_apart
    if Role.FINANCE in _roles_in(actor, proposal.enterprise_id, day):
        return ALLOWED
    return refused(_("The finance office of the enterprise confirms benefits."))


def may_reward(actor: Actor, proposal: Proposal, day: date) -> Decision:
    """Finance, HR or the union of the enterprise, never an author."""
    kept_apart = may_decide_at_all(actor, proposal)
    if not kept_apart or isinstance(actor, System):
        return kept_apart
    if not MONEY_ROLES.isdisjoint(_roles_in(actor, proposal.enterprise_id, day)):
        return ALLOWED
    return refused(_("The union, finance or HR of the enterprise does this."))


def not_on_panel(
    person_ids: Collection[int], unit: Unit, enterprise_id: int, day: date
) -> set[int]:
    """Those of these persons who cannot sit on a panel at a unit; one query.

    In an enterprise somebody with an office in it; at the zone an officer of the zone.
    """
    seats = Appointment.objects.filter(true_on(day), person_id__in=person_ids)
    if unit.kind == Level.ZONE:
        fit = seats.filter(role__in=ZONE_PANEL_ROLES)
    else:
        fit = seats.filter(role__in=PANEL_ROLES, unit_id__in=ids_under([enterprise_id], day))
    return set(person_ids) - set(fit.values_list("person_id", flat=True))


def may_note(actor: Actor, proposal: Proposal, day: date, *, private: bool) -> Decision:
    """Those who decide, among themselves; to the authors, and back, also an author."""
    if isinstance(actor, System):
        return refused(NAMED)
    if actor.id in authors_of(proposal):
        return refused(OWN) if private else ALLOWED
    if is_concerned(actor, proposal, day):
        return ALLOWED
    return refused(_("Those who decide about this proposal write here."))


def is_concerned(actor: Person, proposal: Proposal, day: date) -> bool:
    """Whether somebody sits where it lies, lay or is decided, or is on one of its panels."""
    units = [proposal.unit, *filter(None, (proposal.holder_unit, proposal.panel_unit))]
    reaching = seats_reaching(actor.id, [unit.id for unit in units], day)
    if any(sits_at(reaching[unit.id], unit) for unit in units):
        return True
    return proposal.reviews.filter(reviewer=actor).exists()


def _roles_in(actor: Person, enterprise_id: int, day: date) -> set[str]:
    return seats_reaching(actor.id, [enterprise_id], day)[enterprise_id]
