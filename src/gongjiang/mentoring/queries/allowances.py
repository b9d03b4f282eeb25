"""What masters have earned, for those who pay it."""

from __future__ import annotations

from django.db.models import QuerySet

from gongjiang.mentoring.models import Allowance
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Scope


def allowances_visible_to(scope: Scope) -> QuerySet[Allowance]:
    """The allowances at the enterprises whose HR the reader is, of people whose record is open."""
    set_aside = Person.objects.exclude(state=Person.State.ACTIVE).values("id")
    return (
        Allowance.objects.filter(agreement__enterprise_id__in=scope.hr)
        .exclude(master_id__in=set_aside)
        .exclude(agreement__apprentice_id__in=set_aside)
        .select_related("master", "agreement__apprentice")
    )
