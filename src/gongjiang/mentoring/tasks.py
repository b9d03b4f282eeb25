"""What workers do for masters and apprentices, each a deed of services."""

from __future__ import annotations

from gongjiang.kernel.jobs import nightly
from gongjiang.kernel.periods import now
from gongjiang.mentoring.services import reminders


@nightly("mentoring.remind", hour=5)
def remind() -> None:
    at = now()
    reminders.end_for_leavers(at=at)
    reminders.tell_of_masters_gone(at=at)
    reminders.remind(at=at)
