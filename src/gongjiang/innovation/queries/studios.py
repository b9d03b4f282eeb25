"""Which studios a reader may see, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from gongjiang.innovation.models import Studio, StudioLevel, StudioMember, StudioReview
from gongjiang.innovation.permissions.studios import COVERING
from gongjiang.innovation.rules.studios import rank_of
from gongjiang.orgs.models import Link
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import Scope

OVERSEERS = frozenset({Role.ZONE_UNION, Role.AUDITOR})
"""Roles that see every studio's room."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one reader stands towards studios.

    Attributes:
        enterprises: those whose HR the reader is, or whose union they chair.
        own: studios the reader leads or belongs to.
    """

    reader_id: int
    roles: frozenset[str]
    enterprises: frozenset[int]
    own: frozenset[int]

    @property
    def whole_zone(self) -> bool:
        return bool(self.roles & OVERSEERS)

    def sees_room(self, studio: Studio) -> bool:
        """Whether the reader reads the work room, and not only the public card."""
        return self.whole_zone or studio.id in self.own or studio.enterprise_id in self.enterprises

    def works(self, studio: Studio) -> bool:
        return studio.id in self.own

    def manages(self, studio: Studio) -> bool:
        """Whether the reader keeps its members, book and equipment."""
        return studio.leader_id == self.reader_id or studio.enterprise_id in self.enterprises

    def judges(self, studio: Studio, level: str) -> bool:
        """Whether the reader judges it at a level; never a studio they belong to."""
        if studio.id in self.own:
            return False
        if rank_of(level) > rank_of(StudioLevel.ENTERPRISE):
            return Role.ZONE_UNION in self.roles
        return studio.enterprise_id in self.enterprises


def reach_of(scope: Scope) -> Reach:
    """Read once where a reader stands; one query, and one more for chairs of unions."""
    led = Studio.objects.filter(leader_id=scope.reader_id).values_list("id", flat=True)
    joined = StudioMember.objects.filter(true_on(scope.day), person_id=scope.reader_id).values_list(
        "studio_id", flat=True
    )
    unions = [unit for role, unit in scope.seats if role == Role.UNION_CHAIR]
    covered = (
        Link.objects.filter(true_on(scope.day), kind__in=COVERING, source_id__in=unions)
        if unions
        else Link.objects.none()
    )
    return Reach(
        reader_id=scope.reader_id,
        roles=scope.roles,
        enterprises=frozenset({*scope.hr, *covered.values_list("target_id", flat=True)}),
        own=frozenset(led.union(joined)),
    )


def studios_visible_to(reach: Reach) -> QuerySet[Studio]:
    """Named studios are public; others are seen by whoever sees their room."""
    studios = Studio.objects.select_related("enterprise", "leader", "unit")
    if reach.whole_zone:
        return studios
    return studios.filter(
        Q(state=Studio.State.NAMED) | Q(enterprise_id__in=reach.enterprises) | Q(id__in=reach.own)
    )


def with_review_due(studios: QuerySet[Studio], day: date) -> QuerySet[Studio]:
    """Say of each as `review_due` whether last year's review waits for a decision."""
    year = day.year - 1
    decided = StudioReview.objects.filter(studio=OuterRef("id"), year=year).exclude(result="")
    return studios.annotate(
        named_year=ExtractYear(F("named_on")),
        review_due=Q(state=Studio.State.NAMED, named_year__lte=year) & ~Exists(decided),
    )
