"""An adopted proposal is put into practice, and somebody else sees that it works."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Implementation, Proposal, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    Why,
    locked,
    move_on,
    reason_given,
    write_anew,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell, tell_authors, tell_desk
from gongjiang.innovation.services.screening import desk_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months
from gongjiang.ledger.facts.proposals import (
    ProposalAccepted,
    ProposalImplemented,
    ProposalStarted,
)
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Posting

LONGEST_MONTHS = 24
"""How far ahead a plan may reach: ours."""


@transaction.atomic
def start(
    *,
    proposal_id: int,
    actor: Actor,
    owner_id: int,
    plan: str,
    planned_on: date,
    at: datetime,
    pilot: bool = False,
) -> Proposal:
    """Name who carries an adopted proposal out, how, and by when; an author may be the one.

    Args:
        planned_on: the last day planned for it.
        pilot: whether it is tried in a small place first, because its effect is uncertain.

    Raises:
        NotAllowed: the actor does not sit where it lies, or is an author.
        NotNow: it is not adopted, or was started.
        CannotDo: without a plan, or by a day that has passed, or by somebody who works elsewhere.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.ADOPTED)
    permissions.may_handle(actor, proposal, desk_of(proposal), deed.on).require()
    if not plan.strip():
        raise CannotDo(_("Say how it will be carried out, in a sentence or two."))
    _require_day_ahead(planned_on, deed)
    home = _place_of(owner_id, proposal, deed)
    Implementation.objects.create(
        proposal=proposal, owner_id=owner_id, plan=plan.strip(), planned_on=planned_on, pilot=pilot
    )
    proposal.started_on = deed.on
    move_on(
        proposal,
        State.IMPLEMENTING,
        deed,
        Why(plan.strip()),
        holder=home,
        due_on=planned_on,
        changed=("started_on",),
    )
    write_down(ProposalStarted(proposal_id=proposal.id, pilot=pilot), proposal, deed)
    tell(
        [owner_id],
        proposal,
        what="to_carry_out",
        msgid=gettext_noop("You carry out “%(title)s” by %(day)s."),
        day=planned_on.isoformat(),
        at=at,
    )
    tell_authors(
        proposal,
        what="started",
        msgid=gettext_noop("Your idea “%(title)s” is being carried out, by %(day)s."),
        day=planned_on.isoformat(),
        at=at,
    )
    return proposal


@transaction.atomic
def report_implemented(*, proposal_id: int, actor: Actor, result: str, at: datetime) -> Proposal:
    """Say, as the one who carried it out, that it is in practice, and what was done.

    Raises:
        NotAllowed: somebody else carries it out.
        NotNow: it is not being carried out.
        CannotDo: nothing was said.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.IMPLEMENTING, State.REWORK)
    work = proposal.implementation
    permissions.may_report(actor, work.owner_id).require()
    if not result.strip():
        raise CannotDo(_("Say what was done, so that somebody else can look at it."))
    work.result = result.strip()
    work.save(update_fields=["result"])
    proposal.implemented_on = deed.on
    desk = proposal.panel_unit or proposal.enterprise
    move_on(
        proposal,
        State.IMPLEMENTED,
        deed,
        Why(work.result),
        holder=desk,
        changed=("implemented_on",),
    )
    if proposal.decided_on is None:
        raise AssertionError
    fact = ProposalImplemented(proposal_id=proposal.id, adopted_on=proposal.decided_on)
    write_anew(fact, proposal, deed)
    tell_desk(
        proposal,
        desk,
        what="to_accept",
        msgid=gettext_noop("An idea was carried out and waits to be accepted: “%(title)s”."),
        at=at,
    )
    return proposal


@transaction.atomic
def accept(*, proposal_id: int, actor: Actor, evidence: str, at: datetime) -> Proposal:
    """Find that it works, with what was seen before and after; pictures are attached beside it.

    Raises:
        NotAllowed: the actor carried it out, is an author, or does not sit where it lies.
        NotNow: it is not reported as carried out.
        CannotDo: without evidence.
    """
    deed = Deed.of(actor, at)
    proposal = _to_accept(proposal_id, actor, deed)
    if not evidence.strip():
        raise CannotDo(_("Say what you saw: how it was before, and how it is now."))
    work = proposal.implementation
    work.accepted_by, work.evidence = deed.actor, evidence.strip()
    work.save(update_fields=["accepted_by", "evidence"])
    proposal.accepted_on = deed.on
    move_on(
        proposal,
        State.ACCEPTED,
        deed,
        Why(work.evidence),
        holder=proposal.enterprise,
        changed=("accepted_on",),
    )
    write_down(ProposalAccepted(proposal_id=proposal.id), proposal, deed)
    tell_authors(
        proposal,
        what="accepted",
        msgid=gettext_noop("Your idea “%(title)s” works: it was accepted."),
        at=at,
    )
    return proposal


@transaction.atomic
def ask_for_rework(
    *, proposal_id: int, actor: Actor, reason: str, again_on: date, at: datetime
) -> Proposal:
    """Find that it does not work yet, and say what is missing and by when.

    Raises:
        NotAllowed: the actor carried it out, is an author, or does not sit where it lies.
        NotNow: it is not reported as carried out.
        CannotDo: no reason was given, or the day has passed.
    """
    deed = Deed.of(actor, at)
    proposal = _to_accept(proposal_id, actor, deed)
    why = Why(reason_given(reason))
    _require_day_ahead(again_on, deed)
    work = proposal.implementation
    home = _place_of(work.owner_id, proposal, deed)
    move_on(proposal, State.REWORK, deed, why, holder=home, due_on=again_on)
    tell(
        {work.owner_id},
        proposal,
        what="rework",
        msgid=gettext_noop("“%(title)s” is not done yet: %(reason)s"),
        reason=why.reason,
        at=at,
    )
    return proposal


@transaction.atomic
def hand_over(
    *, proposal_id: int, actor: Actor, owner_id: int, reason: str, at: datetime
) -> Proposal:
    """Let somebody else carry it out, by the same day: the first one left, or has no time.

    Raises:
        NotAllowed: the actor does not sit where it was decided, or is an author.
        NotNow: it is not being carried out.
        CannotDo: no reason was given, or the new owner works elsewhere.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.IMPLEMENTING, State.REWORK)
    unit = proposal.panel_unit or proposal.enterprise
    permissions.may_handle(actor, proposal, unit, deed.on).require()
    why = reason_given(reason)
    proposal.holder_unit = _place_of(owner_id, proposal, deed)
    proposal.save(update_fields=["holder_unit"])
    proposal.implementation.owner_id = owner_id
    proposal.implementation.save(update_fields=["owner_id"])
    proposal.steps.create(
        from_state=proposal.state,
        to_state=proposal.state,
        by=deed.actor,
        unit=proposal.holder_unit,
        on=deed.on,
        at=deed.at,
        reason=why,
    )
    tell(
        [owner_id],
        proposal,
        what="to_carry_out",
        msgid=gettext_noop("You carry out “%(title)s” by %(day)s."),
        day=str(proposal.due_on),
        at=at,
    )
    return proposal


def _to_accept(proposal_id: int, actor: Actor, deed: Deed) -> Proposal:
    proposal = locked(proposal_id, State.IMPLEMENTED)
    permissions.may_accept(
        actor, proposal, proposal.implementation.owner_id, desk_of(proposal), deed.on
    ).require()
    return proposal


def _require_day_ahead(day: date, deed: Deed) -> None:
    if day < deed.on:
        raise CannotDo(_("That day has passed; plan for today or later."))
    if day > add_months(deed.on, LONGEST_MONTHS):
        raise CannotDo(_("Plan at most two years ahead, in parts if need be."))


def _place_of(person_id: int, proposal: Proposal, deed: Deed) -> Unit:
    """Where in the enterprise somebody works who is to carry it out."""
    posted = Posting.objects.filter(
        true_on(deed.on),
        person_id=person_id,
        unit_id__in=ids_under([proposal.enterprise_id], deed.on),
    )
    first = posted.select_related("unit").order_by("valid_from", "id").first()
    if first is None:
        raise CannotDo(_("Whoever carries it out works in this enterprise."))
    return first.unit
