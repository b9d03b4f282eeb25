"""An accepted idea is offered to teams with the same process, answered, and its copies verified."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.governance.working_days import NATIONAL
from gongjiang.innovation.contents.spread import SpreadTerms
from gongjiang.innovation.models import Proposal, SpreadOffer, SpreadShare
from gongjiang.innovation.permissions import spread as permissions
from gongjiang.innovation.queries.spread_targets import Target, can_spread, targets_of
from gongjiang.innovation.rules.spread import due_for_copy, may_travel, originators_shares
from gongjiang.innovation.services.finishing import mark_replicated
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.studios import (
    ProposalReplicated,
    SpreadAnswered,
    SpreadEarned,
    SpreadOffered,
    SpreadVerified,
)
from gongjiang.ledger.services import Occurrence
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.people.queries.standing import leaders_of

State = SpreadOffer.State
Answer = SpreadOffer.Answer


class NotNow(CannotDo):
    """The idea, or its offer, is not at a step at which this can be done."""


@transaction.atomic
def offer_idea(
    *, proposal_id: int, actor: Actor, at: datetime, beyond: bool = False
) -> list[SpreadOffer]:
    """Offer an accepted idea to every team with its process that was not offered it yet.

    Teams of its own enterprise are always among them; the number of statements does not depend on
    how many teams there are.

    Args:
        beyond: teams of other enterprises too; not of an idea that bears a secrecy mark.

    Raises:
        NotAllowed: the actor does not offer this enterprise's ideas, or not beyond it.
        NotNow: the idea was not accepted, or names no process.
        CannotDo: it bears a secrecy mark, or no team is left to offer it to.
    """
    day = day_of(at)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(id=proposal_id)
    permissions.may_offer(actor, proposal.enterprise_id, day, beyond=beyond).require()
    if not can_spread(proposal):
        raise NotNow(_("An idea spreads once it is accepted, and says by which process it works."))
    travels = may_travel(secret=proposal.confidential, same_enterprise=not beyond)
    if not travels:
        raise CannotDo(str(travels.reason))
    targets = targets_of(proposal, day, beyond=beyond)
    if not targets:
        raise CannotDo(_("Every team with this process has been offered the idea."))
    offers = _write_offers(proposal, targets, actor, day)
    _tell_leaders(offers, day, at)
    return offers


@transaction.atomic
def answer_offer(
    *, offer_id: int, answer: str, actor: Person, at: datetime, reason: str = ""
) -> SpreadOffer:
    """Take an idea over, adapt it, or say why it does not fit; once.

    Args:
        reason: what was adapted, or why it does not fit; not needed to take it over as it is.

    Raises:
        NotAllowed: the actor neither leads the team nor reviews above it, or is an author.
        NotNow: it has been answered.
        CannotDo: a reason is missing.
    """
    offer = _locked(offer_id, State.OFFERED)
    permissions.may_answer(actor, offer, day_of(at)).require()
    if answer != Answer.ACCEPTED and not reason.strip():
        raise CannotDo(_("Say in a sentence what you adapt, or why it does not fit."))
    day = day_of(at)
    offer.state, offer.answer, offer.reason = answer, answer, reason.strip()
    offer.answered_by, offer.answered_on = actor, day
    offer.save(update_fields=["state", "answer", "reason", "answered_by", "answered_on"])
    fact = SpreadAnswered(
        spread_offer_id=offer.id,
        proposal_id=offer.proposal_id,
        outcome=answer,
        in_time=day <= offer.due_on,
    )
    _write_down(fact, offer, actor=actor, on=day)
    _tell_authors(
        offer, "answered", gettext_noop("Another team answered your idea “%(title)s”."), at
    )
    return offer


@transaction.atomic
def verify_copy(*, offer_id: int, note: str, actor: Person, at: datetime) -> SpreadOffer:
    """Say that a copy was seen at work; its originators get their share, split to the fen.

    The first verified copy marks the idea as replicated.

    Raises:
        NotAllowed: the actor is an author, answered it, works in the copying team, or neither
            reviews there nor is the zone union office.
        NotNow: the team did not take the idea over, or the copy is verified already.
        CannotDo: nothing is said about what was seen.
    """
    found = SpreadOffer.objects.values_list("proposal_id", flat=True).get(id=offer_id)
    # Locked first: two copies verified at once must not both be the last one that is paid for.
    proposal = Proposal.objects.select_for_update(of=("self",)).get(id=found)
    offer = _locked(offer_id, State.ACCEPTED, State.ADAPTED)
    day = day_of(at)
    permissions.may_verify(actor, offer, day).require()
    if not note.strip():
        raise CannotDo(_("Say what you saw at work, and where."))
    offer.state, offer.note = State.VERIFIED, note.strip()
    offer.verified_by, offer.verified_on = actor, day
    offer.save(update_fields=["state", "note", "verified_by", "verified_on"])
    paid = _pay_originators(offer, proposal, actor, day)
    fact = SpreadVerified(
        spread_offer_id=offer.id,
        proposal_id=proposal.id,
        outcome=offer.answer,
        within=offer.enterprise_id == proposal.enterprise_id,
        amount_fen=paid,
    )
    _write_down(fact, offer, actor=actor, on=day)
    _mark_replicated(offer, proposal, actor, at)
    _tell_authors(
        offer,
        "verified",
        gettext_noop("A copy of your idea “%(title)s” was seen at work; your share is recorded."),
        at,
    )
    return offer


def _locked(offer_id: int, *states: str) -> SpreadOffer:
    offer = (
        SpreadOffer.objects.select_for_update(of=("self",))
        .select_related("proposal", "unit")
        .get(id=offer_id)
    )
    if offer.state not in states:
        raise NotNow(
            _("This offer is “%(state)s” now; load the page anew.")
            % {"state": offer.get_state_display()}
        )
    return offer


def _write_offers(
    proposal: Proposal, targets: list[Target], actor: Actor, day: date
) -> list[SpreadOffer]:
    terms = content_in_force(SpreadTerms, on=day)
    due = NATIONAL.run_after(day, terms.reply_working_days).last
    offers = SpreadOffer.objects.bulk_create(
        SpreadOffer(
            proposal=proposal,
            unit_id=target.unit_id,
            enterprise_id=target.enterprise_id,
            offered_by_id=actor.id,
            offered_on=day,
            due_on=due,
        )
        for target in targets
    )
    ledger.record_many(
        Occurrence(
            fact=SpreadOffered(spread_offer_id=offer.id, proposal_id=proposal.id, due_on=due),
            unit=offer.unit_id,
            enterprise=offer.enterprise_id,
            by=actor.id,
            on=day,
        )
        for offer in offers
    )
    return offers


def _pay_originators(offer: SpreadOffer, proposal: Proposal, actor: Actor, day: date) -> int:
    """What the originators got in all, in fen; an anonymous idea earns nobody anything."""
    authors = list(proposal.authors.order_by("position"))
    if not authors or proposal.accepted_on is None:
        return 0
    before = SpreadShare.objects.filter(offer__proposal=proposal).values("offer_id")
    due = due_for_copy(
        offer.answer,
        paid_before=before.distinct().count(),
        accepted_on=proposal.accepted_on,
        on=day,
        terms=content_in_force(SpreadTerms, on=day),
    )
    if due == 0:
        return 0
    amounts = originators_shares(due, [author.share_bp for author in authors])
    for author, fen in zip(authors, amounts, strict=True):
        share = SpreadShare.objects.create(offer=offer, person_id=author.person_id, amount_fen=fen)
        ledger.record(
            SpreadEarned(
                spread_share_id=share.id,
                spread_offer_id=offer.id,
                proposal_id=proposal.id,
                amount_fen=fen,
            ),
            person=author.person_id,
            unit=proposal.unit_id,
            enterprise=proposal.enterprise_id,
            by=actor.id,
            on=day,
        )
    return due


def _mark_replicated(offer: SpreadOffer, proposal: Proposal, actor: Actor, at: datetime) -> None:
    if proposal.replicated_on is not None:
        return
    mark_replicated(proposal_id=proposal.id, at=at)
    ledger.record(
        ProposalReplicated(spread_offer_id=offer.id, proposal_id=proposal.id),
        unit=proposal.unit_id,
        enterprise=proposal.enterprise_id,
        by=actor.id,
        on=day_of(at),
    )


def _write_down(fact: Fact, offer: SpreadOffer, *, actor: Actor, on: date) -> None:
    ledger.record(fact, unit=offer.unit_id, enterprise=offer.enterprise_id, by=actor.id, on=on)


def _tell_leaders(offers: list[SpreadOffer], day: date, at: datetime) -> None:
    leaders = leaders_of([offer.unit_id for offer in offers], day)
    if not offers:
        return
    notify(
        [leader.id for found in leaders.values() for leader in found],
        kind="innovation.spread.offered",
        msgid=gettext_noop("An idea from elsewhere may help your team; answer by %(day)s."),
        day=offers[0].due_on.isoformat(),
        link="/spread/answer",
        at=at,
    )


def _tell_authors(offer: SpreadOffer, what: str, msgid: str, at: datetime) -> None:
    notify(
        offer.proposal.authors.values_list("person_id", flat=True),
        kind=f"innovation.spread.{what}",
        msgid=msgid,
        title=offer.proposal.title,
        link=f"/spread/ideas/{offer.proposal.public_id}",
        at=at,
    )
