"""Which grade somebody holds, where they work, and whose grades a reader may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from gongjiang.careers.models import GradeSpell, Track
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Posting
from gongjiang.people.queries.visibility import Scope


def spell_on(
    person_id: int, enterprise_id: int, on: date, *, track: str = Track.PRIMARY
) -> GradeSpell | None:
    """The grade a person holds with an enterprise on a day."""
    held = GradeSpell.objects.filter(
        true_on(on), person_id=person_id, enterprise_id=enterprise_id, track=track
    )
    return held.first()


def spells_of(person_id: int) -> QuerySet[GradeSpell]:
    """Every grade a person ever held, the latest first."""
    held = GradeSpell.objects.filter(person_id=person_id).select_related("enterprise")
    return held.order_by("-valid_from", "track", "-id")


def spells_visible_to(scope: Scope, person_id: int) -> QuerySet[GradeSpell]:
    """One's own grades; those held with the reader's enterprise; on site, by a team leader too."""
    if person_id == scope.reader_id:
        return spells_of(person_id)
    here = Posting.objects.filter(
        true_on(scope.day), person_id=person_id, unit_id__in=_led(scope)
    ).values("employment__employer_id")
    return spells_of(person_id).filter(
        Q(enterprise_id__in=scope.hr) | Q(enterprise_id__in=here), person__state="ACTIVE"
    )


def _led(scope: Scope) -> QuerySet[Unit, int]:
    return Unit.objects.filter(id__in=scope.teams).values_list("id", flat=True)


def works_for(person_id: int, enterprise_id: int, on: date) -> bool:
    """Whether somebody has an employment with an enterprise on a day."""
    return Employment.objects.filter(
        true_on(on), person_id=person_id, employer_id=enterprise_id
    ).exists()


def unit_of(person_id: int, enterprise_id: int, on: date) -> int:
    """The unit in which somebody works for an enterprise on a day; else the enterprise itself."""
    posted = Posting.objects.filter(
        true_on(on), person_id=person_id, employment__employer_id=enterprise_id
    )
    return posted.values_list("unit_id", flat=True).first() or enterprise_id


# As `unit_of`, for many at once.
UNITS = """
    SELECT DISTINCT ON (asked.person_id, asked.day) asked.person_id, asked.day, p.unit_id
    FROM unnest(%s::bigint[], %s::date[]) AS asked (person_id, day)
    JOIN people_employment e ON e.person_id = asked.person_id AND e.employer_id = %s
    JOIN people_posting p ON p.employment_id = e.id AND p.valid_from <= asked.day
     AND (p.valid_to IS NULL OR p.valid_to > asked.day)
    ORDER BY asked.person_id, asked.day, p.id
"""


def units_of(
    asked: Collection[tuple[int, date]], enterprise_id: int
) -> dict[tuple[int, date], int]:
    """Where each of some people worked for an enterprise on a day of their own; one query."""
    with connection.cursor() as cursor:
        people, days = [person for person, _day in asked], [day for _person, day in asked]
        cursor.execute(UNITS, [people, days, enterprise_id])
        return {(person, day): unit for person, day, unit in cursor.fetchall()}


def enterprises_with_a_grade(person_id: int, on: date) -> list[Unit]:
    """The enterprises with which a person holds a grade on a day."""
    held = GradeSpell.objects.filter(true_on(on), person_id=person_id, track=Track.PRIMARY)
    return [spell.enterprise for spell in held.select_related("enterprise").order_by("valid_from")]
