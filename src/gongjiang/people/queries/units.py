"""Which units a reader may see, and how deep into them. Pages, tree, search and exports ask here.

The zone, its areas, grids and enterprises, and which unions there are, stand in public registers:
everybody signed in may know of them. What is inside an enterprise (workshops, teams, and their
numbers) is for its own people, for whoever has charge of the territory, and for zone offices.
Party units sit behind a wall: others than the Party's own offices know only of those that cover
their own enterprise, and of these no more than that they exist.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongjiang.orgs.models import Ancestry, Link, Tree, Unit, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Employment, Posting, Role
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.rules import SHAPERS

PUBLIC = (
    UnitKind.ZONE,
    UnitKind.AREA,
    UnitKind.GRID,
    UnitKind.ENTERPRISE,
    UnitKind.WORK_COMMITTEE,
    UnitKind.ZONE_UNION,
    UnitKind.ENTERPRISE_UNION,
    UnitKind.JOINT_UNION,
)
INNER = (UnitKind.WORKSHOP, UnitKind.TEAM, UnitKind.SUB_UNION, UnitKind.UNION_GROUP)
TERRITORY = (UnitKind.ZONE, UnitKind.AREA, UnitKind.GRID)

WHOLE_ZONE = frozenset(
    {
        Role.LEADER,
        Role.REFORM_OFFICE,
        Role.ZONE_PARTY_OFFICE,
        Role.ZONE_UNION,
        Role.SYSTEM_ADMIN,
        Role.AUDITOR,
        Role.PRIVACY_OFFICER,
    }
)
WHOLE_PARTY = frozenset({Role.LEADER, Role.REFORM_OFFICE, Role.ZONE_PARTY_OFFICE})
IN_CHARGE = frozenset(
    {
        Role.GRID_WORKER,
        Role.INSTRUCTOR,
        Role.STATION_HEAD,
        Role.PARTY_SECRETARY,
        Role.UNION_CHAIR,
    }
)
"""Roles whose seat opens all beneath it; the other seats open the enterprise they stand in."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far into the three trees one reader sees, as the trees stood on `day`.

    Attributes:
        homes: the enterprises the reader belongs to today, by work or by a role.
        charge: the units, of any tree, of which the reader has charge today.
    """

    scope: Scope
    day: date
    homes: tuple[int, ...] = ()
    charge: tuple[int, ...] = ()

    @property
    def whole_zone(self) -> bool:
        return bool(self.scope.roles & WHOLE_ZONE)

    @property
    def whole_party(self) -> bool:
        return bool(self.scope.roles & WHOLE_PARTY)

    @property
    def grounds(self) -> tuple[int, ...]:
        return (*self.homes, *self.charge)

    def sees_inside(self, unit: Unit, path: Collection[int]) -> bool:
        """Whether the reader may know more of a unit than that it exists.

        Args:
            path: the ids of the unit and of those above it on the reach's day.
        """
        if unit.kind in TERRITORY or any(step in self.grounds for step in path):
            return True
        return self.whole_party if unit.tree == Tree.PARTY else self.whole_zone

    def names_everybody(self, path: Collection[int]) -> bool:
        """Whether everybody who works in a unit may be named, so that no group is too small."""
        named = (*self.scope.hr, *self.scope.teams, *self.scope.bases)
        return any(step in named for step in path)

    def shapes(self, kind: str, path: Collection[int]) -> bool:
        """Whether to offer the reader to open, move or close a unit of a kind on a path.

        The deed asks `permissions` again; this only keeps pages free of what would be refused.
        """
        shapers = SHAPERS[kind]
        if Role.HR in shapers:
            return any(step in self.scope.hr for step in path)
        return bool(self.scope.roles & shapers)


def reach_of(scope: Scope, day: date) -> Reach:
    """Read once how far a reader sees; one query.

    Args:
        scope: as of today: it is today's roles and employments that give the right to look.
        day: the day asked about.
    """
    charge = tuple(unit for role, unit in scope.seats if role in IN_CHARGE)
    seats = [unit for role, unit in scope.seats if role not in IN_CHARGE]
    running = true_on(scope.day)
    postings = Posting.objects.filter(running, person_id=scope.reader_id)
    employments = Employment.objects.filter(running, person_id=scope.reader_id)
    belonging = (
        Q(descendant__in=postings.values("unit_id"))
        | Q(descendant__in=employments.values("employer_id"))
        | Q(descendant__in=seats)
    )
    homes = Ancestry.objects.filter(running, belonging, ancestor__kind=UnitKind.ENTERPRISE)
    ids = homes.values_list("ancestor_id", flat=True).distinct()
    return Reach(scope=scope, day=day, homes=tuple(sorted(ids)), charge=charge)


def units_visible_to(reach: Reach) -> QuerySet[Unit]:
    """The units, of all three trees, of which the reader may know on the reach's day."""
    seen = Q(kind__in=PUBLIC)
    if reach.whole_zone:
        seen |= Q(kind__in=INNER)
    if reach.whole_party:
        seen |= Q(tree=Tree.PARTY)
    if reach.grounds:
        own = ids_under(reach.grounds, reach.day)
        links = Link.objects.filter(true_on(reach.day))
        seen |= Q(id__in=own)
        seen |= Q(id__in=links.filter(target__in=own).values("source_id"))
        seen |= Q(id__in=links.filter(source__in=own).values("target_id"))
    return Unit.objects.filter(seen)


def links_visible_to(reach: Reach, unit_id: int) -> QuerySet[Link]:
    """The links a unit has or had, from either end, of which the reader may know.

    That a Party unit covers somebody is told to whom it covers, and to the Party's own offices.
    """
    links = Link.objects.filter(Q(source_id=unit_id) | Q(target_id=unit_id))
    if not reach.whole_party:
        own = ids_under(reach.grounds, reach.day)
        links = links.filter(
            ~Q(source__tree=Tree.PARTY) & ~Q(target__tree=Tree.PARTY)
            | Q(source__in=own)
            | Q(target__in=own)
        )
    return links.select_related("source", "target")
