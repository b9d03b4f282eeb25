"""The person an address means, as far as this reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.visibility import (
    Scope,
    Sight,
    person_visible_to,
    sight_of,
)
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Seen:
    """A person, and how the reader stands to them."""

    person: Person
    scope: Scope
    sight: Sight

    def managed(self) -> Sequence[Employment]:
        """The running employments of which the reader is HR, the newest first."""
        running = Employment.objects.filter(
            person=self.person, employer_id__in=self.scope.hr, valid_to__isnull=True
        )
        return list(running.select_related("employer").order_by("-valid_from"))


def seen_or_404(request: PersonRequest, public_id: UUID) -> Seen:
    """The person, or 404: who may not be seen is not there."""
    scope = scope_for(request)
    person = get_object_or_404(person_visible_to(scope, public_id=public_id))
    sight = sight_of(scope, person.id)
    if sight is None:
        raise Http404
    return Seen(person, scope, sight)
