"""What a confirmed benefit and a paid award mean to what they come from.

A proposal moves on by both; projects, patents and the others have no step that waits for money.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Award, Proposal, Source, State
from gongjiang.innovation.queries.origins import Origin
from gongjiang.innovation.services.finishing import mark_benefit_confirmed
from gongjiang.innovation.services.proposal_steps import Deed, move_on
from gongjiang.innovation.services.proposals_told import tell_authors
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


def tell_confirmed(origins: Iterable[Origin], *, money: bool, actor: Person, at: datetime) -> None:
    """The whole effect is confirmed: those it comes from go on."""
    for origin in origins:
        if origin.source == Source.PROPOSAL:
            mark_benefit_confirmed(proposal_id=origin.source_id, actor=actor, money=money, at=at)


def tell_paid(award: Award, *, actor: Actor, at: datetime) -> None:
    """Everybody has their share: a proposal whose benefit stands is rewarded by it."""
    if award.source != Source.PROPOSAL:
        return
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("enterprise", "unit")
        .get(id=award.source_id)
    )
    if proposal.state != State.BENEFIT_CONFIRMED:
        return
    deed = Deed.of(actor, at)
    proposal.rewarded_on, proposal.payment_reference = deed.on, award.payment_reference
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
