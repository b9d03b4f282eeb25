"""Who works in a unit, as far as the reader may know them by name."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Posting
from gongjiang.people.queries.visibility import Scope, persons_visible_to


def working_in(scope: Scope, unit_id: int, day: date) -> QuerySet[Posting]:
    """The postings in this very unit on a day, of persons the reader may see, by name."""
    return (
        Posting.objects.filter(true_on(day), unit_id=unit_id, person__in=persons_visible_to(scope))
        .select_related("person", "employment")
        .order_by("person__name_pinyin", "person_id")
    )
