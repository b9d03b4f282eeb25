"""What workers do for ideas, each a deed of services."""

from __future__ import annotations

from gongjiang.innovation.services import anonymous, escalating, similarity
from gongjiang.kernel.jobs import hourly, nightly
from gongjiang.kernel.periods import day_of, now


@nightly("innovation.proposals", hour=1, minute=30)
def look_after_proposals() -> None:
    """Number what was dropped without a name, then tell those above of what nobody acted on."""
    at = now()
    anonymous.number_dropped(before=day_of(at))
    escalating.escalate(at=at)


@hourly("innovation.fold_texts", minute=20)
def fold_texts() -> None:
    """Words that changed or were forgotten leave the index of texts for good."""
    similarity.fold_texts(at=now())
