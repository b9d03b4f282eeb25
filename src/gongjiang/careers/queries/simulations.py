"""Which replays a reader may see, and who fares otherwise in one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Simulation
from gongjiang.governance.models import RuleSet
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.visibility import Scope, persons_visible_to


@dataclass(frozen=True, slots=True)
class Fares:
    """Somebody who fares otherwise. Personal data.

    Attributes:
        was, now: promotions under the rule in force, and under the one that is tried.
        first_was, first_now: the month of the first one, such as 2021-04; "": never.
    """

    person: Person
    was: int
    now: int
    first_was: str
    first_now: str


def simulations_visible_to(scope: Scope) -> QuerySet[Simulation]:
    """The zone's replays are the reform office's to see, an enterprise's its HR's."""
    seen = Q(enterprise_id__in=scope.hr)
    if Role.REFORM_OFFICE in scope.roles:
        seen |= Q(enterprise__isnull=True)
    return Simulation.objects.filter(seen).select_related(
        "enterprise", "in_force", "draft", "asked_by"
    )


def drafts_to_try(scope_id: int | None) -> QuerySet[RuleSet]:
    """Drafts of the ladder for the zone (None) or an enterprise, the newest first."""
    drafts = RuleSet.objects.filter(key=LadderRule.key, approved_at__isnull=True)
    return drafts.filter(scope_id=scope_id).order_by("-id")


def fares_of(simulation: Simulation, scope: Scope) -> list[Fares]:
    """Who fares otherwise, of those the reader may see today; two queries."""
    if not simulation.result:
        return []
    rows = {row[0]: row[1:] for row in simulation.result["standings"]}
    months = [month["month"] for month in simulation.result["months"]]
    persons = persons_visible_to(scope).filter(id__in=list(rows)).order_by("name_pinyin", "id")
    return [
        Fares(
            person,
            rows[person.id][0],
            rows[person.id][1],
            *("" if place is None else months[place] for place in rows[person.id][2:]),
        )
        for person in persons
    ]
