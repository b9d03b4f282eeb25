"""Benefits: what was entered, what finance confirmed, and what is paid for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    Day,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.innovation.models import Award, Confidence, Effect, Source
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.benefits import (
    awards_visible_to,
    effects_visible_to,
    own_shares,
    sight_of,
)
from gongjiang.innovation.queries.origins import origin_named, origins_of
from gongjiang.innovation.services import benefit_months
from gongjiang.innovation.services.claims import claim_share
from gongjiang.innovation.services.effect_steps import people_behind, standing_claims
from gongjiang.kernel.periods import now, today
from gongjiang.people.queries.visibility import scope_of

router = Router(tags=["benefits"])

Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=200)]
Sentence = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
BasisPoints = Annotated[int, Field(ge=1, le=10_000)]
Fen = Annotated[int, Field(ge=-(10**13), le=10**13)]
Output = Annotated[Decimal, Field(ge=0, le=10**12, max_digits=18, decimal_places=6)]


class EffectSummary(Schema):
    public_id: UUID
    what: str
    unit: str
    cost_line: str
    kind: Effect.Kind
    state: Effect.State
    window_from: date
    window_to: date
    confidence: Confidence
    estimated_fen: int
    confirmed_fen: int
    points: int


class EffectPage(Schema):
    count: int
    items: list[EffectSummary]


class EffectClaimOut(Schema):
    source: Source
    share_bp: int


class EffectMonthOut(Schema):
    month: date
    confirmed_fen: int


class EffectOut(EffectSummary):
    """One effect with its claims and the months that stand."""

    claims: list[EffectClaimOut]
    months: list[EffectMonthOut]


class EffectClaimIn(Schema):
    """A share for the origin of this kind whose number or title is `origin`."""

    source: Source
    origin: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]
    share_bp: BasisPoints


class EffectMonthIn(Schema):
    """The first day of a month that is over, and what was really made in it."""

    month: Day
    output: Output | None = None


class EffectCorrectionIn(Schema):
    month: Day
    amount_fen: Fen
    reason: Sentence


class EffectReversalIn(Schema):
    """From which month on nothing counts any more, and why."""

    from_month: Day
    reason: Sentence


class EffectDone(Schema):
    effect: UUID
    state: Effect.State
    confirmed_fen: int


class AwardShareOut(Schema):
    award: UUID
    scheme: str
    source: Source
    state: Award.State
    amount_fen: int
    decided_on: date


class AwardOut(Schema):
    """One award; its amount is the sum of all its shares."""

    public_id: UUID
    scheme: str
    source: Source
    state: Award.State
    basis_fen: int
    grade: int | None
    amount_fen: int
    decided_on: date
    due_on: date | None
    paid_on: date | None


@router.get("/effects", response={200: EffectPage, **REFUSALS})
def list_effects(
    request: HttpRequest,
    state: Annotated[Effect.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The effects the reader may see, the latest adoption first."""
    found = effects_visible_to(sight_of(scope_of(reader_of(request), today())))
    if state is not None:
        found = found.filter(state=state)
    start = (page - 1) * page_size
    rows = found.order_by("-window_from", "-id")[start : start + page_size]
    return {"count": found.count(), "items": [_summary(effect) for effect in rows]}


@router.get("/effects/{uuid:public_id}", response={200: EffectOut, **REFUSALS})
def show_effect(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One effect, if the reader may see it."""
    effect = _seen(request, public_id)
    claims = standing_claims(effect)
    months: dict[date, int] = {}
    for claim in claims:
        for entry in claim.entries.filter(reverses=None, reversed_by=None):
            months[entry.month] = months.get(entry.month, 0) + entry.amount_fen
    return {
        **_summary(effect),
        "claims": [{"source": each.source, "share_bp": each.share_bp} for each in claims],
        "months": [{"month": month, "confirmed_fen": fen} for month, fen in sorted(months.items())],
    }


@router.post("/effects/{uuid:public_id}/claims", response={200: EffectDone, **WRITE_REFUSALS})
def claim_effect(
    request: HttpRequest, public_id: UUID, body: EffectClaimIn, key: IdempotencyKey
) -> Status[Any]:
    """Claim a share of an effect; all shares together are no more than the whole."""
    effect = _seen(request, public_id)
    if reader_of(request).id not in _people(effect):
        permissions.may_change(reader_of(request), effect, today()).require()

    def done() -> dict[str, Any]:
        origin = origin_named(body.source, body.origin, effect.enterprise_id)
        claim_share(
            effect_id=effect.id,
            source=origin.source,
            source_id=origin.source_id,
            share_bp=body.share_bp,
            actor=reader_of(request),
            at=now(),
        )
        return _done(Effect.objects.get(id=effect.id))

    return Status(200, answered_once(request, key, done))


@router.post("/effects/{uuid:public_id}/confirm", response={200: EffectDone, **WRITE_REFUSALS})
def confirm_effect(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[Any]:
    """Confirm every month that is left, as finance."""
    effect = _confirmable(request, public_id)

    def done() -> dict[str, Any]:
        return _done(
            benefit_months.confirm_rest(effect_id=effect.id, actor=reader_of(request), at=now())
        )

    return Status(200, answered_once(request, key, done))


@router.post("/effects/{uuid:public_id}/months", response={200: EffectDone, **WRITE_REFUSALS})
def confirm_effect_month(
    request: HttpRequest, public_id: UUID, body: EffectMonthIn, key: IdempotencyKey
) -> Status[Any]:
    """Confirm one month that is over, as finance."""
    effect = _confirmable(request, public_id)

    def done() -> dict[str, Any]:
        return _done(
            benefit_months.confirm_month(
                effect_id=effect.id,
                month=body.month,
                output=body.output,
                actor=reader_of(request),
                at=now(),
            )
        )

    return Status(200, answered_once(request, key, done))


@router.post("/effects/{uuid:public_id}/corrections", response={200: EffectDone, **WRITE_REFUSALS})
def correct_effect_month(
    request: HttpRequest, public_id: UUID, body: EffectCorrectionIn, key: IdempotencyKey
) -> Status[Any]:
    """Put another amount in the place of a confirmed month's, as finance."""
    effect = _confirmable(request, public_id)

    def done() -> dict[str, Any]:
        return _done(
            benefit_months.correct_month(
                effect_id=effect.id,
                month=body.month,
                amount_fen=body.amount_fen,
                reason=body.reason,
                actor=reader_of(request),
                at=now(),
            )
        )

    return Status(200, answered_once(request, key, done))


@router.post("/effects/{uuid:public_id}/reversals", response={200: EffectDone, **WRITE_REFUSALS})
def take_effect_back(
    request: HttpRequest, public_id: UUID, body: EffectReversalIn, key: IdempotencyKey
) -> Status[Any]:
    """Take back what was confirmed from a month on, as finance."""
    effect = _confirmable(request, public_id)

    def done() -> dict[str, Any]:
        return _done(
            benefit_months.take_back(
                effect_id=effect.id,
                from_month=body.from_month,
                reason=body.reason,
                actor=reader_of(request),
                at=now(),
            )
        )

    return Status(200, answered_once(request, key, done))


@router.get("/awards/mine", response={200: list[AwardShareOut], **REFUSALS})
def list_my_awards(request: HttpRequest) -> list[dict[str, Any]]:
    """The reader's own parts of awards, the latest first; at most 200."""
    return [
        {
            "award": share.award.public_id,
            "scheme": share.award.scheme.name,
            "source": share.award.source,
            "state": share.award.state,
            "amount_fen": share.amount_fen,
            "decided_on": share.award.decided_on,
        }
        for share in own_shares(reader_of(request))[:200]
    ]


@router.get("/awards/{uuid:public_id}", response={200: AwardOut, **REFUSALS})
def show_award(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One award, if the reader looks after it or receives part of it."""
    sight = sight_of(scope_of(reader_of(request), today()))
    award = get_object_or_404(awards_visible_to(sight), public_id=public_id)
    names = [name for name in AwardOut.model_fields if name != "scheme"]
    return {**{name: getattr(award, name) for name in names}, "scheme": award.scheme.name}


def _seen(request: HttpRequest, public_id: UUID) -> Effect:
    sight = sight_of(scope_of(reader_of(request), today()))
    return get_object_or_404(effects_visible_to(sight), public_id=public_id)


def _confirmable(request: HttpRequest, public_id: UUID) -> Effect:
    """An effect that the reader may confirm as finance."""
    effect = _seen(request, public_id)
    permissions.may_confirm(reader_of(request), effect, _people(effect), today()).require()
    return effect


def _people(effect: Effect) -> set[int]:
    """Everybody who has part in what claims it."""
    origins = origins_of((each.source, each.source_id) for each in standing_claims(effect))
    return people_behind(list(origins.values()))


def _summary(effect: Effect) -> dict[str, Any]:
    names = [name for name in EffectSummary.model_fields if name not in {"unit", "cost_line"}]
    return {
        **{name: getattr(effect, name) for name in names},
        "unit": effect.unit.name,
        "cost_line": effect.cost_line.name,
    }


def _done(effect: Effect) -> dict[str, Any]:
    return {
        "effect": str(effect.public_id),
        "state": effect.state,
        "confirmed_fen": effect.confirmed_fen,
    }
