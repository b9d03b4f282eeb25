"""The first look at a proposal: it goes on, goes back, or is turned down with a reason (初审)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Ground, Proposal, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.desks import first_desk, ladder_of
from gongjiang.innovation.rules.levels import place_of_level
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    Why,
    locked,
    move_on,
    reason_given,
    terms_for,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell_authors, tell_desk
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.facts.proposals import (
    ProposalDecided,
    ProposalReturned,
    ProposalScreened,
)
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor


@transaction.atomic
def pass_on(*, proposal_id: int, actor: Actor, at: datetime, remark: str = "") -> Proposal:
    """Find that it is a proposal, and hand it to where panels decide.

    Raises:
        NotAllowed: the actor does not sit where it lies, or is an author.
        NotNow: it has been screened.
    """
    proposal, deed = _to_screen(proposal_id, actor, at)
    panel = panel_unit(proposal, deed)
    fact = ProposalScreened(
        proposal_id=proposal.id, outcome="OK", in_time=not proposal.is_overdue(deed.on)
    )
    proposal.screened_on, proposal.panel_unit = deed.on, panel
    move_on(
        proposal,
        State.PRELIM_OK,
        deed,
        Why(remark.strip()),
        holder=panel,
        changed=("screened_on", "panel_unit"),
    )
    write_down(fact, proposal, deed)
    tell_authors(
        proposal,
        what="screened",
        msgid=gettext_noop("Your idea “%(title)s” goes to a panel; you hear by %(day)s."),
        day=_reply_day(proposal),
        at=at,
    )
    tell_desk(
        proposal,
        panel,
        what="to_assign",
        msgid=gettext_noop("An idea waits for its panel: “%(title)s”."),
        at=at,
    )
    return proposal


@transaction.atomic
def send_back(
    *,
    proposal_id: int,
    actor: Actor,
    reason: str,
    at: datetime,
    ground: str = Ground.INCOMPLETE,
) -> Proposal:
    """Return it to its authors, who mend it and submit it again.

    Raises:
        NotAllowed: the actor does not sit where it lies, or is an author.
        NotNow: it has been screened.
        CannotDo: without a reason.
    """
    proposal, deed = _to_screen(proposal_id, actor, at)
    why = Why(reason_given(reason), _ground(ground))
    step = move_on(proposal, State.RETURNED, deed, why)
    write_down(ProposalReturned(proposal_step_id=step.id, proposal_id=proposal.id), proposal, deed)
    tell_authors(
        proposal,
        what="returned",
        msgid=gettext_noop("Your idea “%(title)s” came back to you: %(reason)s"),
        reason=why.reason,
        at=at,
    )
    return proposal


@transaction.atomic
def turn_down(
    *, proposal_id: int, actor: Actor, ground: str, reason: str, at: datetime
) -> Proposal:
    """Reject it at the first look, which decides about it.

    Raises:
        NotAllowed: the actor does not sit where it lies, or is an author.
        NotNow: it has been screened.
        CannotDo: without a reason.
    """
    proposal, deed = _to_screen(proposal_id, actor, at)
    why = Why(reason_given(reason), _ground(ground))
    in_time = not proposal.is_overdue(deed.on)
    proposal.screened_on = proposal.decided_on = deed.on
    # Where it would have been decided, so that an appeal knows which panel is the next.
    proposal.panel_unit = proposal.holder_unit
    move_on(
        proposal,
        State.REJECTED,
        deed,
        why,
        changed=("screened_on", "decided_on", "panel_unit"),
    )
    screened = ProposalScreened(proposal_id=proposal.id, outcome="REJECTED", in_time=in_time)
    write_down(screened, proposal, deed)
    write_down(decided(proposal, State.REJECTED), proposal, deed)
    tell_authors(
        proposal,
        what="rejected",
        msgid=gettext_noop("Your idea “%(title)s” was turned down: %(reason)s"),
        reason=why.reason,
        at=at,
    )
    return proposal


def panel_unit(proposal: Proposal, deed: Deed) -> Unit:
    """Where its panel decides: from where it lies upwards, the lowest unit of the level that the
    terms name, at whose desk somebody sits who is no author."""
    ladder = ladder_of(proposal.unit_id, proposal.enterprise_id, deed.on)
    least = terms_for(proposal.enterprise_id, deed.on).panel_level
    place = place_of_level([unit.kind for unit in ladder], least)
    if proposal.holder_unit in ladder:
        place = max(place, ladder.index(proposal.holder_unit))
    return first_desk(ladder[place:], permissions.authors_of(proposal), deed.on)


def decided(proposal: Proposal, outcome: State) -> ProposalDecided:
    """The fact of a decision, from a proposal that has its day."""
    day, reply_by, submitted = proposal.decided_on, proposal.reply_by, proposal.submitted_on
    if day is None or reply_by is None or submitted is None:
        msg = "Only what was submitted and decided has such a fact."
        raise ValueError(msg)
    return ProposalDecided(
        proposal_id=proposal.id,
        outcome=outcome,
        in_time=day <= reply_by,
        submitted_on=submitted,
    )


def _to_screen(proposal_id: int, actor: Actor, at: datetime) -> tuple[Proposal, Deed]:
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.SUBMITTED)
    permissions.may_handle(actor, proposal, desk_of(proposal), deed.on).require()
    return proposal, deed


def desk_of(proposal: Proposal) -> Unit:
    """The unit a waiting proposal lies with."""
    if proposal.holder_unit is None:
        msg = "Nobody has to act on this proposal."
        raise ValueError(msg)
    return proposal.holder_unit


def _ground(ground: str) -> str:
    if ground not in Ground.values:
        raise CannotDo(_("Choose what stands in its way."))
    return ground


def _reply_day(proposal: Proposal) -> str:
    return proposal.reply_by.isoformat() if proposal.reply_by else ""
