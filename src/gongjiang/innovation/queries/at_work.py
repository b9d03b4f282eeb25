"""Who works in an enterprise on a day, and in which of its units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting, PostKind


def units_at_work(person_ids: Collection[int], enterprise_id: int, day: date) -> dict[int, int]:
    """The unit in which each of them works within an enterprise; who does not, is missing."""
    posts = Posting.objects.filter(
        true_on(day),
        person_id__in=list(person_ids),
        person__state=Person.State.ACTIVE,
        unit_id__in=ids_under([enterprise_id], day),
    ).order_by("-valid_from", "-id")
    return dict(posts.values_list("person_id", "unit_id"))


def decision_makers(person_ids: Collection[int], enterprise_id: int, day: date) -> set[int]:
    """Those of them on a management post here: our reading of who decides (domain.md §6.5)."""
    posts = Posting.objects.filter(
        true_on(day),
        person_id__in=list(person_ids),
        unit_id__in=ids_under([enterprise_id], day),
        post_kind=PostKind.MANAGEMENT,
    )
    return set(posts.values_list("person_id", flat=True))
