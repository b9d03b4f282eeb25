"""What every deed on an effect does first and last: lock it, and write down what was done."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import BenefitEntry, Claim, Effect, EffectStep
from gongjiang.innovation.queries.origins import Origin, origins_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class NotNow(CannotDo):
    """The effect is not at a step at which this can be done."""


def locked(effect_id: int, *states: str) -> Effect:
    """An effect that nobody else changes until this transaction ends.

    Raises:
        NotNow: it is in none of these states.
    """
    effect = (
        Effect.objects.select_for_update(of=("self",))
        .select_related("enterprise", "unit", "cost_line")
        .get(id=effect_id)
    )
    if effect.state not in states:
        raise NotNow(
            _("This benefit is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": effect.get_state_display()}
        )
    return effect


def standing_claims(effect: Effect) -> list[Claim]:
    """The claims that have not been withdrawn, in the order of their stretches."""
    return list(effect.claims.filter(withdrawn_at=None).order_by("starts_bp"))


def origins_behind(claims: list[Claim]) -> list[Origin]:
    """What an effect is claimed for."""
    found = origins_of((claim.source, claim.source_id) for claim in claims)
    return list(found.values())


def people_behind(origins: list[Origin]) -> set[int]:
    """Everybody who has part in one of these."""
    return {person for origin in origins for person in origin.person_ids}


def live_entries(effect: Effect) -> list[BenefitEntry]:
    """The entries that stand: none that reverses, and none that was reversed."""
    entries = BenefitEntry.objects.filter(
        claim__effect=effect, reverses=None, reversed_by=None
    ).select_related("claim")
    return list(entries.order_by("month", "claim__starts_bp"))


def add_up(effect: Effect) -> int:
    """The sum of all entries of an effect, reversals and all."""
    total = BenefitEntry.objects.filter(claim__effect=effect).aggregate(fen=Sum("amount_fen"))
    return int(total["fen"] or 0)


def write_down(
    effect: Effect, what: EffectStep.What, *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """One line of an effect's trail."""
    EffectStep.objects.create(
        effect=effect,
        what=what,
        by=actor if isinstance(actor, Person) else None,
        at=at,
        reason=reason[:200],
    )


def reasoned(reason: str) -> str:
    """A reason that says something.

    Raises:
        CannotDo: it does not.
    """
    if not reason.strip():
        raise CannotDo(_("Say why: the reason stays beside it."))
    return reason.strip()[:200]
