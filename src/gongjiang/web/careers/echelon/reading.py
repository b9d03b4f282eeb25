"""What the echelon's pages ask of a request: where the reader stands, and who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.listing import named_like
from gongjiang.people.queries.visibility import Scope, person_visible_to, persons_visible_to
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest

OFFERED = 20
"""So many persons are offered to choose from: ours."""


def keeps_echelon(request: HttpRequest) -> bool:
    """HR and the line: whoever may see key positions and reviews by name."""
    scope = scope_for(request)
    return bool(scope.hr or scope.teams)


def sees_aggregates(request: HttpRequest) -> bool:
    """The zone's offices: coverage, depth and speed, and no names."""
    return bool(scope_for(request).roles & ZONE_ROLES)


def own_enterprise(request: PersonRequest) -> Unit:
    """The enterprise the reader keeps as HR: the one in the address, else the first.

    Raises:
        NotAllowed: the reader is HR of none.
    """
    scope = scope_for(request)
    units = list(Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin", "id"))
    if not units:
        raise NotAllowed(_("Only the HR of an enterprise can do this."))
    wanted = request.POST.get("enterprise") or request.GET.get("enterprise", "")
    return next((unit for unit in units if str(unit.public_id) == wanted), units[0])


def candidates(scope: Scope, enterprise_id: int, text: str) -> list[Person]:
    """Those of an enterprise whom the reader sees and whose name has a text in it."""
    if not text.strip():
        return []
    works = Employment.objects.filter(true_on(scope.day), employer_id=enterprise_id)
    found = (
        named_like(persons_visible_to(scope), text)
        .filter(id__in=works.values("person_id"))
        .exclude(id=scope.reader_id)
        .order_by("name_pinyin", "id")
    )
    return list(found[:OFFERED])


def as_choices(persons: Sequence[Person]) -> list[tuple[str, str]]:
    """For a form: each by public id and name."""
    return [(str(person.public_id), person.name) for person in persons]


def chosen(scope: Scope, public_id: Any) -> Person:
    """The person a form names; one the reader sees.

    Raises:
        Person.DoesNotExist: there is none, or none the reader may see.
    """
    return person_visible_to(scope, public_id=public_id).get()
