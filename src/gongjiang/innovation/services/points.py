"""What cannot be counted in money is given points by a sheet; never yuan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.models import Effect, EffectStep
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.services.effect_steps import (
    locked,
    origins_behind,
    people_behind,
    standing_claims,
    write_down,
)
from gongjiang.innovation.services.origin_steps import tell_confirmed
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.benefits import BenefitPointsGiven
from gongjiang.ledger.queries import standing_entry
from gongjiang.people.models import Person


@transaction.atomic
def give_points(*, effect_id: int, sheet: Mapping[str, int], actor: Person, at: datetime) -> Effect:
    """Fill in the points sheet of an intangible effect; filled in again, it is corrected.

    Args:
        sheet: points by the name of each criterion of the rule in force.

    Raises:
        NotAllowed: the actor is not this enterprise's finance, entered it, or has part in it.
        CannotDo: it is counted in money, its origin is not accepted, or the sheet does not fit.
    """
    effect = locked(effect_id, Effect.State.WAITING, Effect.State.CONFIRMED)
    if effect.kind != Effect.Kind.INTANGIBLE:
        raise CannotDo(_("This benefit is counted in money; finance confirms it."))
    claims = standing_claims(effect)
    origins = origins_behind(claims)
    permissions.may_confirm(actor, effect, people_behind(origins), day_of(at)).require()
    for origin in origins:
        if not origin.done:
            raise CannotDo(
                _("“%(title)s” has not been accepted yet; its benefit is confirmed afterwards.")
                % {"title": origin.title}
            )
    rule = content_in_force(BenefitRule, on=effect.window_from, unit_id=effect.unit_id)
    first = effect.state == Effect.State.WAITING
    effect.inputs = {"sheet": _read(sheet, rule)}
    effect.points = sum(effect.inputs["sheet"].values())
    effect.state, effect.confirmed_by = Effect.State.CONFIRMED, actor
    effect.confirmed_on = day_of(at)
    effect.save()
    _record(effect, actor)
    said = f"{effect.points} / {rule.most_points}"
    write_down(effect, EffectStep.What.POINTS, actor=actor, at=at, reason=said)
    if first:
        tell_confirmed(claims, money=False, actor=actor, at=at)
    return effect


def _read(sheet: Mapping[str, int], rule: BenefitRule) -> dict[str, int]:
    most = {criterion.name: criterion.most for criterion in rule.criteria}
    if set(sheet) != set(most):
        raise CannotDo(_("Give points for each line of the sheet."))
    for name, points in sheet.items():
        if not 0 <= points <= most[name]:
            raise CannotDo(
                _("“%(name)s” has 0 to %(most)d points.") % {"name": name, "most": most[name]}
            )
    return dict(sheet)


def _record(effect: Effect, actor: Person) -> None:
    fact = BenefitPointsGiven(effect_id=effect.id, quantity=Decimal(effect.points))
    unit, enterprise, on = effect.unit_id, effect.enterprise_id, effect.confirmed_on
    stood = standing_entry(kind=fact.kind, subject_id=effect.id)
    if stood is None:
        ledger.record(fact, unit=unit, enterprise=enterprise, by=actor.id, on=on)
    else:
        ledger.correct(stood, fact, unit=unit, enterprise=enterprise, by=actor.id, on=on)
