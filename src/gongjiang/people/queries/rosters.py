"""What can be asked of imports: for whom they are, their lines with before and after, holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gongjiang.orgs.queries import true_on
from gongjiang.people.models import (
    Appointment,
    EmploymentHold,
    Person,
    Role,
    RosterImport,
    RosterLine,
)
from gongjiang.people.queries.visibility import Scope


def imports_visible_to(scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the enterprises whose HR the reader is, the newest first."""
    rosters = RosterImport.objects.filter(enterprise_id__in=scope.hr)
    return rosters.select_related("enterprise", "scope", "uploaded_by").order_by(
        "-uploaded_at", "-id"
    )


def lines_of(roster: RosterImport, verdict: str) -> QuerySet[RosterLine]:
    """An import's lines of one verdict in the file's order; whoever is missing, by name."""
    return RosterLine.objects.filter(roster=roster, verdict=verdict).order_by("number", "id")


def holds_to_decide(scope: Scope) -> QuerySet[EmploymentHold]:
    """The holds that wait for the reader: about themselves; for the zone's officer, all."""
    waiting = EmploymentHold.objects.filter(state=EmploymentHold.State.WAITING)
    holds = waiting if scope.privacy else waiting.filter(person_id=scope.reader_id)
    return holds.select_related("enterprise", "unit", "person").order_by("asked_at", "id")


def holds_about(person: Person) -> QuerySet[EmploymentHold]:
    """The holds that wait for the person whom they are about."""
    waiting = person.employment_holds.filter(state=EmploymentHold.State.WAITING)
    return waiting.select_related("enterprise", "unit").order_by("asked_at", "id")


def officers_for_holds(day: date) -> Iterable[int]:
    """The persons who decide about held employments for the zone on a day."""
    seats = Appointment.objects.filter(true_on(day), role=Role.PRIVACY_OFFICER)
    return list(seats.values_list("person_id", flat=True))
