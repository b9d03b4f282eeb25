"""Which seats an appointer finds filled or empty, and whom they may find to fill them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongjiang.orgs.models import Ancestry, Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.people import rules
from gongjiang.people.models import Appointment, Person, Posting, Role
from gongjiang.people.queries.listing import named_like
from gongjiang.people.queries.standing import Place, places_of
from gongjiang.people.queries.visibility import Scope, persons_visible_to

FEWEST_LETTERS = 2
MOST_FOUND = 20


def seats_listed(scope: Scope) -> list[str]:
    """The roles whose seats a reader is shown, because they fill them; in the order of `Role`.

    Who sits for the Party in a branch says who is a member: that the Party office alone is told.
    """
    given = [role for role in Role.values if rules.APPOINTERS[role] & scope.roles]
    if Role.ZONE_PARTY_OFFICE in scope.roles:
        return given
    return [role for role in given if role != Role.PARTY_SECRETARY]


def filled_seats(scope: Scope) -> QuerySet[Appointment]:
    """The seats filled today that the reader fills and empties: HR at home, offices anywhere.

    Each with its `site`, the name of the enterprise it stands in.
    """
    given = Q(role__in=[role for role in seats_listed(scope) if _from_the_zone(scope, role)])
    if scope.hr:
        by_hr = [role for role in seats_listed(scope) if Role.HR in rules.APPOINTERS[role]]
        given |= Q(role__in=by_hr, unit_id__in=ids_under(scope.hr, scope.day))
    seats = Appointment.objects.filter(given, true_on(scope.day), valid_to__isnull=True)
    above = Ancestry.objects.filter(
        true_on(scope.day), ancestor__kind=UnitKind.ENTERPRISE, descendant_id=OuterRef("unit_id")
    )
    return seats.annotate(site=Subquery(above.values("ancestor__name")[:1])).select_related(
        "person", "unit"
    )


def enterprises_without_hr(day: date) -> QuerySet[Unit]:
    """The enterprises in which nobody holds HR: nobody can hire there, or appoint."""
    seated = Appointment.objects.filter(true_on(day), role=Role.HR, unit_id=OuterRef("id"))
    return existing_on(day).filter(~Exists(seated), kind=UnitKind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be seated, and where they work, to tell namesakes apart.

    Personal data: the person.
    """

    person: Person
    works_at: str


def candidates(scope: Scope, role: str, typed: str, chosen: str) -> list[Candidate]:
    """Whom a reader may seat, by what they typed, and whoever they chose already.

    An office of the zone sees no list of people: it has to know the whole name. HR finds those
    it sees by a part of it.

    Args:
        chosen: the public id of the person chosen before, or nothing.
    """
    text = typed.strip()
    named = Person.objects.filter(state=Person.State.ACTIVE)
    if not _from_the_zone(scope, role):
        named = named.filter(id__in=persons_visible_to(scope).values("id"))
    known = list(named.filter(public_id=chosen)) if chosen else []
    others: list[Person] = []
    if len(text) >= FEWEST_LETTERS:
        by_zone = _from_the_zone(scope, role)
        found = named.filter(name=text) if by_zone else named_like(named, text)
        held = {person.id for person in known}
        found = found.exclude(id__in={scope.reader_id, *held}).order_by("name_pinyin", "id")
        others = list(found[:MOST_FOUND])
    return _placed([*known, *others], scope.day)


def _from_the_zone(scope: Scope, role: str) -> bool:
    """Whether the reader gives this role as an office of the zone, at whatever unit."""
    return bool((rules.APPOINTERS[role] - {Role.HR}) & scope.roles)


def _placed(persons: Collection[Person], day: date) -> list[Candidate]:
    ids = [person.id for person in persons]
    posts = Posting.objects.filter(true_on(day), person_id__in=ids).order_by("-valid_from")
    unit_of = {post.person_id: post.unit_id for post in posts}
    places = places_of([(unit_id, day) for unit_id in unit_of.values()])
    return [
        Candidate(person, _said(places[unit_of[person.id], day]) if person.id in unit_of else "")
        for person in persons
    ]


def _said(place: Place) -> str:
    if place.enterprise is None or place.enterprise == place.unit:
        return str(place.unit.name)
    return f"{place.enterprise.name} · {place.within}"
