"""Which persons a reader may see, and how much of each. Pages, API and exports all ask here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, Q, QuerySet, Subquery, Value

from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import (
    AccessBasis,
    Appointment,
    Employment,
    EmploymentKind,
    Person,
    Posting,
    Role,
)
from gongjiang.people.queries.gathered import is_any_of

NO_ROLE = ""
"""Stands for a recorded ground, where the rows of both are read together."""


class Sight(StrEnum):
    """How much of a person a reader sees."""

    OWN = "own"
    """Everything, and who looked."""
    EMPLOYER = "employer"
    """The employment with the reader's enterprise, identity masked, opened with a log."""
    SITE = "site"
    """Name, team, post and skills of somebody working there for another employer, or in a team."""
    BASIS = "basis"
    """As on site, on a recorded legal ground."""
    KEPT = "kept"
    """A restricted record, seen by the personal-information officer alone."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one reader's roles reach on one day, as unit ids.

    Attributes:
        seats: every role the reader holds, as (role, unit id).
        hr: enterprises whose HR the reader is; teams: those the reader leads; bases: units whose
            persons the reader may see on a recorded ground.
    """

    reader_id: int
    day: date
    seats: tuple[tuple[str, int], ...] = ()  # (role, unit id)
    hr: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()
    bases: tuple[int, ...] = ()

    @property
    def sites(self) -> tuple[int, ...]:
        """The units on whose ground the reader sees everybody at work."""
        return (*self.hr, *self.teams, *self.bases)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.seats)

    @property
    def privacy(self) -> bool:
        """Whether the reader is the personal-information officer."""
        return Role.PRIVACY_OFFICER in self.roles

    @property
    def reaches_persons(self) -> bool:
        """Whether the reader may see anybody besides themselves."""
        return bool(self.hr or self.teams or self.bases or self.privacy)


def scope_of(reader: Person, day: date) -> Scope:
    """Read once where a reader's roles and recorded grounds reach; one query."""
    seats = Appointment.objects.filter(true_on(day), person=reader)
    bases = AccessBasis.objects.filter(true_on(day), person=reader)
    rows = seats.values_list("role", "unit_id").union(
        bases.annotate(role=Value(NO_ROLE, CharField())).values_list("role", "unit_id"), all=True
    )
    reached = list(rows)
    held = [(role, unit) for role, unit in reached if role != NO_ROLE]
    return Scope(
        reader_id=reader.id,
        day=day,
        seats=tuple(held),
        hr=tuple(unit for role, unit in held if role == Role.HR),
        teams=tuple(unit for role, unit in held if role == Role.TEAM_LEADER),
        bases=tuple(unit for role, unit in reached if role == NO_ROLE),
    )


def persons_visible_to(scope: Scope) -> QuerySet[Person]:
    """The persons of whom the reader may see at least the name.

    A restricted record is kept and shown to nobody but the person and the officer who decides
    about it; an erased one is nobody's any more.
    """
    return _seen(scope, Q())


def person_visible_to(scope: Scope, **which: Any) -> QuerySet[Person]:
    """One person, such as `public_id=...`, where the reader may see them; otherwise nobody.

    The answer of `persons_visible_to` for that person, without looking at the others.
    """
    one = Person.objects.filter(**which).values("id")[:1]
    return _seen(scope, Q(person_id=Subquery(one))).filter(**which)


def _seen(scope: Scope, about: Q) -> QuerySet[Person]:
    """Args:
    about: narrows the rows that make a person seen; whoever asks about one narrows to one.
    """
    # A union, not an "or": each ground finds its few persons by an index of its own.
    seen: list[QuerySet[Any, Any]] = [Person.objects.filter(id=scope.reader_id).values("id")]
    if scope.hr:
        employed = Employment.objects.filter(about, employer_id__in=scope.hr)
        seen.append(employed.values("person_id"))
    if scope.sites:
        under = ids_under(scope.sites, scope.day)
        working = Posting.objects.filter(about, true_on(scope.day), unit_id__in=under)
        seen.append(working.values("person_id"))
    open_to_readers = Q(state=Person.State.ACTIVE) | Q(id=scope.reader_id)
    if scope.privacy:
        restricted = Person.objects.filter(state=Person.State.RESTRICTED)
        seen.append(restricted.values("id"))
        open_to_readers |= Q(state=Person.State.RESTRICTED)
    ids = seen[0].union(*seen[1:]) if seen[1:] else seen[0]
    seen_by_reader = Q(is_any_of("id", ids))
    return Person.objects.filter(open_to_readers, seen_by_reader).exclude(state=Person.State.ERASED)


def employments_visible_to(scope: Scope, person_id: int) -> QuerySet[Employment]:
    """The employments of a person that the reader may see as employer, or as the person."""
    employments = Employment.objects.filter(person_id=person_id)
    if person_id == scope.reader_id:
        return employments
    return employments.filter(employer_id__in=scope.hr, person__state=Person.State.ACTIVE)


def postings_visible_to(scope: Scope, person_id: int) -> QuerySet[Posting]:
    """The postings of a person that the reader may see: own, as employer, or now on site."""
    postings = Posting.objects.filter(person_id=person_id)
    if person_id == scope.reader_id:
        return postings
    return postings.filter(
        Q(employment__employer_id__in=scope.hr)
        | Q(true_on(scope.day), unit_id__in=ids_under(scope.sites, scope.day)),
        person__state=Person.State.ACTIVE,
    )


def dispatched_to(scope: Scope) -> QuerySet[Posting]:
    """The postings of today that the reader's sites direct: of people dispatched to them."""
    return Posting.objects.filter(
        true_on(scope.day),
        unit_id__in=ids_under(scope.hr, scope.day),
        employment__kind=EmploymentKind.DISPATCHED,
        person__state=Person.State.ACTIVE,
        valid_to__isnull=True,
    ).exclude(employment__employer_id__in=scope.hr)


def sight_of(scope: Scope, person_id: int) -> Sight | None:
    """How much of a person the reader sees; None when the person must not be seen at all.

    One query.
    """
    if person_id == scope.reader_id:
        return Sight.OWN
    on_site = Posting.objects.filter(
        true_on(scope.day),
        person_id=person_id,
        unit_id__in=ids_under((*scope.hr, *scope.teams), scope.day),
    )
    found = person_visible_to(scope, id=person_id).values_list(
        "state", Exists(employments_visible_to(scope, person_id)), Exists(on_site)
    )
    seen = found.first()
    if seen is None:
        return None
    state, is_employed, is_on_site = seen
    if state == Person.State.RESTRICTED:
        return Sight.KEPT
    if is_employed:
        return Sight.EMPLOYER
    return Sight.SITE if is_on_site else Sight.BASIS
