"""Which readers count ideas and of which enterprises, and where each stands towards them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from gongjiang.innovation.permissions.proposals import DESK_ROLES, MONEY_ROLES
from gongjiang.innovation.queries.desks import COVERS
from gongjiang.innovation.queries.proposals import ZONE_ROLES, Desk
from gongjiang.innovation.rules.levels import Level
from gongjiang.orgs.models import Ancestry, Link, UnitKind
from gongjiang.orgs.queries import enterprises_of, true_on, zone
from gongjiang.people.models import Posting, Role
from gongjiang.people.queries.visibility import Scope

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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reader stands towards proposals, from what the request knows of them already.

    Attributes:
        seats: their roles with the administrative units they are held at, or reach by a link.
        desk: how far they see.
    """

    seats: tuple[tuple[str, int], ...]
    desk: Desk

    def reaching(self, unit_ids: Iterable[int]) -> dict[int, set[str]]:
        """The roles held at each of these units or above it; one query, none without a seat."""
        wanted = set(unit_ids)
        found: dict[int, set[str]] = {unit: set() for unit in wanted}
        if not self.seats:
            return found
        above = Ancestry.objects.filter(true_on(self.desk.day), descendant_id__in=wanted)
        steps = above.values_list("descendant_id", "ancestor_id", "ancestor__kind")
        for unit, ancestor, kind in steps:
            found[unit] |= {
                role
                for role, seat in self.seats
                if seat == ancestor or (role == Role.ZONE_UNION and kind == Level.ZONE)
            }
        return found


def standing_of(scope: Scope) -> Standing:
    """As `queries.proposals.desk_of`, of a reader whose seats were read; two to four queries."""
    seats = scope.seats
    if Role.UNION_CHAIR in scope.roles:
        seats += tuple((Role.UNION_CHAIR, unit) for unit in counts_ideas_of(scope))
    handling = {unit for role, unit in seats if role in DESK_ROLES | MONEY_ROLES}
    posted = Posting.objects.filter(true_on(scope.day), person_id=scope.reader_id)
    working = set(posted.values_list("unit_id", flat=True))
    top = zone() if scope.roles & ZONE_ROLES else None
    desk = Desk(
        reader_id=scope.reader_id,
        day=scope.day,
        reach=tuple(sorted(handling)),
        enterprises=tuple(sorted(set(enterprises_of(working | handling, scope.day).values()))),
        zones=() if top is None else (top.id,),
    )
    return Standing(seats, desk)
