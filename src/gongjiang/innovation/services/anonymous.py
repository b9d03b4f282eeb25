"""Ideas without a name: nothing that is written leads back to who wrote them.

On its day an idea lies among others that were dropped; only the night gives it a number and its
facts, in an order of chance. No row, notice, key or entry of the ledger names an account, and of
the time a day alone is kept. Its author finds it again by a code that only they have.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import (
    WHOLE,
    Author,
    DroppedIdea,
    Process,
    Proposal,
    ProposalNote,
    ProposalReview,
    ProposalStep,
    Receipt,
    State,
)
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.desks import first_desk, ladder_of
from gongjiang.innovation.rules.proposals import WITHDRAWABLE, Wording, clean, is_complete
from gongjiang.innovation.rules.receipts import code_for, hash_of
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
from gongjiang.innovation.services.submitting import withdraw_unnamed
from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of, start_of
from gongjiang.ledger.facts.proposals import ProposalAuthored, ProposalSubmitted
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person


class UnknownCode(CannotDo):
    """No idea has this code."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a code leads to.

    Attributes:
        proposal: None while the idea waits for the night.
    """

    title: str
    proposal: Proposal | None


@transaction.atomic
def drop_idea(
    *,
    wording: Wording,
    enterprise: Unit,
    reader: Person,
    key: UUID,
    on: date,
    process: Process | None = None,
) -> str:
    """Take an idea without a name, and answer with the code to find it again.

    Args:
        reader: asked whether they work there, and not written down anywhere.
        key: of the form; the same key gets the same code, and its idea is taken once.

    Raises:
        NotAllowed: the reader does not work in the enterprise.
        CannotDo: something is missing; the sentence says what.
    """
    if not permissions.works_in(reader.id, enterprise.id, on):
        refused(_("Ideas are dropped where one works.")).require()
    terms = terms_for(enterprise.id, on)
    written = wording.stripped()
    insist(is_complete(written, least_method=terms.least_method))
    code = code_for(key)
    dropped = DroppedIdea(
        enterprise=enterprise,
        kind=written.kind,
        process=process,
        title=written.title,
        problem=written.problem,
        cause=written.cause,
        method=written.method,
        expected=written.expected,
        dropped_on=on,
        code_hash=hash_of(code),
    )
    # After the night the code stands beside the proposal: a form sent again then is no new idea.
    if not Receipt.objects.filter(code_hash=dropped.code_hash).exists():
        DroppedIdea.objects.bulk_create([dropped], ignore_conflicts=True)
    return code


def number_dropped(*, before: date) -> int:
    """Give the ideas dropped before a day their numbers, in an order of chance; how many.

    A night's deed. Their clocks run from the day they were dropped.
    """
    ids = list(
        DroppedIdea.objects.filter(dropped_on__lt=before)
        .order_by("id")
        .values_list("id", flat=True)
    )
    secrets.SystemRandom().shuffle(ids)
    return sum(_number(idea_id, before) for idea_id in ids)


def find(code: str) -> Found:
    """Where the idea with this code stands.

    Raises:
        UnknownCode: there is none.
    """
    hashed = hash_of(code)
    receipt = Receipt.objects.filter(code_hash=hashed).select_related("proposal").first()
    if receipt is not None:
        return Found(receipt.proposal.title, receipt.proposal)
    dropped = DroppedIdea.objects.filter(code_hash=hashed).first()
    if dropped is None:
        raise UnknownCode(_("No idea has this code. Look whether each letter is right."))
    return Found(dropped.title, None)


@transaction.atomic
def mend_unnamed(*, code: str, wording: Wording, on: date) -> Proposal:
    """Submit a returned idea again, in other words.

    Raises:
        UnknownCode: no proposal has this code.
        NotNow: it was not returned.
        CannotDo: something is missing.
    """
    proposal = locked(_proposal_of(code).id, State.RETURNED)
    terms = terms_for(proposal.enterprise_id, on)
    written = wording.stripped()
    insist(is_complete(written, least_method=terms.least_method))
    proposal.kind, proposal.title = written.kind, written.title
    proposal.problem, proposal.cause = written.problem, written.cause
    proposal.method, proposal.expected = written.method, written.expected
    proposal.reply_by = last_day(on, terms.screen_days + terms.review_days)
    changed = ("kind", "title", "problem", "cause", "method", "expected", "reply_by")
    desk = _desk(proposal, on)
    move_on(proposal, State.SUBMITTED, Deed(None, on, None), holder=desk, changed=changed)
    return proposal


@transaction.atomic
def withdraw_dropped(*, code: str, on: date) -> None:
    """Take an anonymous idea back before it is decided.

    Raises:
        UnknownCode: no idea has this code.
        NotNow: it has been decided, or taken back.
    """
    deleted, _rows = DroppedIdea.objects.filter(code_hash=hash_of(code)).delete()
    if not deleted:
        withdraw_unnamed(locked(_proposal_of(code).id, *WITHDRAWABLE), on)


@transaction.atomic
def answer_unnamed(*, code: str, text: str, on: date) -> ProposalNote:
    """Say something to those who decide, without a name.

    Raises:
        UnknownCode: no proposal has this code.
        CannotDo: nothing was said.
    """
    said = clean(text)
    if not said:
        raise CannotDo(_("Write what you want to say."))
    return ProposalNote.objects.create(
        proposal=_proposal_of(code), audience=ProposalNote.Audience.AUTHORS, text=said, on=on
    )


@transaction.atomic
def claim(*, code: str, actor: Person, at: datetime) -> Proposal:
    """Say after all whose idea it is, by its code: now it can be rewarded, and its author be told.

    Raises:
        UnknownCode: no proposal has this code.
        CannotDo: it was claimed, or this person has decided about it.
    """
    proposal = locked(_proposal_of(code).id, *State)
    receipt = Receipt.objects.select_for_update().get(proposal=proposal)
    if receipt.claimed_on is not None:
        raise CannotDo(_("This idea has been claimed; a code works once."))
    if not permissions.works_in(
        actor.id, proposal.enterprise_id, proposal.submitted_on or day_of(at)
    ):
        raise CannotDo(_("You did not work in its enterprise on the day it was submitted."))
    if _took_part(actor, proposal):
        raise CannotDo(_("You took part in deciding about it; who decides is never an author."))
    deed = Deed.of(actor, at)
    receipt.claimed_on = deed.on
    receipt.save(update_fields=["claimed_on"])
    Author.objects.create(proposal=proposal, person=actor, position=1, share_bp=WHOLE)
    fact = ProposalAuthored(proposal_id=proposal.id, share_bp=WHOLE)
    write_down(fact, proposal, deed, person_id=actor.id)
    return proposal


@transaction.atomic
def _number(idea_id: UUID, day: date) -> bool:
    """Whether it was still there: a night may run twice, and an idea be taken back meanwhile."""
    idea = (
        DroppedIdea.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .filter(id=idea_id)
        .first()
    )
    if idea is None:
        return False
    terms = terms_for(idea.enterprise_id, idea.dropped_on)
    desk = _first_desk(idea.enterprise, day)
    proposal = Proposal.objects.create(
        number=give_number(idea.enterprise_id, idea.dropped_on),
        kind=idea.kind,
        enterprise=idea.enterprise,
        unit=idea.enterprise,
        process_id=idea.process_id,
        title=idea.title,
        problem=idea.problem,
        cause=idea.cause,
        method=idea.method,
        expected=idea.expected,
        anonymous=True,
        submitted_on=idea.dropped_on,
        reply_by=last_day(idea.dropped_on, terms.screen_days + terms.review_days),
        state=State.SUBMITTED,
        holder_unit=desk,
        due_on=last_day(idea.dropped_on, terms.screen_days),
    )
    Receipt.objects.create(proposal=proposal, code_hash=idea.code_hash)
    deed = Deed(None, idea.dropped_on, None)
    ProposalStep.objects.create(
        proposal=proposal, to_state=State.SUBMITTED, unit=desk, on=idea.dropped_on
    )
    fact = ProposalSubmitted(proposal_id=proposal.id, kind_code=proposal.kind, anonymous=True)
    write_down(fact, proposal, deed)
    idea.delete()
    tell_desk(
        proposal,
        desk,
        what="submitted",
        msgid=gettext_noop("An idea waits for you by %(day)s: “%(title)s”."),
        day=str(proposal.due_on),
        at=start_of(day),
    )
    return True


def _proposal_of(code: str) -> Proposal:
    proposal = find(code).proposal
    if proposal is None:
        raise CannotDo(_("Your idea has no number yet; it gets one tonight."))
    return proposal


def _desk(proposal: Proposal, on: date) -> Unit:
    return _first_desk(proposal.enterprise, on)


def _first_desk(enterprise: Unit, on: date) -> Unit:
    return first_desk(ladder_of(enterprise.id, enterprise.id, on), (), on)


def _took_part(person: Person, proposal: Proposal) -> bool:
    reviewed = ProposalReview.objects.filter(proposal=proposal, reviewer=person)
    stepped = ProposalStep.objects.filter(proposal=proposal, by=person)
    return reviewed.exists() or stepped.exists() or proposal.chair_id == person.id
