"""What has been confirmed, summed."""

from __future__ import annotations

from django.db.models import Sum

from gongjiang.innovation.models import BenefitEntry, Effect


def confirmed_fen_of(source: str, source_id: int) -> int:
    """The first-year net benefit of an origin, over all effects wholly confirmed for it."""
    entries = BenefitEntry.objects.filter(
        claim__source=source,
        claim__source_id=source_id,
        claim__withdrawn_at=None,
        claim__effect__state=Effect.State.CONFIRMED,
    )
    return int(entries.aggregate(fen=Sum("amount_fen"))["fen"] or 0)
