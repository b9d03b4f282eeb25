"""Who has no account yet, and whose account is being recovered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.orgs.rules import reading_order
from gongjiang.people.models import Appointment, Employment, Person, Recovery, Role
from gongjiang.people.queries.visibility import Scope


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit and how many there have no account yet."""

    unit: Unit
    count: int


def without_account(scope: Scope) -> QuerySet[Person]:
    """The persons to whom the reader may issue a first slip."""
    persons = _in_care_of(scope).filter(account__isnull=True)
    return persons.order_by("name_pinyin", "id")


def recoverable_by(scope: Scope) -> QuerySet[Person]:
    """The persons with an account whose recovery the reader may open."""
    return _in_care_of(scope).filter(account__isnull=False)


def teams_waiting(scope: Scope) -> list[Waiting]:
    """The units in which the reader's employees without an account work, each with their number."""
    counts = dict(
        Employment.objects.filter(
            *_ours(scope),
            true_on(scope.day, "postings__"),
            person__state=Person.State.ACTIVE,
            person__account__isnull=True,
        )
        .values_list("postings__unit")
        .annotate(n=Count("person", distinct=True))
        .order_by()
    )
    units = sorted(Unit.objects.filter(id__in=counts), key=lambda unit: reading_order(unit.name))
    return [Waiting(unit, counts[unit.id]) for unit in units]


def officers_waiting(scope: Scope) -> int:
    """How many officers without an account the reader may give one."""
    if Role.SYSTEM_ADMIN not in scope.roles:
        return 0
    return without_account(scope).filter(id__in=officers(scope)).count()


def recoveries_visible_to(scope: Scope) -> QuerySet[Recovery]:
    """The recoveries a reader may open slips for or confirm, never their own."""
    from_teams = Person.objects.filter(
        true_on(scope.day, "postings__"), postings__unit_id__in=ids_under(scope.teams, scope.day)
    )
    reached = Q(person__in=Employment.objects.filter(*_ours(scope)).values("person_id"))
    reached |= Q(person__in=from_teams.values("id"))
    if scope.roles & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}:
        reached |= Q(person__in=officers(scope))
    return (
        Recovery.objects.filter(reached, person__state=Person.State.ACTIVE)
        .exclude(person_id=scope.reader_id)
        .annotate(redeemed_at=F("slip__redeemed_at"))
        .select_related("person", "opened_by", "confirmed_by")
        .order_by("-opened_at")
    )


def _in_care_of(scope: Scope) -> QuerySet[Person]:
    """Own employees for HR; for the system administrator, officers who are nobody's employees."""
    reached = Q(id__in=Employment.objects.filter(*_ours(scope)).values("person_id"))
    if Role.SYSTEM_ADMIN in scope.roles:
        reached |= Q(id__in=officers(scope))
    persons = Person.objects.filter(reached, state=Person.State.ACTIVE)
    return persons.exclude(id=scope.reader_id)


def _ours(scope: Scope) -> tuple[Q, Q]:
    return true_on(scope.day), Q(employer_id__in=scope.hr)


def officers(scope: Scope) -> QuerySet[Appointment, int]:
    """The ids of those who hold a role and are nobody's employees."""
    employed = Employment.objects.filter(true_on(scope.day)).values("person_id")
    seats = Appointment.objects.filter(true_on(scope.day)).exclude(person_id__in=employed)
    return seats.values_list("person_id", flat=True)
