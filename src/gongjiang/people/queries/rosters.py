"""What can be asked of imports: for whom they are, their lines with before and after, holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongjiang.orgs.queries import true_on
from gongjiang.people.models import (
    Appointment,
    EmploymentHold,
    Person,
    Role,
    RosterFile,
    RosterImport,
    RosterLine,
)
from gongjiang.people.queries.visibility import Scope
from gongjiang.workbooks.wrong import Wrong


def imports_visible_to(scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the enterprises whose HR the reader is, the newest first."""
    rosters = RosterImport.objects.filter(enterprise_id__in=scope.hr)
    return rosters.select_related("enterprise", "scope", "uploaded_by").order_by(
        "-uploaded_at", "-id"
    )


def lines_of(roster: RosterImport, verdict: str) -> QuerySet[RosterLine]:
    """An import's lines of one verdict in the file's order; whoever is missing, by name."""
    return RosterLine.objects.filter(roster=roster, verdict=verdict).order_by("number", "id")


def wrongs_of(roster: RosterImport) -> list[Wrong]:
    """Everything wrong, cell by cell, in the file's order."""
    return [
        Wrong(
            row=line.number,
            column=problem["column"],
            value=problem["value"],
            problem=problem["problem"],
            remedy=problem["remedy"],
        )
        for line in lines_of(roster, RosterLine.Verdict.WRONG)
        for problem in line.problems
    ]


@dataclass(frozen=True, slots=True)
class Going:
    """How the job on an import goes.

    Attributes:
        done, all: records or rows; all is 0 as long as it is not known.
        annotated: whether the annotated workbook can be had.
        resting: what rests on the import, found when it was to be undone: kind, on, person_id.
    """

    done: int = 0
    all: int = 0
    annotated: bool = False
    resting: tuple[dict[str, Any], ...] = ()


def going_of(roster: RosterImport) -> Going:
    """Read without the bytes that lie beside it; one query."""
    kept = (
        RosterFile.objects.filter(roster=roster)
        .annotate(has_annotated=Q(annotated__isnull=False))
        .values("rows_done", "rows_all", "has_annotated", "resting")
        .first()
    )
    if kept is None:
        return Going()
    return Going(
        kept["rows_done"], kept["rows_all"], kept["has_annotated"], tuple(kept["resting"] or ())
    )


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
