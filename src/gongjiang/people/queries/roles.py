"""Who holds which role, where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Employment, Person, Posting, Role


def seats_of(person: Person, on: date) -> QuerySet[Appointment]:
    """The roles a person holds on a day, with their units."""
    return Appointment.objects.filter(true_on(on), person=person).select_related("unit")


def holds_role(person: Person, role: str, *, on: date, unit_id: int | None = None) -> bool:
    """Whether a person holds a role on a day.

    Args:
        unit_id: at this unit or at one above it; None: anywhere.
    """
    seats = Appointment.objects.filter(true_on(on), person=person, role=role)
    if unit_id is not None:
        above = Ancestry.objects.filter(true_on(on), descendant_id=unit_id)
        seats = seats.filter(unit_id__in=above.values("ancestor_id"))
    return seats.exists()


def units_of_role(person: Person, role: str, on: date) -> list[int]:
    """The ids of the units at which a person holds a role on a day."""
    return list(seats_of(person, on).filter(role=role).values_list("unit_id", flat=True))


def holds_role_at_any(person: Person, role: str, unit_ids: Collection[int], *, on: date) -> bool:
    """Whether a person holds a role at one of these units themselves on a day."""
    return seats_of(person, on).filter(role=role, unit_id__in=unit_ids).exists()


def is_officer(person: Person, *, on: date) -> bool:
    """Whether somebody holds a role without being anybody's employee here on a day."""
    employed = Employment.objects.filter(true_on(on), person=person)
    return not employed.exists() and seats_of(person, on).exists()


def is_led(person_id: int, *, on: date) -> bool:
    """Whether somebody else leads a team in which the person works on a day."""
    working = Posting.objects.filter(true_on(on), person_id=person_id).values("unit_id")
    leaders = Appointment.objects.filter(true_on(on), role=Role.TEAM_LEADER, unit_id__in=working)
    return leaders.exclude(person_id=person_id).exists()


def is_hr_of(reader: Person, person_id: int, *, on: date) -> bool:
    """Whether the reader is HR of an enterprise that employs the person on a day."""
    enterprises = Appointment.objects.filter(true_on(on), person=reader, role=Role.HR)
    employed = Employment.objects.filter(true_on(on), person_id=person_id)
    return employed.filter(employer_id__in=enterprises.values("unit_id")).exists()


def leads_team_of(reader: Person, person_id: int, *, on: date) -> bool:
    """Whether the reader leads the team in which the person works on a day."""
    teams = units_of_role(reader, "TEAM_LEADER", on)
    under = ids_under(teams, on)
    return (
        bool(teams)
        and Person.objects.filter(
            true_on(on, "postings__"), id=person_id, postings__unit_id__in=under
        ).exists()
    )
