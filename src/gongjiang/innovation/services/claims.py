"""A share of an effect is claimed for one origin, and given back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import Claim, Effect, EffectStep
from gongjiang.innovation.models.benefits import WHOLE_BP
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.origins import Origin, origin_of
from gongjiang.innovation.services.effect_steps import (
    live_entries,
    locked,
    standing_claims,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class NothingLeft(CannotDo):
    """The effect is claimed already, or has less left than was asked for."""


@transaction.atomic
def claim_share(
    *, effect_id: int, source: str, source_id: int, share_bp: int, actor: Actor, at: datetime
) -> Claim:
    """Claim a share of an effect for an origin, once an origin.

    Args:
        share_bp: basis points of the whole effect, 1 to 10,000.

    Raises:
        NotAllowed: the actor has no part in it, nor looks after the unit.
        NothingLeft: less is left than asked for, or the origin claims this effect already.
        CannotDo: a month has been confirmed, or the origin has not come far enough.
    """
    # Locked: a hundred may claim in the same second, and each must see what the others took.
    effect = locked(effect_id, *Effect.OPEN)
    origin = origin_of(source, source_id)
    permissions.may_enter(actor, origin, effect.unit_id, day_of(at)).require()
    if live_entries(effect):
        raise CannotDo(
            _("Months of this benefit have been confirmed; its shares stand. Take it back first.")
        )
    return add_claim(effect, origin, share_bp, actor=actor, at=at)


def add_claim(
    effect: Effect, origin: Origin, share_bp: int, *, actor: Actor, at: datetime
) -> Claim:
    """The next stretch of a locked effect, for an origin."""
    if not origin.under_way:
        raise CannotDo(
            _("“%(title)s” has not been decided for yet; benefit is claimed once it has.")
            % {"title": origin.title}
        )
    if origin.enterprise_id != effect.enterprise_id:
        raise CannotDo(_("A benefit is claimed in the enterprise where it shows."))
    claims = standing_claims(effect)
    if any((claim.source, claim.source_id) == origin.key for claim in claims):
        raise NothingLeft(_("“%(title)s” claims this benefit already.") % {"title": origin.title})
    taken = sum(claim.share_bp for claim in claims)
    if not 1 <= share_bp <= WHOLE_BP - taken:
        raise NothingLeft(
            _("%(left)s %% of this benefit is left to be claimed; one effect is claimed once.")
            % {"left": f"{(WHOLE_BP - taken) / 100:g}"}
        )
    claim = Claim.objects.create(
        effect=effect,
        source=origin.source,
        source_id=origin.source_id,
        starts_bp=taken,
        share_bp=share_bp,
        claimed_by=actor if isinstance(actor, Person) else None,
        claimed_at=at,
    )
    said = f"{origin.title} {share_bp / 100:g} %"
    write_down(effect, EffectStep.What.CLAIMED, actor=actor, at=at, reason=said)
    return claim


@transaction.atomic
def withdraw_claim(*, claim_id: int, actor: Actor, at: datetime) -> Claim:
    """Give a share back; the stretches after it move up, so that what is left lies at the end.

    Raises:
        NotAllowed: the actor may not change the effect.
        CannotDo: it has been withdrawn, or a month has been confirmed.
    """
    effect = locked(Claim.objects.get(id=claim_id).effect_id, *Effect.OPEN)
    permissions.may_change(actor, effect, day_of(at)).require()
    claim = Claim.objects.get(id=claim_id)
    if claim.withdrawn_at is not None:
        raise CannotDo(_("This claim has been withdrawn."))
    if live_entries(effect):
        raise CannotDo(
            _("Months of this benefit have been confirmed; its shares stand. Take it back first.")
        )
    claim.withdrawn_at = at
    claim.save(update_fields=["withdrawn_at"])
    # One by one, the nearest first: so no two stretches overlap on the way.
    for later in effect.claims.filter(withdrawn_at=None, starts_bp__gt=claim.starts_bp).order_by(
        "starts_bp"
    ):
        later.starts_bp -= claim.share_bp
        later.save(update_fields=["starts_bp"])
    said = f"{origin_of(claim.source, claim.source_id).title} {claim.share_bp / 100:g} %"
    write_down(effect, EffectStep.What.UNCLAIMED, actor=actor, at=at, reason=said)
    return claim
