"""Which readers count ideas, and of which enterprises."""

from __future__ import annotations

from django.db.models import Q

from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import Scope

COVERS = (Link.Kind.SEATED_AT, Link.Kind.COVERS_SINGLE, Link.Kind.COVERS_JOINT)
COUNT_EVERYWHERE = frozenset({Role.ZONE_UNION, Role.REFORM_OFFICE, Role.LEADER})


def counts_ideas_of_the_zone(scope: Scope) -> bool:
    """Whether the reader counts the ideas of all enterprises."""
    return bool(scope.roles & COUNT_EVERYWHERE)


def counts_ideas_of(scope: Scope) -> tuple[int, ...]:
    """The enterprises whose ideas the reader counts: as HR, or as chair of a union that covers
    them; one query for a chair, none for others."""
    if Role.UNION_CHAIR not in scope.roles:
        return scope.hr
    chaired = [unit for role, unit in scope.seats if role == Role.UNION_CHAIR]
    covering = Q(source_id__in=chaired, kind__in=COVERS, target__kind=UnitKind.ENTERPRISE)
    found = Link.objects.filter(true_on(scope.day), covering).values_list("target_id", flat=True)
    return tuple(sorted({*scope.hr, *found}))
