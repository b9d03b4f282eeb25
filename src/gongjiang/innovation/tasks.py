"""What workers do for innovation, each a deed of services."""

from __future__ import annotations

from gongjiang.innovation.services import anonymous, escalating
from gongjiang.innovation.services.fee_reminders import remind_of_fees
from gongjiang.kernel.jobs import nightly
from gongjiang.kernel.periods import day_of, now


@nightly("innovation.proposals", hour=1, minute=30)
def look_after_proposals() -> None:
    """Number what was dropped without a name, then tell those above of what nobody acted on."""
    at = now()
    anonymous.number_dropped(before=day_of(at))
    escalating.escalate(at=at)


@nightly("innovation.patent_fees", hour=5, minute=20)
def patent_fees() -> None:
    """Tell whoever keeps a register of the annual fees that will be due."""
    remind_of_fees(at=now())
