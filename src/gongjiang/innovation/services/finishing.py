"""What an accepted proposal was worth is confirmed, made public, paid for, and kept as a standard.

Money itself is the benefit ledger's: here the proposal moves when finance has spoken.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.services.publicity import open_publicity
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.rules.proposals import STANDARDISABLE
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    NotNow,
    Why,
    locked,
    move_on,
    terms_for,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell_authors
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.facts.proposals import ProposalClosed, ProposalStandardised
from gongjiang.people.actors import SYSTEM, Actor

CONFIRMED_ONCE = (State.BENEFIT_CONFIRMED, State.REWARDED, State.CLOSED)


@transaction.atomic
def mark_benefit_confirmed(
    *, proposal_id: int, actor: Actor, money: bool, at: datetime
) -> Proposal:
    """Finance has confirmed what it was worth, in money, or in points where it has no price.

    Called by whoever confirms the benefit, in the same transaction. Of a proposal whose benefit
    was confirmed before, nothing changes: further months are the benefit ledger's.

    Raises:
        NotAllowed: the actor is not finance of its enterprise, or is an author.
        NotNow: it has not been accepted yet.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.ACCEPTED, *CONFIRMED_ONCE)
    permissions.may_confirm_benefit(actor, proposal, deed.on).require()
    if proposal.state != State.ACCEPTED:
        return proposal
    proposal.benefit = Proposal.Benefit.MONEY if money else Proposal.Benefit.POINTS
    proposal.benefit_on = deed.on
    move_on(
        proposal,
        State.BENEFIT_CONFIRMED,
        deed,
        holder=proposal.enterprise,
        changed=("benefit", "benefit_on"),
    )
    tell_authors(
        proposal,
        what="benefit_confirmed",
        msgid=gettext_noop("The benefit of your idea “%(title)s” was confirmed."),
        at=at,
    )
    return proposal


@transaction.atomic
def publicise(
    *, proposal_id: int, actor: Actor, text: str, from_day: date, at: datetime
) -> Publicity:
    """Make a reward public before it is paid (公示), in the whole enterprise.

    Raises:
        NotAllowed: the actor is not union, finance or HR of its enterprise, or is an author.
        NotNow: its benefit has not been confirmed, or it was rewarded.
        CannotDo: nobody has claimed it, or as `open_publicity`.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.BENEFIT_CONFIRMED)
    allowed = permissions.may_reward(actor, proposal, deed.on)
    allowed.require()
    _require_somebody(proposal)
    return open_publicity(
        subject=Subject(PROPOSAL, proposal.id),
        unit=proposal.enterprise,
        title=f"{proposal.number} {proposal.title}"[:120],
        text=text,
        actor=actor,
        from_day=from_day,
        at=at,
        working_days=terms_for(proposal.enterprise_id, deed.on).publicity_days,
        allowed=allowed,
    )


@transaction.atomic
def reward(*, proposal_id: int, actor: Actor, payment_reference: str, at: datetime) -> Proposal:
    """Write down that its authors were rewarded, and by which payment.

    Args:
        payment_reference: the voucher's number; of points or an honour, the list they stand in.

    Raises:
        NotAllowed: the actor is not union, finance or HR of its enterprise, or is an author.
        NotNow: its benefit has not been confirmed, or it was rewarded.
        CannotDo: nobody has claimed it; its publicity has not passed; or without a reference.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.BENEFIT_CONFIRMED)
    permissions.may_reward(actor, proposal, deed.on).require()
    _require_somebody(proposal)
    _require_publicity(proposal)
    if not payment_reference.strip():
        raise CannotDo(_("Name the voucher by which the reward was paid."))
    proposal.rewarded_on, proposal.payment_reference = deed.on, payment_reference.strip()
    move_on(
        proposal,
        State.REWARDED,
        deed,
        holder=proposal.enterprise,
        changed=("rewarded_on", "payment_reference"),
    )
    tell_authors(
        proposal,
        what="rewarded",
        msgid=gettext_noop("Your idea “%(title)s” was rewarded."),
        at=at,
    )
    return proposal


@transaction.atomic
def close(*, proposal_id: int, actor: Actor, at: datetime) -> Proposal:
    """Close what was rewarded; or an anonymous one that nobody claimed, without a reward.

    Raises:
        NotAllowed: the actor is not union, finance or HR of its enterprise, or is an author.
        NotNow: it has not been rewarded.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.REWARDED, State.BENEFIT_CONFIRMED)
    permissions.may_reward(actor, proposal, deed.on).require()
    if proposal.state == State.BENEFIT_CONFIRMED and permissions.authors_of(proposal):
        raise NotNow(_("Its authors have not been rewarded; it is closed after that."))
    if proposal.submitted_on is None:
        raise AssertionError
    proposal.closed_on = deed.on
    move_on(proposal, State.CLOSED, deed, changed=("closed_on",))
    fact = ProposalClosed(proposal_id=proposal.id, submitted_on=proposal.submitted_on)
    write_down(fact, proposal, deed)
    return proposal


@transaction.atomic
def standardise(*, proposal_id: int, actor: Actor, sop_reference: str, at: datetime) -> Proposal:
    """Write down in which standard operating procedure it lives on (固化); once.

    Raises:
        NotAllowed: the actor does not sit where it was decided, or is an author.
        NotNow: it has not been accepted, or is in a procedure already.
        CannotDo: without naming the procedure.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, *STANDARDISABLE)
    unit = proposal.panel_unit or proposal.enterprise
    permissions.may_handle(actor, proposal, unit, deed.on).require()
    if proposal.standardised_on is not None:
        raise NotNow(_("It stands in “%(sop)s” already.") % {"sop": proposal.sop_reference})
    if not sop_reference.strip():
        raise CannotDo(_("Name the procedure it has become part of."))
    proposal.standardised_on, proposal.sop_reference = deed.on, sop_reference.strip()
    proposal.save(update_fields=["standardised_on", "sop_reference"])
    _trail(proposal, deed, Why(proposal.sop_reference))
    write_down(ProposalStandardised(proposal_id=proposal.id), proposal, deed)
    tell_authors(
        proposal,
        what="standardised",
        msgid=gettext_noop("Your idea “%(title)s” has become part of “%(sop)s”."),
        sop=proposal.sop_reference,
        at=at,
    )
    return proposal


@transaction.atomic
def mark_replicated(*, proposal_id: int, at: datetime) -> Proposal:
    """A copy of it elsewhere was verified; the first one gives it its mark.

    Called by whoever verified the copy, who records the fact of it in the same transaction.

    Raises:
        NotNow: it has not been accepted.
    """
    deed = Deed.of(SYSTEM, at)
    proposal = locked(proposal_id, *STANDARDISABLE)
    if proposal.replicated_on is None:
        proposal.replicated_on = deed.on
        proposal.save(update_fields=["replicated_on"])
        _trail(proposal, deed, Why())
    return proposal


def _trail(proposal: Proposal, deed: Deed, why: Why) -> None:
    """A mark is a step that stays where it is."""
    proposal.steps.create(
        from_state=proposal.state,
        to_state=proposal.state,
        by=deed.actor,
        on=deed.on,
        at=deed.at,
        reason=why.reason,
    )


def _require_somebody(proposal: Proposal) -> None:
    if not permissions.authors_of(proposal):
        raise CannotDo(
            _("It is anonymous: a reward can be paid once its author claims it with the code.")
        )


def _require_publicity(proposal: Proposal) -> None:
    publicity = publicity_of(Subject(PROPOSAL, proposal.id))
    if publicity is None:
        raise CannotDo(_("The reward has not been made public yet."))
    if publicity.state == Publicity.State.OPEN:
        raise CannotDo(_("The publicity has not been closed; close it when its days are over."))
    if publicity.state == Publicity.State.UPHELD:
        raise CannotDo(_("An objection was upheld; settle it, and make the reward public again."))
