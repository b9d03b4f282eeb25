"""Careers: one's own way up, the ladder, rounds, and the steps of a promotion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    Day,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.careers import wording
from gongjiang.careers.models import Mark, Promotion, PromotionRound, Sequence, Track
from gongjiang.careers.queries.evidence import promotions_visible_to, rounds_visible_to
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.queries.spells import enterprises_with_a_grade, spells_visible_to
from gongjiang.careers.rules.explanation import Explanation
from gongjiang.careers.services import applying, panels, reviewing
from gongjiang.careers.services.grades import place
from gongjiang.careers.services.records import About, record_appraisal
from gongjiang.governance.queries.reach import Reach, reach_of
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.visibility import person_visible_to, scope_of

router = Router(tags=["careers"])

Words = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
GradeNumber = Annotated[int, Field(ge=1, le=23)]


class CriterionOut(Schema):
    criterion: str
    label: str
    asked: int
    there: int
    satisfied: bool
    day: date | None
    remark: str


class PromotionWayOut(Schema):
    exceptional: bool
    steps: list[str]
    earliest: date


class ExplanationOut(Schema):
    """Where somebody stands, and the way to the next grade; `target` 0: at the top."""

    enterprise: str
    on: date
    sequence: Sequence
    grade: int
    since: date
    months: int
    target: int
    eligible: bool
    exceptional: bool
    criteria: list[CriterionOut]
    ways: list[PromotionWayOut]
    ladder: str


class SpellOut(Schema):
    enterprise: str
    sequence: Sequence
    grade: int
    track: Track
    reason: str
    valid_from: date
    valid_to: date | None


class RungOut(Schema):
    sequence: Sequence
    grade: int
    name: str


class LadderOut(Schema):
    version: str
    valid_from: date
    rungs: list[RungOut]


class RoundOut(Schema):
    public_id: UUID
    enterprise: str
    title: str
    opens_on: date
    closes_on: date
    counted_on: date
    effect_on: date
    state: str


class PromotionOut(Schema):
    public_id: UUID
    person: str
    sequence: Sequence
    to_grade: int
    state: str
    reason: str
    file: dict[str, Any]


class ApplyIn(Schema):
    statement: Words = ""
    contested: bool = False


class StepIn(Schema):
    """`support`, `qualify`, `close-defence` and `decide` take a note, `reject` a reason."""

    step: Literal["support", "qualify", "close-defence", "decide", "reject"]
    note: Words = ""


class ScoreIn(Schema):
    score: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
    remark: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class PlaceIn(Schema):
    enterprise: UUID
    sequence: Sequence
    grade: GradeNumber
    track: Track = Track.PRIMARY
    on: Day


class AppraisalIn(Schema):
    enterprise: UUID
    year: Annotated[int, Field(ge=1990, le=2999)]
    mark: Mark
    on: Day


class Made(Schema):
    """What was made: its public id, or the id of what has none."""

    made: str


@router.get("/path", response={200: list[ExplanationOut], **REFUSALS})
def show_own_path(request: HttpRequest) -> list[dict[str, Any]]:
    """The reader's own way up, for each enterprise with which they hold a grade."""
    reader, day = reader_of(request), today()
    return [
        _explained(explanation_of(reader.id, unit.id, day), unit)
        for unit in enterprises_with_a_grade(reader.id, day)
    ]


@router.get("/ladder", response={200: LadderOut, **WRITE_REFUSALS})
def show_ladder(request: HttpRequest) -> dict[str, Any]:
    """The ladder that holds where the reader works; else the zone's."""
    reach = _reach(request)
    found = ladder_at(next(iter(reach.places), None), reach.day)
    return {
        "version": found.rule_set.version,
        "valid_from": found.rule_set.valid_from,
        "rungs": [
            {
                "sequence": span.sequence,
                "grade": grade,
                "name": found.rule.anchor(span.sequence, grade),
            }
            for span in found.rule.sequences
            for grade in range(span.low, span.high + 1)
        ],
    }


@router.get("/people/{uuid:public_id}/grades", response={200: list[SpellOut], **REFUSALS})
def list_grades(request: HttpRequest, public_id: UUID) -> list[dict[str, Any]]:
    """Somebody's grades, as far as the reader may see them."""
    scope = scope_of(reader_of(request), today())
    person = get_object_or_404(person_visible_to(scope, public_id=public_id))
    return [
        {
            "enterprise": spell.enterprise.name,
            "sequence": spell.sequence,
            "grade": spell.grade,
            "track": spell.track,
            "reason": spell.reason,
            "valid_from": spell.valid_from,
            "valid_to": spell.valid_to,
        }
        for spell in spells_visible_to(scope, person.id)
    ]


@router.get("/rounds", response={200: list[RoundOut], **REFUSALS})
def list_rounds(request: HttpRequest) -> list[dict[str, Any]]:
    """The rounds of the reader's enterprises as HR, and those in which they judge."""
    return [
        {
            "public_id": held.public_id,
            "enterprise": held.enterprise.name,
            "title": held.title,
            "opens_on": held.opens_on,
            "closes_on": held.closes_on,
            "counted_on": held.counted_on,
            "effect_on": held.effect_on,
            "state": held.state,
        }
        for held in rounds_visible_to(_reach(request))[:200]
    ]


@router.get("/promotions/{uuid:public_id}", response={200: PromotionOut, **REFUSALS})
def show_promotion(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One promotion, with the explained file it stands on."""
    seen = _promotion(request, public_id)
    return {
        "public_id": seen.public_id,
        "person": str(seen.person),
        "sequence": seen.sequence,
        "to_grade": seen.to_grade,
        "state": seen.state,
        "reason": seen.reason,
        "file": seen.file,
    }


@router.post("/rounds/{uuid:public_id}/applications", response={201: Made, **WRITE_REFUSALS})
def apply_for_promotion(
    request: HttpRequest, public_id: UUID, body: ApplyIn, idempotency_key: IdempotencyKey
) -> Status[Any]:
    """Apply for one's own next grade in a round of one's employer."""
    reader = reader_of(request)
    employers = Employment.objects.filter(person=reader).values("employer_id")
    held = get_object_or_404(
        PromotionRound.objects.filter(enterprise_id__in=employers), public_id=public_id
    )
    wish = applying.Wish(statement=body.statement, contested=body.contested)
    return _made(
        request,
        idempotency_key,
        lambda: applying.apply(round_id=held.id, actor=reader, wish=wish, at=now()).public_id,
    )


@router.post("/promotions/{uuid:public_id}/steps", response={201: Made, **WRITE_REFUSALS})
def take_step(
    request: HttpRequest, public_id: UUID, body: StepIn, idempotency_key: IdempotencyKey
) -> Status[Any]:
    """Take one step of a promotion that the reader may take."""
    seen, reader = _promotion(request, public_id), reader_of(request)
    deed = STEPS[body.step]
    return _made(request, idempotency_key, lambda: deed(seen, reader, body.note).public_id)


@router.post("/promotions/{uuid:public_id}/scores", response={201: Made, **WRITE_REFUSALS})
def give_score(
    request: HttpRequest, public_id: UUID, body: ScoreIn, idempotency_key: IdempotencyKey
) -> Status[Any]:
    """Score a defence as a member of its panel, once."""
    seen, reader = _promotion(request, public_id), reader_of(request)
    return _made(
        request,
        idempotency_key,
        lambda: (
            panels.give_score(
                promotion_id=seen.id, actor=reader, score=body.score, remark=body.remark, at=now()
            ).id
        ),
    )


@router.post("/people/{uuid:public_id}/grades", response={201: Made, **WRITE_REFUSALS})
def place_in_grade(
    request: HttpRequest, public_id: UUID, body: PlaceIn, idempotency_key: IdempotencyKey
) -> Status[Any]:
    """Record somebody's first grade with an enterprise, or a second track; its HR alone."""
    person, reader = _person(request, public_id), reader_of(request)
    return _made(
        request,
        idempotency_key,
        lambda: (
            place(
                person=person,
                enterprise=_unit(body.enterprise),
                sequence=body.sequence,
                grade=body.grade,
                track=body.track,
                actor=reader,
                on=body.on,
            ).id
        ),
    )


@router.post("/people/{uuid:public_id}/appraisals", response={201: Made, **WRITE_REFUSALS})
def appraise(
    request: HttpRequest, public_id: UUID, body: AppraisalIn, idempotency_key: IdempotencyKey
) -> Status[Any]:
    """Record the mark of one year's appraisal; the enterprise's HR alone."""
    person, reader = _person(request, public_id), reader_of(request)

    def deed() -> UUID:
        about = About(person=person, enterprise=_unit(body.enterprise), actor=reader)
        made = record_appraisal(about=about, year=body.year, mark=body.mark, on=body.on)
        return made.public_id

    return _made(request, idempotency_key, deed)


STEPS: dict[str, Callable[[Promotion, Person, str], Promotion]] = {
    "support": lambda row, by, note: reviewing.support(
        promotion_id=row.id, actor=by, note=note, at=now()
    ),
    "qualify": lambda row, by, note: reviewing.qualify(
        promotion_id=row.id, actor=by, note=note, at=now()
    ),
    "close-defence": lambda row, by, note: panels.close_defence(
        promotion_id=row.id, actor=by, note=note, at=now()
    ),
    "decide": lambda row, by, note: panels.decide(
        promotion_id=row.id, actor=by, note=note, at=now()
    ),
    "reject": lambda row, by, note: reviewing.reject(
        promotion_id=row.id, actor=by, reason=note, at=now()
    ),
}


def _made(request: HttpRequest, key: UUID, deed: Callable[[], object]) -> Status[Any]:
    return Status(201, answered_once(request, key, lambda: {"made": str(deed())}))


def _reach(request: HttpRequest) -> Reach:
    return reach_of(reader_of(request), today())


def _promotion(request: HttpRequest, public_id: UUID) -> Promotion:
    return get_object_or_404(promotions_visible_to(_reach(request)), public_id=public_id)


def _person(request: HttpRequest, public_id: UUID) -> Person:
    scope = scope_of(reader_of(request), today())
    return get_object_or_404(person_visible_to(scope, public_id=public_id))


def _unit(public_id: UUID) -> Unit:
    return get_object_or_404(Unit, public_id=public_id)


def _explained(found: Explanation, unit: Unit) -> dict[str, Any]:
    return {
        "enterprise": unit.name,
        "on": found.on,
        "sequence": found.sequence,
        "grade": found.grade,
        "since": found.since,
        "months": found.months,
        "target": found.target,
        "eligible": found.eligible,
        "exceptional": found.exceptional,
        "criteria": [
            {
                "criterion": item.criterion.value,
                "label": wording.label(item),
                "asked": item.asked,
                "there": item.there,
                "satisfied": item.satisfied,
                "day": item.day,
                "remark": "" if item.satisfied else wording.missing(item),
            }
            for item in found.items
        ],
        "ways": [
            {
                "exceptional": way.exceptional,
                "steps": wording.way(found, way),
                "earliest": way.earliest,
            }
            for way in found.ways
        ],
        "ladder": found.ladder,
    }
