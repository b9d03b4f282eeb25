"""An idea is written down, submitted, mended, and taken back by its authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Author, Process, Proposal, ProposalReview, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.innovation.queries.desks import first_desk, ladder_of
from gongjiang.innovation.rules.proposals import (
    WITHDRAWABLE,
    Share,
    Wording,
    is_complete,
    may_keep,
    shares_hold,
)
from gongjiang.innovation.services.numbering import give_number
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    insist,
    last_day,
    locked,
    move_on,
    terms_for,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell_desk
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.proposals import (
    ProposalAuthored,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.people.queries.standing import postings_now

EDITABLE = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Idea:
    """What is written down: the words, whose they are, and what they are about.

    Attributes:
        shares: the first one is the first author's; none: the actor alone.
        post_facto: it was put into practice before it was written down.
        confidential: a secret of the enterprise, which must not travel to others.
    """

    wording: Wording
    shares: Sequence[Share] = ()
    process: Process | None = None
    post_facto: bool = False
    confidential: bool = False


@transaction.atomic
def save_draft(
    *, idea: Idea, actor: Actor, at: datetime, proposal_id: int | None = None
) -> Proposal:
    """Keep an unfinished idea, or mend one that was returned.

    Args:
        proposal_id: None: a new one.

    Raises:
        NotAllowed: it is somebody else's.
        NotNow: it is neither a draft nor returned.
        CannotDo: it has no title, or its authors do not work together.
    """
    day = day_of(at)
    wording = idea.wording.stripped()
    insist(may_keep(wording))
    shares = list(idea.shares) or _alone(actor)
    home = _home_of(shares[0].person_id, day)
    if proposal_id is None:
        proposal = Proposal(enterprise_id=home.enterprise_id, unit_id=home.unit_id)
    else:
        proposal = locked(proposal_id, *EDITABLE)
        permissions.may_write(
            actor, permissions.authors_of(proposal), proposal.enterprise, day
        ).require()
        if home.enterprise_id != proposal.enterprise_id:
            raise CannotDo(_("A proposal stays with the enterprise in which it was begun."))
    ids = {share.person_id for share in shares}
    permissions.may_write(actor, ids, Unit.objects.get(id=home.enterprise_id), day).require()
    terms = terms_for(home.enterprise_id, day)
    insist(shares_hold(shares, most=terms.most_authors))
    _require_colleagues(ids, home.enterprise_id, day)
    _put(idea, wording, proposal)
    proposal.save()
    _write_authors(proposal, shares)
    return proposal


@transaction.atomic
def submit_proposal(*, proposal_id: int, actor: Actor, at: datetime) -> Proposal:
    """Hand a draft in, or one that was returned and mended; the clocks start anew.

    Raises:
        NotAllowed: it is somebody else's.
        NotNow: it was submitted already.
        CannotDo: something is missing; the sentence says what, and how to go on.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, *EDITABLE)
    shares = [
        Share(author.person_id, author.share_bp) for author in proposal.authors.order_by("position")
    ]
    ids = {share.person_id for share in shares}
    permissions.may_write(actor, ids, proposal.enterprise, deed.on).require()
    terms = terms_for(proposal.enterprise_id, deed.on)
    _check(proposal, shares, terms)
    _require_colleagues(ids, proposal.enterprise_id, deed.on)
    is_first = proposal.submitted_on is None
    changed = ["reply_by"]
    proposal.reply_by = last_day(deed.on, terms.screen_days + terms.review_days)
    if is_first:
        proposal.unit = Unit.objects.get(id=_home_of(shares[0].person_id, deed.on).unit_id)
        proposal.number = give_number(proposal.enterprise_id, deed.on)
        proposal.submitted_on, proposal.submitted_at = deed.on, deed.at
        changed += ["unit", "number", "submitted_on", "submitted_at"]
    ladder = ladder_of(proposal.unit_id, proposal.enterprise_id, deed.on)
    desk = first_desk(ladder, ids, deed.on)
    due_on = last_day(deed.on, terms.screen_days)
    move_on(proposal, State.SUBMITTED, deed, holder=desk, due_on=due_on, changed=tuple(changed))
    if is_first:
        _record_first(proposal, shares, deed)
    tell_desk(
        proposal,
        desk,
        what="submitted",
        msgid=gettext_noop("An idea waits for you by %(day)s: “%(title)s”."),
        day=due_on.isoformat(),
        at=at,
    )
    return proposal


@transaction.atomic
def submit_idea(*, idea: Idea, actor: Actor, at: datetime) -> Proposal:
    """Write an idea down and hand it in at once; as `save_draft` and `submit_proposal`."""
    draft = save_draft(idea=idea, actor=actor, at=at)
    return submit_proposal(proposal_id=draft.id, actor=actor, at=at)


@transaction.atomic
def withdraw_proposal(
    *, proposal_id: int, actor: Actor, at: datetime, reason: str = ""
) -> Proposal:
    """Take one's own proposal back before it is decided.

    Raises:
        NotAllowed: the actor is not its first author.
        NotNow: it has been decided, or taken back.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, *WITHDRAWABLE)
    permissions.may_withdraw(actor, proposal).require()
    return _withdraw(proposal, deed, reason)


def withdraw_unnamed(proposal: Proposal, on: date) -> Proposal:
    """The same of a locked anonymous one, for whoever showed its code."""
    return _withdraw(proposal, Deed(None, on, None), "")


def _withdraw(proposal: Proposal, deed: Deed, reason: str) -> Proposal:
    was_submitted = proposal.submitted_on is not None
    proposal.withdrawn_on = deed.on
    from_panel = proposal.state == State.REVIEWING
    step = move_on(proposal, State.WITHDRAWN, deed, changed=("withdrawn_on",))
    if reason.strip():
        step.reason = reason.strip()
        step.save(update_fields=["reason"])
    if from_panel:
        release_panel(proposal)
    if was_submitted:
        write_down(ProposalWithdrawn(proposal_id=proposal.id), proposal, deed)
    return proposal


def release_panel(proposal: Proposal) -> None:
    """Ask no more of those of its panel who have not scored it: it is decided, or gone."""
    ProposalReview.objects.filter(
        proposal=proposal, round=proposal.round, score__isnull=True
    ).delete()


@dataclass(frozen=True, slots=True)
class _Home:
    """Where somebody works: the unit, and the enterprise it stands in."""

    unit_id: int
    enterprise_id: int


def _home_of(person_id: int, day: date) -> _Home:
    """Where the first author works, the longest posting first."""
    for posting in postings_now(person_id, day):
        enterprise = enterprise_of(posting.unit_id, day)
        if enterprise is not None:
            return _Home(posting.unit_id, enterprise)
    raise CannotDo(_("Only somebody who works in an enterprise here can be an author."))


def _alone(actor: Actor) -> list[Share]:
    if not isinstance(actor, Person):
        raise CannotDo(_("A proposal has at least one author."))
    return [Share(actor.id, 10_000)]


def _require_colleagues(ids: set[int], enterprise_id: int, day: date) -> None:
    if permissions.working_in(ids, enterprise_id, day) != ids:
        raise CannotDo(_("All authors work in the same enterprise on the day."))


def _put(idea: Idea, wording: Wording, proposal: Proposal) -> None:
    proposal.kind, proposal.process = wording.kind, idea.process
    proposal.title, proposal.problem, proposal.cause = (
        wording.title,
        wording.problem,
        wording.cause,
    )
    proposal.method, proposal.expected = wording.method, wording.expected
    proposal.post_facto, proposal.confidential = idea.post_facto, idea.confidential


def _write_authors(proposal: Proposal, shares: Sequence[Share]) -> None:
    standing = [(author.person_id, author.share_bp) for author in proposal.authors.all()]
    wanted = [(share.person_id, share.share_bp) for share in shares]
    if standing == wanted:
        return
    if proposal.submitted_on is not None:
        raise CannotDo(
            _("Authors and shares stand since it was submitted; take it back to change them.")
        )
    proposal.authors.all().delete()
    Author.objects.bulk_create(
        Author(proposal=proposal, person_id=person, position=place, share_bp=share)
        for place, (person, share) in enumerate(wanted, start=1)
    )


def _check(proposal: Proposal, shares: Sequence[Share], terms: ProposalTerms) -> None:
    wording = Wording(
        proposal.kind,
        proposal.title,
        proposal.problem,
        proposal.cause,
        proposal.method,
        proposal.expected,
    )
    insist(is_complete(wording, least_method=terms.least_method))
    insist(shares_hold(shares, most=terms.most_authors))
    if proposal.post_facto and not terms.allow_post_facto:
        raise CannotDo(
            _("What is done already is no proposal here; report it as an innovation project.")
        )


def _record_first(proposal: Proposal, shares: Sequence[Share], deed: Deed) -> None:
    submitted = ProposalSubmitted(
        proposal_id=proposal.id, kind_code=proposal.kind, anonymous=proposal.anonymous
    )
    write_down(submitted, proposal, deed)
    for share in shares:
        authored = ProposalAuthored(proposal_id=proposal.id, share_bp=share.share_bp)
        write_down(authored, proposal, deed, person_id=share.person_id)
