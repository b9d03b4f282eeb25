"""What became of apprentices later, read from the ledger: ranks and grades they came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.facts.skills import SkillAppointed, SkillCertified
from gongjiang.ledger.queries import live
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.rules.effect import Ended

State = Agreement.State

PROMOTIONS = frozenset({"PROMOTION", "EXCEPTIONAL"})
KINDS = (SkillCertified.kind, SkillAppointed.kind, GradeEntered.kind)


def ended_at(enterprise_ids: Iterable[int], day: date) -> list[Ended]:
    """The agreements of enterprises that were decided by an examination; two queries."""
    found = list(
        Agreement.objects.filter(
            enterprise_id__in=list(enterprise_ids),
            state__in=(State.GRADUATED, State.FAILED),
            ended_on__lte=day,
        ).values_list("master_id", "apprentice_id", "ended_on", "state")
    )
    rises = days_of_rises({apprentice for _master, apprentice, _on, _state in found}, day)
    return [
        Ended(master, on, state == State.GRADUATED, tuple(rises.get(apprentice, ())))
        for master, apprentice, on, state in found
        if on is not None
    ]


def days_of_rises(person_ids: Iterable[int], day: date) -> Mapping[int, list[date]]:
    """The days on which each of them came to a rank higher than before, or was promoted."""
    facts = live(on=day).filter(kind__in=KINDS, person_id__in=list(person_ids))
    rows = facts.order_by("occurred_on", "id").values_list(
        "person_id", "kind", "occurred_on", "detail"
    )
    highest: dict[int, int] = defaultdict(int)
    days: dict[int, list[date]] = defaultdict(list)
    for person, kind, on, detail in rows:
        if person is None:
            continue
        if kind == GradeEntered.kind:
            rose = detail["reason"] in PROMOTIONS
        else:
            rose = detail["rank"] > highest[person]
            highest[person] = max(highest[person], detail["rank"])
        if rose:
            days[person].append(on)
    return days
