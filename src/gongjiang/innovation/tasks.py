"""What workers do for innovation, each a deed of services."""

from __future__ import annotations

from gongjiang.innovation.services.fee_reminders import remind_of_fees
from gongjiang.kernel.jobs import nightly
from gongjiang.kernel.periods import now


@nightly("innovation.patent_fees", hour=5, minute=20)
def patent_fees() -> None:
    remind_of_fees(at=now())
