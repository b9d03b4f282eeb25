"""How many stand where, and how one's own pace compares: private to the person (G7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from gongjiang.careers.models import GradeSpell, Track
from gongjiang.orgs.queries import true_on

FEWEST = 10
"""A comparison with fewer says nothing, and might tell of one (domain.md §9.2)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long somebody has been in their grade, among all of the same sequence and grade.

    Attributes:
        percentile: the share in per cent who have been in it for less, half of the equals.
    """

    percentile: float
    among: int


def pace_of(spell: GradeSpell, on: date) -> Pace | None:
    """The person's own percentile; None where too few hold the grade. One query."""
    alike = GradeSpell.objects.filter(
        track=Track.PRIMARY,
        valid_to__isnull=True,
        sequence=spell.sequence,
        grade=spell.grade,
        valid_from__lte=on,
    )
    counts = alike.aggregate(
        among=Count("id"),
        less=Count("id", filter=Q(valid_from__gt=spell.valid_from)),
        same=Count("id", filter=Q(valid_from=spell.valid_from)),
    )
    if counts["among"] < FEWEST:
        return None
    below = counts["less"] + counts["same"] / 2
    return Pace(100 * below / counts["among"], counts["among"])


def holders(on: date, enterprises: Sequence[int] | None = None) -> Mapping[str, dict[int, int]]:
    """By sequence and grade, how many hold it as their primary grade on a day; one query.

    Args:
        enterprises: with these alone; None: in the whole zone.
    """
    held = GradeSpell.objects.filter(true_on(on), track=Track.PRIMARY)
    if enterprises is not None:
        held = held.filter(enterprise_id__in=list(enterprises))
    found: dict[str, dict[int, int]] = defaultdict(dict)
    rows = held.values(level=F("grade"), of=F("sequence")).annotate(n=Count("id"))
    for row in rows:
        found[row["of"]][row["level"]] = row["n"]
    return found
