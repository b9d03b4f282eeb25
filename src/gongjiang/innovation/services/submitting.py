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
from gongjiang.innovation.queries.desks import first_desk_held, ladder_of, ladders_of
from gongjiang.innovation.rules.levels import Level
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
from gongjiang.innovation.services.proposals_told import tell
from gongjiang.innovation.services.similarity import remember_text
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.proposals import (
    ProposalAuthored,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from gongjiang.orgs.models import Unit
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
    if proposal_id is None:
        return _begin(idea, actor, day).proposal
    wording = _kept(idea)
    proposal = locked(proposal_id, *EDITABLE)
    authors = permissions.authors_of(proposal)
    permissions.may_write(actor, authors, proposal.enterprise, day).require()
    shares, home, _terms = _whose(idea, actor, day)
    if home.enterprise != proposal.enterprise:
        raise CannotDo(_("A proposal stays with the enterprise in which it was begun."))
    _put(idea, wording, proposal)
    proposal.save()
    if proposal.submitted_on is not None:
        remember_text(proposal)
    _change_authors(proposal, shares)
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
    insist(shares_hold(shares, most=terms.most_authors))
    _require_colleagues(ids, proposal.enterprise_id, deed.on)
    if proposal.submitted_on is None:
        home = _home_of(shares[0].person_id, deed.on, within=proposal.enterprise_id)
        proposal.unit, ladder = home.unit, home.ladder
    else:
        ladder = ladder_of(proposal.unit_id, proposal.enterprise_id, deed.on)
    return _hand_in(_Draft(proposal, shares, terms, ladder), deed, at)


@transaction.atomic
def submit_idea(*, idea: Idea, actor: Actor, at: datetime) -> Proposal:
    """Write an idea down and hand it in at once; as `save_draft` and `submit_proposal`.

    What was asked to write it down is not asked again to hand it in: a colleague waits for this.
    """
    deed = Deed.of(actor, at)
    return _hand_in(_begin(idea, actor, deed.on), deed, at)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a proposal that is about to be handed in.

    Attributes:
        ladder: the units it rises through, its own first.
    """

    proposal: Proposal
    shares: Sequence[Share]
    terms: ProposalTerms
    ladder: Sequence[Unit]


def _begin(idea: Idea, actor: Actor, day: date) -> _Draft:
    """A new draft, written down."""
    wording = _kept(idea)
    shares, home, terms = _whose(idea, actor, day)
    proposal = Proposal(enterprise=home.enterprise, unit=home.unit)
    _put(idea, wording, proposal)
    proposal.save(force_insert=True)
    _write_authors(proposal, shares)
    return _Draft(proposal, shares, terms, home.ladder)


def _kept(idea: Idea) -> Wording:
    wording = idea.wording.stripped()
    insist(may_keep(wording))
    return wording


def _whose(idea: Idea, actor: Actor, day: date) -> tuple[Sequence[Share], _Home, ProposalTerms]:
    """Whose an idea is, where the first of them works, and by which terms it is written down."""
    shares = list(idea.shares) or _alone(actor)
    home = _home_of(shares[0].person_id, day)
    ids = {share.person_id for share in shares}
    permissions.may_write(actor, ids, home.enterprise, day).require()
    terms = terms_for(home.enterprise.id, day)
    insist(shares_hold(shares, most=terms.most_authors))
    _require_colleagues(ids - {shares[0].person_id}, home.enterprise.id, day)
    return shares, home, terms


def _hand_in(draft: _Draft, deed: Deed, at: datetime) -> Proposal:
    proposal, terms = draft.proposal, draft.terms
    _check(proposal, terms)
    ids = {share.person_id for share in draft.shares}
    is_first = proposal.submitted_on is None
    changed = ["reply_by"]
    proposal.reply_by = last_day(deed.on, terms.screen_days + terms.review_days)
    if is_first:
        proposal.number = give_number(proposal.enterprise_id, deed.on)
        proposal.submitted_on, proposal.submitted_at = deed.on, deed.at
        changed += ["unit", "number", "submitted_on", "submitted_at"]
    desk, holders = first_desk_held(draft.ladder, ids, deed.on)
    due_on = last_day(deed.on, terms.screen_days)
    move_on(proposal, State.SUBMITTED, deed, holder=desk, due_on=due_on, changed=tuple(changed))
    remember_text(proposal)
    if is_first:
        _record_first(proposal, draft.shares, deed)
    tell(
        holders,
        proposal,
        what="submitted",
        msgid=gettext_noop("An idea waits for you by %(day)s: “%(title)s”."),
        day=due_on.isoformat(),
        at=at,
    )
    return proposal


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
    """Where somebody works: the unit, the enterprise it stands in, and what it rises through."""

    unit: Unit
    enterprise: Unit
    ladder: Sequence[Unit]


def _home_of(person_id: int, day: date, *, within: int | None = None) -> _Home:
    """Where the first author works, the longest posting first; two queries.

    Args:
        within: an enterprise in which it must be; None: any.
    """
    units = [posting.unit for posting in postings_now(person_id, day)]
    ladders = ladders_of([unit.id for unit in units], day)
    for unit in units:
        ladder = ladders.get(unit.id, [])
        enterprise = next((step for step in ladder if step.kind == Level.ENTERPRISE), None)
        if enterprise is not None and within in {None, enterprise.id}:
            return _Home(unit, enterprise, ladder)
    raise CannotDo(_("Only somebody who works in an enterprise here can be an author."))


def _alone(actor: Actor) -> list[Share]:
    if not isinstance(actor, Person):
        raise CannotDo(_("A proposal has at least one author."))
    return [Share(actor.id, 10_000)]


def _require_colleagues(ids: set[int], enterprise_id: int, day: date) -> None:
    if ids and permissions.working_in(ids, enterprise_id, day) != ids:
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


def _change_authors(proposal: Proposal, shares: Sequence[Share]) -> None:
    standing = [(author.person_id, author.share_bp) for author in proposal.authors.all()]
    if standing == [(share.person_id, share.share_bp) for share in shares]:
        return
    if proposal.submitted_on is not None:
        raise CannotDo(
            _("Authors and shares stand since it was submitted; take it back to change them.")
        )
    proposal.authors.all().delete()
    _write_authors(proposal, shares)


def _write_authors(proposal: Proposal, shares: Sequence[Share]) -> None:
    Author.objects.bulk_create(
        Author(
            proposal=proposal, person_id=share.person_id, position=place, share_bp=share.share_bp
        )
        for place, share in enumerate(shares, start=1)
    )


def _check(proposal: Proposal, terms: ProposalTerms) -> None:
    wording = Wording(
        proposal.kind,
        proposal.title,
        proposal.problem,
        proposal.cause,
        proposal.method,
        proposal.expected,
    )
    insist(is_complete(wording, least_method=terms.least_method))
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
