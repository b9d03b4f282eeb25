"""Which shifts teams work in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from gongjiang.orgs.queries import true_on
from gongjiang.people.models import TeamShift


def shifts_on(team_ids: Collection[int], on: date) -> Mapping[int, str]:
    """By team the shift it works in on a day; one that nobody has told is absent. One query."""
    found = TeamShift.objects.filter(true_on(on), unit_id__in=team_ids)
    return dict(found.values_list("unit_id", "shift"))
