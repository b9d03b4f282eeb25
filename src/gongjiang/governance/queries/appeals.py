"""Which appeals a reader may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongjiang.governance.models import Appeal
from gongjiang.governance.queries.reach import Reach
from gongjiang.people.models import Person


def appeals_visible_to(reach: Reach) -> QuerySet[Appeal]:
    """One's own appeals, and those one may decide."""
    seen = Q(appellant_id=reach.reader_id) | (
        reach.in_charge("heard_at") & not_concerning(reach.reader_id)
    )
    return _with_names(Appeal.objects.filter(seen))


def appeals_of(person: Person) -> QuerySet[Appeal]:
    """A person's own appeals, the latest first."""
    return _with_names(Appeal.objects.filter(appellant=person)).order_by("-submitted_at", "-id")


def queue_of(reach: Reach) -> QuerySet[Appeal]:
    """The appeals that wait for the reader, the most pressing first."""
    waiting = Appeal.objects.filter(reach.in_charge("heard_at"), state__in=Appeal.WAITING)
    return _with_names(waiting.filter(not_concerning(reach.reader_id))).order_by("reply_by", "id")


def not_concerning(person_id: int) -> Q:
    """Neither made by a person nor against them: they must not decide it."""
    against_somebody_else = Q(against__isnull=True) | ~Q(against_id=person_id)
    return ~Q(appellant_id=person_id) & against_somebody_else


def _with_names(appeals: QuerySet[Appeal]) -> QuerySet[Appeal]:
    return appeals.select_related("unit", "heard_at", "appellant", "against", "reviewer")
