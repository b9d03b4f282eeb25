"""What workers do for innovation, each a deed of services."""

from __future__ import annotations

from gongjiang.innovation.services import (
    anonymous,
    awards,
    escalating,
    similarity,
    studio_reminders,
)
from gongjiang.innovation.services.bids import open_all_due
from gongjiang.innovation.services.fee_reminders import remind_of_fees
from gongjiang.kernel.jobs import hourly, nightly
from gongjiang.kernel.periods import day_of, now


@nightly("innovation.proposals", hour=1, minute=30)
def look_after_proposals() -> None:
    """Number what was dropped without a name, then tell those above of what nobody acted on."""
    at = now()
    anonymous.number_dropped(before=day_of(at))
    escalating.escalate(at=at)


@nightly("innovation.awards", hour=2)
def settle_awards() -> None:
    """Let what nobody objected to fall due."""
    awards.settle_due(at=now())


@nightly("innovation.patent_fees", hour=5, minute=20)
def patent_fees() -> None:
    remind_of_fees(at=now())


@nightly("innovation.studio_reminders", hour=5, minute=40)
def remind_studios() -> None:
    studio_reminders.remind(at=now())


@hourly("innovation.open_bids", minute=5)
def open_bids() -> None:
    open_all_due(at=now())


@hourly("innovation.fold_texts", minute=20)
def fold_texts() -> None:
    """Words that changed or were forgotten leave the index of texts for good."""
    similarity.fold_texts(at=now())
