"""Who holds which role, where."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Employment, Person


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


def is_hr_of(reader: Person, person_id: int, *, on: date) -> bool:
    """Whether the reader is HR of an enterprise that employs the person on a day."""
    enterprises = units_of_role(reader, "HR", on)
    employed = Employment.objects.filter(true_on(on), person_id=person_id)
    return bool(enterprises) and employed.filter(employer_id__in=enterprises).exists()


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
