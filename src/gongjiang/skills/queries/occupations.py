"""Which occupations there are, which posts are in use, and who changed what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Posting
from gongjiang.skills.models import Occupation, OccupationChange, PostOccupation


@dataclass(frozen=True, slots=True)
class UsedPost:
    """A post that people of an enterprise hold; `occupation` None: nobody has named it."""

    enterprise: Unit
    post: str
    people: int
    occupation: Occupation | None


def posts_used(enterprise_ids: Collection[int], on: date) -> list[UsedPost]:
    """The posts of some enterprises' people on a day, by name; three queries."""
    held = Posting.objects.filter(true_on(on), employment__employer_id__in=enterprise_ids)
    counted = held.values("employment__employer_id", "post").annotate(
        people=Count("person_id", distinct=True)
    )
    units = Unit.objects.in_bulk(enterprise_ids)
    named = {
        (each.enterprise_id, each.post): each.occupation
        for each in PostOccupation.objects.filter(enterprise_id__in=enterprise_ids).select_related(
            "occupation"
        )
    }
    found = [
        UsedPost(
            units[each["employment__employer_id"]],
            each["post"],
            each["people"],
            named.get((each["employment__employer_id"], each["post"])),
        )
        for each in counted
    ]
    return sorted(found, key=lambda used: (used.enterprise.name_pinyin, used.post))


def occupations_listed() -> QuerySet[Occupation]:
    """The whole classification; `added` tells what the zone added."""
    ours = OccupationChange.objects.filter(
        what=OccupationChange.What.ADDED, occupation_id=OuterRef("id")
    )
    return Occupation.objects.annotate(added=Exists(ours))


def changes_of_the_classification() -> QuerySet[OccupationChange]:
    """What was added, the latest first."""
    return _changes().filter(what=OccupationChange.What.ADDED)


def changes_of_enterprises(enterprise_ids: Collection[int]) -> QuerySet[OccupationChange]:
    """How posts of some enterprises were named, the latest first."""
    return _changes().filter(enterprise_id__in=enterprise_ids)


def _changes() -> QuerySet[OccupationChange]:
    changes = OccupationChange.objects.select_related("occupation", "before", "by", "enterprise")
    return changes.order_by("-changed_on", "-id")
