"""A panel scores a proposal, and its chair decides: adopted, not adopted, or kept for later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Proposal, ProposalReview, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.desks import ladder_of
from gongjiang.innovation.rules.levels import above
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    Why,
    locked,
    move_on,
    reason_given,
    take_back,
    terms_for,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell, tell_authors, tell_desk
from gongjiang.innovation.services.screening import decided, desk_of
from gongjiang.innovation.services.submitting import release_panel
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.facts.proposals import ProposalDecided
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor

LOWEST, HIGHEST = 1, 10
OUTCOMES = (State.ADOPTED, State.NOT_ADOPTED, State.RESERVED)

ANSWERS = {
    State.ADOPTED: gettext_noop("Your idea “%(title)s” was adopted: %(reason)s"),
    State.NOT_ADOPTED: gettext_noop("Your idea “%(title)s” was not adopted: %(reason)s"),
    State.RESERVED: gettext_noop("Your idea “%(title)s” is kept for later: %(reason)s"),
}


@dataclass(frozen=True, slots=True)
class Marks:
    """One reviewer's marks, 1 to 10 each, by the three tests of domain.md §6.1."""

    progress: int
    feasibility: int
    benefit: int

    def require(self) -> None:
        """Raises: CannotDo, when one is out of range."""
        if not all(LOWEST <= mark <= HIGHEST for mark in self._all()):
            raise CannotDo(_("Each mark is from 1 to 10."))

    @property
    def score(self) -> int:
        return sum(self._all())

    def _all(self) -> tuple[int, int, int]:
        return (self.progress, self.feasibility, self.benefit)


@transaction.atomic
def score(
    *, proposal_id: int, actor: Actor, marks: Marks, at: datetime, comment: str = ""
) -> ProposalReview:
    """Give one's marks as a member of its panel; until it is decided they may be given anew.

    Raises:
        NotAllowed: the actor is not on its panel, or is an author.
        NotNow: it is not under review any more.
        CannotDo: a mark is out of range.
    """
    proposal = locked(proposal_id, State.REVIEWING)
    review = (
        ProposalReview.objects.select_for_update()
        .filter(proposal=proposal, round=proposal.round, reviewer_id=actor.id)
        .first()
    )
    permissions.may_review(actor, proposal, review).require()
    marks.require()
    if review is None:
        raise AssertionError
    review.progress, review.feasibility, review.benefit = (
        marks.progress,
        marks.feasibility,
        marks.benefit,
    )
    review.score, review.comment, review.scored_at = marks.score, comment.strip(), at
    review.save()
    _tell_chair_once_all_scored(proposal, at)
    return review


@transaction.atomic
def decide(*, proposal_id: int, actor: Actor, outcome: str, reason: str, at: datetime) -> Proposal:
    """Decide as the chair of its panel, once enough members have scored; the authors read why.

    Args:
        outcome: ADOPTED, NOT_ADOPTED or RESERVED.

    Raises:
        NotAllowed: the actor is not its chair, or is an author.
        NotNow: it has been decided.
        CannotDo: too few have scored, or no reason was given.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.REVIEWING)
    permissions.may_conclude(actor, proposal).require()
    result = _outcome(outcome)
    why = Why(reason_given(reason))
    _require_scores(proposal, deed)
    proposal.decided_on = deed.on
    holder = proposal.panel_unit if result == State.ADOPTED else None
    move_on(proposal, result, deed, why, holder=holder, changed=("decided_on",))
    release_panel(proposal)
    write_down(decided(proposal, result), proposal, deed)
    tell_authors(proposal, what=result.lower(), msgid=ANSWERS[result], reason=why.reason, at=at)
    return proposal


@transaction.atomic
def pass_up(*, proposal_id: int, actor: Actor, reason: str, at: datetime) -> Proposal:
    """Hand a proposal that is not in one's power to the next level, which forms a panel of its own.

    Raises:
        NotAllowed: the actor is not its chair, or, before it has a panel, not at its desk.
        NotNow: it is neither screened nor under review.
        CannotDo: there is no level above, or no reason was given.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.PRELIM_OK, State.REVIEWING)
    if proposal.state == State.REVIEWING:
        permissions.may_conclude(actor, proposal).require()
    else:
        permissions.may_handle(actor, proposal, desk_of(proposal), deed.on).require()
    why = Why(reason_given(reason))
    higher = next_panel(proposal, deed)
    if higher is None:
        raise CannotDo(_("It lies with the zone, and there is no level above: decide it here."))
    release_panel(proposal)
    to_panel(proposal, higher, deed, why)
    tell_authors(
        proposal,
        what="passed_up",
        msgid=gettext_noop("Your idea “%(title)s” goes up to “%(unit)s”: %(reason)s"),
        unit=higher.name,
        reason=why.reason,
        at=at,
    )
    return proposal


@transaction.atomic
def take_up_again(*, proposal_id: int, actor: Actor, reason: str, at: datetime) -> Proposal:
    """Bring a proposal that was kept for later before a panel again: its time has come.

    Raises:
        NotAllowed: the actor does not sit where it was decided, or is an author.
        NotNow: it is not kept for later.
        CannotDo: no reason was given.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, State.RESERVED)
    unit = proposal.panel_unit or proposal.enterprise
    permissions.may_handle(actor, proposal, unit, deed.on).require()
    why = Why(reason_given(reason))
    take_back(ProposalDecided, proposal, deed, reason="taken up again")
    to_panel(proposal, unit, deed, why)
    tell_authors(
        proposal,
        what="taken_up",
        msgid=gettext_noop("Your idea “%(title)s” is looked at again: %(reason)s"),
        reason=why.reason,
        at=at,
    )
    return proposal


def next_panel(proposal: Proposal, deed: Deed) -> Unit | None:
    """The unit whose panel is the next above the one that decides, or decided; None at the top."""
    ladder = ladder_of(proposal.unit_id, proposal.enterprise_id, deed.on)
    here = proposal.panel_unit or proposal.enterprise
    return above(ladder, here if here in ladder else proposal.enterprise)


def to_panel(proposal: Proposal, unit: Unit, deed: Deed, why: Why) -> None:
    """Lay a locked proposal, decided or not, before a panel that this unit has yet to form."""
    proposal.panel_unit, proposal.chair, proposal.decided_on = unit, None, None
    move_on(
        proposal,
        State.PRELIM_OK,
        deed,
        why,
        holder=unit,
        changed=("panel_unit", "chair", "decided_on"),
    )
    if deed.at is not None:
        tell_desk(
            proposal,
            unit,
            what="to_assign",
            msgid=gettext_noop("An idea waits for its panel: “%(title)s”."),
            at=deed.at,
        )


def _outcome(outcome: str) -> State:
    if outcome not in OUTCOMES:
        raise CannotDo(_("Adopt it, do not adopt it, or keep it for later."))
    return State(outcome)


def _require_scores(proposal: Proposal, deed: Deed) -> None:
    given = ProposalReview.objects.filter(
        proposal=proposal, round=proposal.round, score__isnull=False
    ).count()
    least = terms_for(proposal.enterprise_id, deed.on).least_panel
    if given < least:
        raise CannotDo(
            _("%(given)d of the panel have scored it; %(least)d are needed before it is decided.")
            % {"given": given, "least": least}
        )


def _tell_chair_once_all_scored(proposal: Proposal, at: datetime) -> None:
    waiting = proposal.reviews.filter(round=proposal.round, score__isnull=True)
    if proposal.chair_id is not None and not waiting.exists():
        tell(
            [proposal.chair_id],
            proposal,
            what="scored",
            msgid=gettext_noop("All marks are there: decide about “%(title)s”."),
            at=at,
        )
