"""What people have asked about their own data, and who is to answer."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongjiang.orgs.queries import true_on
from gongjiang.people.models import CorrectionRequest, Employment, ErasureRequest, Look, Person
from gongjiang.people.queries.visibility import Scope

MASKED = "••••••"
"""Stands for a number that is on record; opening it is a deed of its own."""


def deciding_employers(request: CorrectionRequest, *, on: date) -> list[int]:
    """The enterprises whose HR may decide: the one concerned, or the present ones, or the last."""
    if request.employment is not None:
        return [request.employment.employer_id]
    employments = Employment.objects.filter(person_id=request.person_id)
    present = list(employments.filter(true_on(on)).values_list("employer_id", flat=True))
    if present:
        return present
    last = employments.order_by("-valid_from").values_list("employer_id", flat=True).first()
    return [] if last is None else [last]


def corrections_to_decide(scope: Scope) -> QuerySet[CorrectionRequest]:
    """The requests that the reader's HR seats are to answer, and have answered."""
    employments = Employment.objects.filter(person_id=OuterRef("person_id"))
    present = employments.filter(true_on(scope.day))
    last = employments.order_by("-valid_from").values("employer_id")[:1]
    ours = Q(Exists(present.filter(employer_id__in=scope.hr)))
    were_ours = ~Exists(present) & Q(last_employer__in=scope.hr)
    return (
        CorrectionRequest.objects.annotate(last_employer=Subquery(last))
        .filter(
            Q(employment__employer_id__in=scope.hr)
            | (Q(employment__isnull=True) & (ours | were_ours))
        )
        .exclude(person_id=scope.reader_id)
        .exclude(person__state=Person.State.ERASED)
        .select_related("person", "employment__employer", "decided_by")
    )


def corrections_of(person: Person) -> QuerySet[CorrectionRequest]:
    """A person's own requests, the latest first."""
    return person.correction_requests.select_related(
        "person", "employment__employer", "decided_by"
    ).order_by("-asked_at")


def erasures_of(person: Person) -> QuerySet[ErasureRequest]:
    """What was asked and decided about forgetting a person, the latest first."""
    return person.erasure_requests.order_by("-asked_at")


def erasures_to_decide(scope: Scope) -> QuerySet[ErasureRequest]:
    """The requests that a personal-information officer is to answer, and has answered."""
    requests = ErasureRequest.objects.select_related("person", "decided_by")
    return requests.exclude(person_id=scope.reader_id) if scope.privacy else requests.none()


def looks_at(person: Person) -> QuerySet[Look]:
    """Who looked at a person's data, the latest first."""
    return person.looks.select_related("by").order_by("-at")


def standing_value(request: CorrectionRequest) -> str:
    """What the record says now, in the field a request is about; numbers masked."""
    field, person = request.field, request.person
    if field == CorrectionRequest.Field.NATIONAL_ID:
        return MASKED if person.national_id_cipher else ""
    if field == CorrectionRequest.Field.PHONE:
        return MASKED if person.phone_cipher else ""
    if request.employment is not None:
        starts = field == CorrectionRequest.Field.EMPLOYMENT_START
        day = request.employment.valid_from if starts else request.employment.valid_to
        return day.isoformat() if day is not None else ""
    if field == CorrectionRequest.Field.SEX:
        return str(person.get_sex_display())
    if field == CorrectionRequest.Field.BORN_ON and person.born_on is not None:
        return person.born_on.isoformat()
    return person.name
