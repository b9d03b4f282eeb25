"""What people can do, and whether they may do a task now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    Day,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import (
    Sight,
    person_visible_to,
    scope_of,
    sight_of,
)
from gongjiang.skills.contents import PrerequisitesRule
from gongjiang.skills.models import IssuerKind, Occupation, SkillRank
from gongjiang.skills.queries.holders import holder_of
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.queries.records import record_of, requirements_around
from gongjiang.skills.rules.explanation import as_json
from gongjiang.skills.rules.prerequisites import eligible
from gongjiang.skills.services.certificates import NewCertificate, record_certificate
from gongjiang.skills.services.passes import answer_for, signed_answer

router = Router(tags=["skills"])

Text = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]
Number = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$")]
Code = Annotated[str, Field(pattern=r"^\d-\d\d-\d\d-\d\d$")]
Rank = Annotated[int, Field(ge=1, le=7)]
CertifiedRank = Annotated[int, Field(ge=1, le=5)]
Link = Annotated[str, Field(max_length=300, pattern=r"^(https://[^\x00-\x20]+)?$")]


class CertificateOut(Schema):
    public_id: UUID
    occupation: str
    rank: int
    number: str
    issuer: str
    issued_on: date
    revoked_on: date | None


class TitleOut(Schema):
    level: int
    field: str
    name: str
    conferred_on: date
    withdrawn_on: date | None


class OperationOut(Schema):
    public_id: UUID
    kind: str
    number: str
    status: str
    next_due: date


class SkillsOut(Schema):
    """What a person holds: `rank` is the highest that counts today, 0 for none."""

    rank: int
    certificates: list[CertificateOut]
    titles: list[TitleOut]
    operation: list[OperationOut]


class ConditionOut(Schema):
    asks: str
    needs: int | str
    holds: bool
    since: date | None
    months: int | None
    evidence: list[str]


class RankWayOut(Schema):
    holds: bool
    earliest: date | None
    conditions: list[ConditionOut]


class EligibilityOut(Schema):
    """Every way to a rank, met or not; one way is enough."""

    occupation: str
    target: int
    on: date
    held: bool
    eligible: bool
    earliest: date | None
    ways: list[RankWayOut]


class ReasonOut(Schema):
    holds: bool
    sentence: str


class AnswerOut(Schema):
    """May this person do this task now? `signed` is the answer as a pass of some minutes."""

    allowed: bool
    at: datetime
    reasons: list[ReasonOut]
    signed: str


class CertificateIn(Schema):
    occupation: Code
    rank: CertifiedRank
    number: Number
    issuer_kind: IssuerKind
    issuer: Text
    issued_on: Day
    verify_url: Link = ""


class Recorded(Schema):
    """What was made: the certificate's public id."""

    certificate: UUID


@router.get(
    "/people/{uuid:public_id}",
    response={200: SkillsOut, **REFUSALS, 409: WRITE_REFUSALS[409]},
)
def show_skills(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """What a person holds, for whoever may see the person."""
    record = record_of(_seen(request, public_id).id, today())
    return {
        "rank": record.rank,
        "certificates": [
            {**_plain(row), "occupation": row.occupation.code} for row in record.certificates
        ],
        "titles": list(record.titles),
        "operation": [
            {
                "public_id": one.certificate.public_id,
                "kind": one.certificate.kind_code,
                "number": one.certificate.number,
                "status": one.status.value,
                "next_due": one.next_due,
            }
            for one in record.operation
        ],
    }


@router.get(
    "/people/{uuid:public_id}/eligibility",
    response={200: EligibilityOut, **REFUSALS, 409: WRITE_REFUSALS[409]},
)
def show_eligibility(
    request: HttpRequest,
    public_id: UUID,
    occupation: Code | None = None,
    target: Rank | None = None,
) -> dict[str, Any]:
    """Every way to a rank for the person, with evidence: to them and to their employer's HR.

    Without an occupation, that of their highest certificate or present post; without a rank, the
    one above theirs.
    """
    person = _seen(request, public_id)
    scope = scope_of(reader_of(request), today())
    if sight_of(scope, person.id) not in {Sight.OWN, Sight.EMPLOYER}:
        raise Http404
    rule = content_in_force(
        PrerequisitesRule, on=today(), unit_id=place_of(person.id, today()).unit
    )
    record = record_of(person.id, today())
    code = occupation or (record.occupation.code if record.occupation else None)
    if code is None:
        raise CannotDo(_("No record says in which occupation; name one."))
    wanted = target or min(record.rank + 1, int(SkillRank.CHIEF_TECHNICIAN))
    return as_json(eligible(holder_of(person, on=today()), code, wanted, rule, today()))


@router.get(
    "/people/{uuid:public_id}/authorisation/{uuid:requirement}",
    response={200: AnswerOut, **REFUSALS, 409: WRITE_REFUSALS[409]},
)
def may_do_now(request: HttpRequest, public_id: UUID, requirement: UUID) -> dict[str, Any]:
    """May this person do the task of a post now? Asked by the person, their leader or HR."""
    person = _seen(request, public_id)
    around = requirements_around(person.id, today())
    found = next((each for each in around if each.public_id == requirement), None)
    if found is None:
        raise Http404
    answer = answer_for(person=person, requirement=found, actor=reader_of(request), at=now())
    return {
        "allowed": bool(answer.decision),
        "at": answer.at,
        "reasons": [
            {"holds": reason.holds, "sentence": str(reason.sentence)} for reason in answer.reasons
        ],
        "signed": signed_answer(answer),
    }


@router.post("/people/{uuid:public_id}/certificates", response={200: Recorded, **WRITE_REFUSALS})
def record_skill_certificate(
    request: HttpRequest, public_id: UUID, sent: CertificateIn, key: IdempotencyKey
) -> dict[str, Any]:
    """Record a skill-level certificate, as the HR of the holder's employer."""
    person = _seen(request, public_id)
    occupation = get_object_or_404(Occupation, code=sent.occupation)
    new = NewCertificate(**{**sent.dict(), "occupation": occupation})

    def deed() -> str:
        made = record_certificate(person=person, new=new, actor=reader_of(request), on=today())
        return str(made.public_id)

    return {"certificate": answered_once(request, key, deed)}


def _seen(request: HttpRequest, public_id: UUID) -> Person:
    scope = scope_of(reader_of(request), today())
    return get_object_or_404(person_visible_to(scope, public_id=public_id))


def _plain(row: Any) -> dict[str, Any]:
    names = ("public_id", "rank", "number", "issuer", "issued_on", "revoked_on")
    return {name: getattr(row, name) for name in names}
