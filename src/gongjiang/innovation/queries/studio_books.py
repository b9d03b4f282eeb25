"""What a studio's book holds."""

from __future__ import annotations

from django.db.models import Q, Sum

from gongjiang.innovation.models import StudioBudgetLine

Kind = StudioBudgetLine.Kind


def balance_of(studio_id: int) -> int:
    """What was allotted and not spent, in fen; reversals count by their sign."""
    allotted, spent = totals_of(studio_id)
    return allotted - spent


def totals_of(studio_id: int) -> tuple[int, int]:
    """Allotted and spent, in fen; one query."""
    sums = StudioBudgetLine.objects.filter(studio_id=studio_id).aggregate(
        allotted=Sum("amount_fen", filter=Q(kind=Kind.ALLOTTED)),
        spent=Sum("amount_fen", filter=Q(kind=Kind.SPENT)),
    )
    return sums["allotted"] or 0, sums["spent"] or 0
