"""Persons, and what happens to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
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
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, EmploymentKind, EndReason, Person, PostKind
from gongjiang.people.queries.visibility import (
    Scope,
    Sight,
    employments_visible_to,
    person_visible_to,
    persons_visible_to,
    postings_visible_to,
    scope_of,
    sight_of,
)
from gongjiang.people.services import employment as deeds

router = Router(tags=["people"])

Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=200)]
Text = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$")]


class PersonSummary(Schema):
    public_id: UUID
    name: str


class PersonPage(Schema):
    count: int
    items: list[PersonSummary]


class PostingOut(Schema):
    unit: str
    unit_public_id: UUID
    post: str
    post_kind: PostKind
    valid_from: date
    valid_to: date | None


class EmploymentOut(Schema):
    id: int
    employer: str
    employer_public_id: UUID
    kind: EmploymentKind
    valid_from: date
    valid_to: date | None
    end_reason: str


class PersonOut(PersonSummary):
    """As much of a person as the reader may see; `sight` says on what ground."""

    sight: Sight
    sex: str | None
    born_on: date | None
    employments: list[EmploymentOut]
    postings: list[PostingOut]


class PostIn(Schema):
    unit: UUID
    name: Text
    kind: PostKind


class HireIn(Schema):
    employer: UUID
    kind: EmploymentKind
    post: PostIn
    on: Day


class MoveIn(Schema):
    post: PostIn
    on: Day


class TakeOnIn(MoveIn):
    kind: EmploymentKind


class LeaveIn(Schema):
    reason: EndReason
    on: Day


class EmploymentDone(Schema):
    """What was made: the employment's id."""

    employment: int


@router.get("", response={200: PersonPage, **REFUSALS})
def list_people(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=60)] = "",
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The persons the reader may see, by name; `q` is part of a name or of its pinyin."""
    people = persons_visible_to(scope_of(reader_of(request), today()))
    if q := q.replace("\x00", "").strip():
        people = people.filter(Q(name__contains=q) | Q(name_pinyin__startswith=q.lower()))
    start = (page - 1) * page_size
    return {
        "count": people.count(),
        "items": list(people.order_by("name_pinyin", "id")[start : start + page_size]),
    }


@router.get("/{uuid:public_id}", response={200: PersonOut, **REFUSALS})
def show_person(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One person, as far as the reader may see."""
    scope, person, sight = _seen(request, public_id)
    close = sight in {Sight.OWN, Sight.EMPLOYER}
    employments = employments_visible_to(scope, person.id).select_related("employer")
    postings = postings_visible_to(scope, person.id).select_related("unit")
    return {
        "public_id": person.public_id,
        "name": person.name,
        "sight": sight,
        "sex": person.sex if close else None,
        "born_on": person.born_on if close else None,
        "employments": [
            {
                **_plain(e, "id", "kind", "valid_from", "valid_to", "end_reason"),
                "employer": e.employer.name,
                "employer_public_id": e.employer.public_id,
            }
            for e in employments.order_by("valid_from", "id")
        ],
        "postings": [
            {
                **_plain(p, "post", "post_kind", "valid_from", "valid_to"),
                "unit": p.unit.name,
                "unit_public_id": p.unit.public_id,
            }
            for p in postings.order_by("valid_from", "id")
        ],
    }


@router.post("/{uuid:public_id}/employments", response={201: EmploymentDone, **WRITE_REFUSALS})
def hire(request: HttpRequest, public_id: UUID, body: HireIn, key: IdempotencyKey) -> Status[Any]:
    """Begin another employment of a person the reader may see."""
    _, person, _ = _seen(request, public_id)
    employer = get_object_or_404(Unit, public_id=body.employer)
    post = _post(body.post)

    return _write(
        request,
        key,
        lambda: deeds.hire(
            person=person,
            employer=employer,
            kind=body.kind,
            post=post,
            actor=reader_of(request),
            on=body.on,
        ),
        made=True,
    )


@router.post(
    "/employments/{int:employment_id}/move", response={200: EmploymentDone, **WRITE_REFUSALS}
)
def move(
    request: HttpRequest, employment_id: int, body: MoveIn, key: IdempotencyKey
) -> Status[Any]:
    """Post somebody to another unit or post."""
    employment = _employment(request, employment_id)
    post = _post(body.post)

    return _write(
        request,
        key,
        lambda: (
            deeds.move_person(
                employment_id=employment.id, to=post, actor=reader_of(request), on=body.on
            ).employment
        ),
    )


@router.post(
    "/employments/{int:employment_id}/take-on", response={201: EmploymentDone, **WRITE_REFUSALS}
)
def take_on(
    request: HttpRequest, employment_id: int, body: TakeOnIn, key: IdempotencyKey
) -> Status[Any]:
    """Turn an internship into an employment."""
    internship = _employment(request, employment_id)
    post = _post(body.post)

    return _write(
        request,
        key,
        lambda: deeds.take_on_intern(
            internship_id=internship.id,
            kind=body.kind,
            post=post,
            actor=reader_of(request),
            on=body.on,
        ),
        made=True,
    )


@router.post(
    "/employments/{int:employment_id}/end", response={200: EmploymentDone, **WRITE_REFUSALS}
)
def leave(
    request: HttpRequest, employment_id: int, body: LeaveIn, key: IdempotencyKey
) -> Status[Any]:
    """End an employment."""
    employment = _employment(request, employment_id)

    return _write(
        request,
        key,
        lambda: deeds.end_employment(
            employment_id=employment.id,
            reason=body.reason,
            actor=reader_of(request),
            on=body.on,
        ),
    )


def _seen(request: HttpRequest, public_id: UUID) -> tuple[Scope, Person, Sight]:
    scope = scope_of(reader_of(request), today())
    person = get_object_or_404(person_visible_to(scope, public_id=public_id))
    sight = sight_of(scope, person.id)
    if sight is None:
        raise Http404
    return scope, person, sight


def _employment(request: HttpRequest, employment_id: int) -> Employment:
    """An employment with an enterprise whose HR the reader is, or of the reader's own."""
    scope = scope_of(reader_of(request), today())
    employment = Employment.objects.filter(id=employment_id).first()
    if employment is None:
        raise Http404
    visible = employments_visible_to(scope, employment.person_id)
    return get_object_or_404(visible, id=employment_id)


def _write(
    request: HttpRequest, key: UUID, deed: Callable[[], Employment], *, made: bool = False
) -> Status[Any]:
    """Do it once; answer with the employment it made or changed."""
    done = answered_once(request, key, lambda: {"employment": deed().id})
    return Status(201 if made else 200, done)


def _post(body: PostIn) -> deeds.Post:
    unit = get_object_or_404(Unit, public_id=body.unit)
    return deeds.Post(unit=unit, name=body.name, kind=body.kind)


def _plain(row: object, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
