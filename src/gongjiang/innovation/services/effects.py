"""A physical effect is entered with its formula, changed, sent back and withdrawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.models import Confidence, CostLine, Effect, EffectStep
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.origins import origin_of
from gongjiang.innovation.rules import benefit as formulas
from gongjiang.innovation.services.claims import add_claim
from gongjiang.innovation.services.effect_steps import (
    live_entries,
    locked,
    origins_behind,
    people_behind,
    reasoned,
    standing_claims,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

MEASURED = (Confidence.MEASURED, Confidence.MEASURED_WITH_CONTROL)


class SameCostLine(CannotDo):
    """Another effect shows on the same cost line of the unit in these months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is said of an effect, apart from where it is and what claims it.

    Attributes:
        inputs: of the formula, as `rules.benefit.Inputs` reads them; empty for an intangible one.
        evidence: where the figures come from: a meter, a report, an invoice.
        distinct_reason: why it is another effect than one on the same cost line; else empty.
    """

    what: str
    cost_line: str
    kind: str
    adopted_on: date
    inputs: Mapping[str, Any]
    confidence: str
    evidence: str = ""
    distinct_reason: str = ""


@transaction.atomic
def enter_effect(
    figures: Figures,
    *,
    unit: Unit,
    source: str,
    source_id: int,
    share_bp: int,
    actor: Actor,
    at: datetime,
) -> Effect:
    """Enter what a change brings, estimated by the formula of its kind, and its first claim.

    Args:
        unit: where the effect shows: a team, a workshop, or the enterprise itself.
        share_bp: the share that this origin claims of it.

    Raises:
        NotAllowed: the actor has no part in it, nor looks after the unit.
        SameCostLine: another effect overlaps, and no reason says why this one is distinct.
        CannotDo: a figure is missing or out of range, or the origin has not come far enough.
    """
    day = day_of(at)
    origin = origin_of(source, source_id)
    permissions.may_enter(actor, origin, unit.id, day).require()
    if not stands_under(unit.id, origin.enterprise_id, day):
        raise CannotDo(_("The benefit must show in the enterprise it comes from."))
    line = _cost_line(origin.enterprise_id, figures.cost_line)
    effect = Effect(
        enterprise_id=origin.enterprise_id,
        unit=unit,
        entered_by=actor if isinstance(actor, Person) else None,
        entered_at=at,
    )
    _fill(effect, figures, line, day)
    effect.save()
    write_down(effect, EffectStep.What.ENTERED, actor=actor, at=at)
    add_claim(effect, origin, share_bp, actor=actor, at=at)
    return effect


@transaction.atomic
def change_effect(*, effect_id: int, figures: Figures, actor: Actor, at: datetime) -> Effect:
    """Say something else of an effect of which no month is confirmed; it waits for finance again.

    Raises:
        NotAllowed: the actor may not change it.
        SameCostLine, CannotDo: as when it is entered; or a month has been confirmed.
    """
    effect = locked(effect_id, *Effect.OPEN)
    permissions.may_change(actor, effect, day_of(at)).require()
    _refuse_confirmed(effect)
    line = _cost_line(effect.enterprise_id, figures.cost_line)
    _fill(effect, figures, line, day_of(at))
    effect.state = Effect.State.WAITING
    effect.save()
    write_down(effect, EffectStep.What.CHANGED, actor=actor, at=at)
    return effect


@transaction.atomic
def return_effect(*, effect_id: int, reason: str, actor: Actor, at: datetime) -> Effect:
    """Finance sends an effect back to whoever entered it, and says what is missing.

    Raises:
        NotAllowed: the actor may not confirm it.
        CannotDo: no reason, or a month has been confirmed.
    """
    effect = locked(effect_id, Effect.State.WAITING)
    people = people_behind(origins_behind(standing_claims(effect)))
    permissions.may_confirm(actor, effect, people, day_of(at)).require()
    _refuse_confirmed(effect)
    effect.state = Effect.State.RETURNED
    effect.save(update_fields=["state"])
    write_down(effect, EffectStep.What.RETURNED, actor=actor, at=at, reason=reasoned(reason))
    return effect


@transaction.atomic
def withdraw_effect(*, effect_id: int, reason: str, actor: Actor, at: datetime) -> Effect:
    """Withdraw an effect before any month of it was confirmed; it and its claims count no more.

    Raises:
        NotAllowed: the actor may not change it.
        CannotDo: no reason, or a month has been confirmed.
    """
    effect = locked(effect_id, *Effect.OPEN)
    permissions.may_change(actor, effect, day_of(at)).require()
    _refuse_confirmed(effect)
    effect.state = Effect.State.WITHDRAWN
    effect.save(update_fields=["state"])
    effect.claims.filter(withdrawn_at=None).update(withdrawn_at=at)
    write_down(effect, EffectStep.What.WITHDRAWN, actor=actor, at=at, reason=reasoned(reason))
    return effect


def estimated(kind: str, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The inputs as they are kept, and the first-year net benefit they give.

    Raises:
        CannotDo: one of them is missing or out of range; the sentence names it.
    """
    if kind == Effect.Kind.INTANGIBLE:
        return {}, 0
    try:
        read = formulas.Inputs.read(inputs)
    except formulas.NoNumber as wrong:
        raise CannotDo(
            _("“%(field)s” must be a number, not negative.") % {"field": NAMES[wrong.name]()}
        ) from wrong
    return read.as_json(), formulas.net_fen(kind, read)


NAMES = {
    "before": lambda: _("Before the change"),
    "after": lambda: _("After the change"),
    "price_fen": lambda: _("Price"),
    "output": lambda: _("Output"),
    "one_off_fen": lambda: _("Cost once"),
    "running_fen": lambda: _("Extra running cost"),
}


def _fill(effect: Effect, figures: Figures, line: CostLine, day: date) -> None:
    """Put figures into an effect that is new or locked, and check them against the rule."""
    if figures.adopted_on > day:
        raise CannotDo(_("A benefit begins with its adoption, and that has not come yet."))
    if not figures.what.strip():
        raise CannotDo(_("Say in a few words what changed."))
    rule = content_in_force(BenefitRule, on=figures.adopted_on, unit_id=effect.unit_id)
    inputs, fen = estimated(figures.kind, figures.inputs)
    _refuse_unfounded(figures, rule, fen)
    period = formulas.window(figures.adopted_on)
    assert period.end is not None  # noqa: S101  (a window of twelve months ends)
    effect.what, effect.kind = figures.what.strip()[:120], figures.kind
    effect.cost_line, effect.distinct_reason = line, figures.distinct_reason.strip()[:200]
    effect.window_from, effect.window_to = period.start, period.end
    effect.inputs, effect.estimated_fen = inputs, fen
    effect.confidence, effect.evidence = figures.confidence, figures.evidence.strip()[:200]
    _refuse_overlap(effect)


def _refuse_unfounded(figures: Figures, rule: BenefitRule, fen: int) -> None:
    if figures.confidence in MEASURED and not figures.evidence.strip():
        raise CannotDo(_("Say where the readings come from: which meter, which report."))
    if figures.confidence == Confidence.ASSERTED and fen > rule.asserted_most_fen:
        raise CannotDo(
            _("At most %(most)s yuan may be asserted; give readings or an estimate beyond that.")
            % {"most": f"{rule.asserted_most_fen / 100:,.2f}"}
        )


def _refuse_overlap(effect: Effect) -> None:
    """Two effects on one cost line of one unit are one effect, unless a reason says otherwise."""
    others = Effect.objects.filter(
        unit_id=effect.unit_id,
        cost_line_id=effect.cost_line_id,
        state__in=Effect.STANDING,
        window_from__lt=effect.window_to,
        window_to__gt=effect.window_from,
    ).exclude(id=effect.id)
    other = others.order_by("window_from").first()
    if other is None or effect.distinct_reason:
        return
    raise SameCostLine(
        _(
            "“%(what)s” shows on the same cost line of this unit until %(until)s. Claim a share of "
            "it instead, or say why this is another effect."
        )
        % {"what": other.what, "until": other.window_to - date.resolution}
    )


def _cost_line(enterprise_id: int, name: str) -> CostLine:
    """The line of this name, locked: two who enter effects on it see each other's."""
    plain = " ".join(unicodedata.normalize("NFKC", name).split())[:60]
    if not plain:
        raise CannotDo(_("Name the cost line on which the effect shows."))
    CostLine.objects.bulk_create(
        [CostLine(enterprise_id=enterprise_id, name=plain)], ignore_conflicts=True
    )
    return CostLine.objects.select_for_update().get(enterprise_id=enterprise_id, name=plain)


def _refuse_confirmed(effect: Effect) -> None:
    if live_entries(effect):
        raise CannotDo(_("Months of this benefit have been confirmed: finance can take it back."))
