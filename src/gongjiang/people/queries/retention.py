"""Whose record has been kept long enough."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from gongjiang.orgs.queries import ends_after
from gongjiang.people.models import (
    Appointment,
    Employment,
    EmploymentHold,
    ErasureRequest,
    Person,
)

RUNNING = (ErasureRequest.State.OPEN, ErasureRequest.State.RESTRICTED)


def run_out(gone_by: date) -> QuerySet[Person]:
    """The people who worked or held a role here, and had gone by a day with nothing running since.

    Who is asked to be forgotten, or awaits confirmation of an employment, is not among them: that
    is decided first. Each with `gone_on`, the first day after the last employment and role, and
    `employer`, the name of the last one.
    """
    employments = Employment.objects.filter(person_id=OuterRef("id"))
    seats = Appointment.objects.filter(person_id=OuterRef("id"))
    requests = ErasureRequest.objects.filter(person_id=OuterRef("id"), state__in=RUNNING)
    holds = EmploymentHold.objects.filter(
        person_id=OuterRef("id"), state=EmploymentHold.State.WAITING
    )
    return Person.objects.filter(
        Q(Exists(employments)) | Q(Exists(seats)),
        ~Exists(employments.filter(ends_after(gone_by))),
        ~Exists(seats.filter(ends_after(gone_by))),
        ~Exists(requests),
        ~Exists(holds),
        state=Person.State.ACTIVE,
    ).annotate(
        gone_on=Greatest(
            Subquery(employments.order_by("-valid_to").values("valid_to")[:1]),
            Subquery(seats.order_by("-valid_to").values("valid_to")[:1]),
        ),
        employer=Subquery(employments.order_by("-valid_to").values("employer__name")[:1]),
    )
