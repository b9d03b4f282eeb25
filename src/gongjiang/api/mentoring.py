"""Agreements between masters and apprentices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.kernel.periods import now, today
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.mentoring.models.records import MOST_HOURS
from gongjiang.mentoring.queries.agreements import agreements_visible_to, taught_under
from gongjiang.mentoring.rules.months import master_of
from gongjiang.mentoring.services import agreements as deeds
from gongjiang.mentoring.services import records
from gongjiang.people.queries.visibility import scope_of

router = Router(tags=["mentoring"])

Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=200)]
MonthNumber = Annotated[int, Field(ge=1, le=99)]
Sentence = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


class ApprenticeshipSideOut(Schema):
    public_id: UUID
    name: str


class AgreementSummary(Schema):
    public_id: UUID
    kind: Agreement.Kind
    state: Agreement.State
    apprentice: ApprenticeshipSideOut
    master: ApprenticeshipSideOut
    goal: str
    starts_on: date
    ends_on: date
    result: str


class AgreementPage(Schema):
    count: int
    items: list[AgreementSummary]


class GoalOut(Schema):
    position: int
    title: str
    signed_off: bool


class MonthOut(Schema):
    month: int
    practised: list[int]
    hours: int
    sentence: str
    confirmed: bool
    remark: str


class AgreementOut(AgreementSummary):
    """One agreement with its goals and months."""

    term_months: int
    ended_on: date | None
    goals: list[GoalOut]
    months: list[MonthOut]


class MonthIn(Schema):
    """What an apprentice has to say of a month; `practised` are positions of goals."""

    practised: Annotated[list[MonthNumber], Field(min_length=1, max_length=12)]
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)]
    sentence: Sentence


class RemarkIn(Schema):
    remark: Sentence


class AgreementDone(Schema):
    agreement: UUID
    state: Agreement.State


class MonthDone(Schema):
    month: int
    confirmed: bool


@router.get("/agreements", response={200: AgreementPage, **REFUSALS})
def list_agreements(
    request: HttpRequest,
    state: Annotated[Agreement.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The agreements the reader may see, the latest first."""
    found = agreements_visible_to(scope_of(reader_of(request), today()))
    if state is not None:
        found = found.filter(state=state)
    start = (page - 1) * page_size
    return {
        "count": found.count(),
        "items": list(found.order_by("-starts_on", "-id")[start : start + page_size]),
    }


@router.get("/agreements/{uuid:public_id}", response={200: AgreementOut, **REFUSALS})
def show_agreement(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One agreement, if the reader may see it."""
    agreement = _seen(request, public_id)
    names = [*AgreementSummary.model_fields, "term_months", "ended_on"]
    return {
        **{name: getattr(agreement, name) for name in names},
        "goals": [
            {
                "position": goal.position,
                "title": goal.title,
                "signed_off": goal.signed_off_at is not None,
            }
            for goal in agreement.goals.order_by("position")
        ],
        "months": [_month(record) for record in agreement.months.order_by("month")],
    }


@router.post("/agreements/{uuid:public_id}/sign", response={200: AgreementDone, **WRITE_REFUSALS})
def sign_agreement(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[Any]:
    """Sign one's own agreement, as master or as apprentice."""
    agreement = _seen(request, public_id)
    permissions.may_sign(reader_of(request), agreement).require()
    return _agreement(
        request,
        key,
        lambda: deeds.sign_agreement(agreement_id=agreement.id, actor=reader_of(request), at=now()),
    )


@router.post(
    "/agreements/{uuid:public_id}/register", response={200: AgreementDone, **WRITE_REFUSALS}
)
def register_agreement(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[Any]:
    """Put a signed agreement into force, as HR of the site."""
    agreement = _seen(request, public_id)
    permissions.may_decide(reader_of(request), agreement, today()).require()
    return _agreement(
        request,
        key,
        lambda: deeds.register_agreement(
            agreement_id=agreement.id, actor=reader_of(request), at=now()
        ),
    )


@router.post(
    "/agreements/{uuid:public_id}/months/{int:number}",
    response={200: MonthDone, **WRITE_REFUSALS},
)
def write_month(
    request: HttpRequest, public_id: UUID, number: MonthNumber, body: MonthIn, key: IdempotencyKey
) -> Status[Any]:
    """Write the record of a month, or write it anew until it is confirmed."""
    agreement = _seen(request, public_id)
    permissions.may_write_month(reader_of(request), agreement).require()
    month = records.Month(
        number=number, practised=body.practised, hours=body.hours, sentence=body.sentence
    )
    return _record(
        request,
        key,
        lambda: records.write_month(
            agreement_id=agreement.id, month=month, actor=reader_of(request), at=now()
        ),
    )


@router.post(
    "/agreements/{uuid:public_id}/months/{int:number}/confirm",
    response={200: MonthDone, **WRITE_REFUSALS},
)
def confirm_month(
    request: HttpRequest, public_id: UUID, number: MonthNumber, key: IdempotencyKey
) -> Status[Any]:
    """Confirm an apprentice's month, as the master."""
    record = _written(request, public_id, number)
    return _record(
        request,
        key,
        lambda: records.confirm_month(record_id=record.id, actor=reader_of(request), at=now()),
    )


@router.post(
    "/agreements/{uuid:public_id}/months/{int:number}/return",
    response={200: MonthDone, **WRITE_REFUSALS},
)
def return_month(
    request: HttpRequest,
    public_id: UUID,
    number: MonthNumber,
    body: RemarkIn,
    key: IdempotencyKey,
) -> Status[Any]:
    """Send an apprentice's month back, with what should be written differently."""
    record = _written(request, public_id, number)
    return _record(
        request,
        key,
        lambda: records.return_month(
            record_id=record.id, remark=body.remark, actor=reader_of(request), at=now()
        ),
    )


def _seen(request: HttpRequest, public_id: UUID) -> Agreement:
    scope = scope_of(reader_of(request), today())
    return get_object_or_404(agreements_visible_to(scope), public_id=public_id)


def _written(request: HttpRequest, public_id: UUID, number: int) -> MonthRecord:
    """A month that the reader confirms as its master."""
    agreement = _seen(request, public_id)
    record = get_object_or_404(agreement.months, month=number)
    master = master_of(taught_under(agreement.id), agreement.starts_on, record.month)
    permissions.may_confirm_month(reader_of(request), agreement, master).require()
    return record


def _agreement(request: HttpRequest, key: UUID, deed: Callable[[], Agreement]) -> Status[Any]:
    def done() -> dict[str, str]:
        agreement = deed()
        return {"agreement": str(agreement.public_id), "state": agreement.state}

    return Status(200, answered_once(request, key, done))


def _record(request: HttpRequest, key: UUID, deed: Callable[[], MonthRecord]) -> Status[Any]:
    def done() -> dict[str, Any]:
        record = deed()
        return {"month": record.month, "confirmed": record.confirmed_at is not None}

    return Status(200, answered_once(request, key, done))


def _month(record: MonthRecord) -> dict[str, Any]:
    return {
        "month": record.month,
        "practised": record.practised,
        "hours": record.hours,
        "sentence": record.sentence,
        "confirmed": record.confirmed_at is not None,
        "remark": record.remark,
    }
