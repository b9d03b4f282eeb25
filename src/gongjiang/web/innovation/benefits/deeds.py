"""What can be done to an effect on its page: who is offered what, and what it asks for.

Each deed has an address of its own. It is offered when the effect is at that step and the reader
may; the services ask both again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Effect
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.origins import origin_named
from gongjiang.innovation.services import benefit_months, claims, effects, points, readings
from gongjiang.kernel.decision import ALLOWED, Decision, Sentence
from gongjiang.web.innovation.benefits.forms import effects as words
from gongjiang.web.innovation.benefits.forms.effects import basis_points, fen_of
from gongjiang.web.innovation.benefits.seen import Seen

State = Effect.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: the end of its address, and what the page calls its form.
        said: what the reader is told when it is done.
        may: whether this reader may at all; others are told who may.
        offered: whether the effect is at that step, and the reader may.
        form: makes the form, of what was sent (data and files) or of nothing.
        perform: does it with the valid form.
    """

    name: str
    said: Sentence
    may: Callable[[Seen], Decision]
    offered: Callable[[Seen], bool]
    form: Callable[[Seen, Any, Any], forms.Form]
    perform: Callable[[Seen, Any, datetime], object]


def _confirms(seen: Seen) -> Decision:
    return permissions.may_confirm(seen.reader, seen.effect, seen.people, seen.day)


def _changes(seen: Seen) -> Decision:
    return permissions.may_change(seen.reader, seen.effect, seen.day)


def _is_counted(seen: Seen, *states: str) -> bool:
    return seen.effect.state in states and not seen.is_intangible and seen.confirms


def _first_day(form: forms.Form) -> date:
    return date.fromisoformat(form.cleaned_data["month"])


def _claim(seen: Seen, form: Any, at: datetime) -> object:
    data = form.cleaned_data
    origin = origin_named(data["source"], data["origin"], seen.effect.enterprise_id)
    return claims.claim_share(
        effect_id=seen.effect.id,
        source=origin.source,
        source_id=origin.source_id,
        share_bp=basis_points(data["share"]),
        actor=seen.reader,
        at=at,
    )


DEEDS: tuple[Deed, ...] = (
    Deed(
        name="confirm",
        said=_("Confirmed: every month left is in the ledger."),
        may=_confirms,
        offered=lambda seen: _is_counted(seen, State.WAITING),
        form=lambda _seen, data, _files: words.ConfirmForm(data),
        perform=lambda seen, _form, at: benefit_months.confirm_rest(
            effect_id=seen.effect.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="month",
        said=_("Confirmed: this month is in the ledger."),
        may=_confirms,
        offered=lambda seen: _is_counted(seen, State.WAITING) and bool(seen.months_open),
        form=lambda seen, data, _files: words.MonthForm(data).offer(seen.months_open),
        perform=lambda seen, form, at: benefit_months.confirm_month(
            effect_id=seen.effect.id,
            month=_first_day(form),
            output=form.cleaned_data["output"],
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="return",
        said=_("Sent back, with your reason."),
        may=_confirms,
        offered=lambda seen: (
            seen.effect.state == State.WAITING and seen.confirms and not seen.standing
        ),
        form=lambda _seen, data, _files: words.ReasonForm(data),
        perform=lambda seen, form, at: effects.return_effect(
            effect_id=seen.effect.id, actor=seen.reader, at=at, **form.cleaned_data
        ),
    ),
    Deed(
        name="points",
        said=_("The points are kept."),
        may=_confirms,
        offered=lambda seen: (
            seen.is_intangible
            and seen.confirms
            and seen.effect.state in {State.WAITING, State.CONFIRMED}
        ),
        form=lambda seen, data, _files: words.SheetForm(seen.rule, data),
        perform=lambda seen, form, at: points.give_points(
            effect_id=seen.effect.id, sheet=form.sheet(), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="correct",
        said=_("Corrected: the old amount is reversed, the new one stands."),
        may=_confirms,
        offered=lambda seen: (
            _is_counted(seen, State.WAITING, State.CONFIRMED) and bool(seen.standing)
        ),
        form=lambda seen, data, _files: words.CorrectForm(data).offer(seen.months_confirmed),
        perform=lambda seen, form, at: benefit_months.correct_month(
            effect_id=seen.effect.id,
            month=_first_day(form),
            amount_fen=fen_of(form.cleaned_data["amount"]),
            reason=form.cleaned_data["reason"],
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="take-back",
        said=_("Taken back from that month on."),
        may=_confirms,
        offered=lambda seen: (
            _is_counted(seen, State.WAITING, State.CONFIRMED) and bool(seen.standing)
        ),
        form=lambda seen, data, _files: words.TakeBackForm(data).offer(seen.months_confirmed),
        perform=lambda seen, form, at: benefit_months.take_back(
            effect_id=seen.effect.id,
            from_month=_first_day(form),
            reason=form.cleaned_data["reason"],
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="claim",
        said=_("The share is claimed."),
        # Whose part it is can only be asked of the origin that the form names.
        may=lambda seen: ALLOWED if seen.claims_for_others else _changes(seen),
        offered=lambda seen: (
            seen.effect.is_open
            and not seen.standing
            and seen.left_percent > 0
            and seen.claims_for_others
        ),
        form=lambda _seen, data, _files: words.ClaimForm(data),
        perform=_claim,
    ),
    Deed(
        name="unclaim",
        said=_("The claim is withdrawn."),
        may=_changes,
        offered=lambda seen: seen.effect.is_open and not seen.standing and seen.changes,
        form=lambda seen, data, _files: words.UnclaimForm(data).of(seen.effect),
        perform=lambda seen, form, at: claims.withdraw_claim(
            claim_id=form.cleaned_data["claim"].id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="readings",
        said=_("The readings stand beside it."),
        may=_changes,
        offered=lambda seen: (
            seen.effect.state in Effect.STANDING and not seen.is_intangible and seen.changes
        ),
        form=lambda _seen, data, files: words.ReadingsForm(data, files),
        perform=lambda seen, form, at: readings.put_readings(
            effect_id=seen.effect.id,
            content=form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="withdraw",
        said=_("The benefit is withdrawn."),
        may=_changes,
        offered=lambda seen: seen.effect.is_open and not seen.standing and seen.changes,
        form=lambda _seen, data, _files: words.ReasonForm(data),
        perform=lambda seen, form, at: effects.withdraw_effect(
            effect_id=seen.effect.id, actor=seen.reader, at=at, **form.cleaned_data
        ),
    ),
)
