"""What a confirmed benefit and an award mean to what they come from.

Whatever counts as an innovation has a result by either, which closes its loop. A proposal moves on
by both; projects, patents and the others have no step that waits for money.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Award, Claim, Innovation, LoopLink, Proposal, Source, State
from gongjiang.innovation.queries.origins import Origin, origins_of
from gongjiang.innovation.services.finishing import mark_benefit_confirmed
from gongjiang.innovation.services.loop import forget_results, note_result
from gongjiang.innovation.services.proposal_steps import Deed, move_on
from gongjiang.innovation.services.proposals_told import tell_authors
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

Target = LoopLink.Target


def tell_confirmed(claims: Sequence[Claim], *, money: bool, actor: Person, at: datetime) -> None:
    """The whole effect is confirmed: what it is claimed for goes on."""
    for claim in claims:
        if claim.source == Source.PROPOSAL:
            mark_benefit_confirmed(proposal_id=claim.source_id, actor=actor, money=money, at=at)
    found = origins_of((claim.source, claim.source_id) for claim in claims)
    for claim in claims:
        origin = found[claim.source, claim.source_id]
        _close_loop(origin, target=Target.BENEFIT, target_id=claim.id, actor=actor, at=at)


def tell_reversed(claims: Sequence[Claim], *, actor: Actor) -> None:
    """Nothing is left of the benefit: it is nobody's result any more."""
    forget_results(Target.BENEFIT, [claim.id for claim in claims], actor=actor)


def tell_due(award: Award, *, actor: Actor, at: datetime) -> None:
    """Nobody objected to it: the award is a result of what it is for."""
    [origin] = origins_of([(award.source, award.source_id)]).values()
    _close_loop(origin, target=Target.AWARD, target_id=award.id, actor=actor, at=at)


def _close_loop(origin: Origin, *, target: str, target_id: int, actor: Actor, at: datetime) -> None:
    if str(origin.source) in Innovation.values:
        note_result(
            origin.source,
            origin.source_id,
            target=target,
            target_id=target_id,
            enterprise_id=origin.enterprise_id,
            actor=actor,
            on=day_of(at),
        )


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
