"""What workers do for this room each night; each is a deed of services."""

from __future__ import annotations

from gongjiang.kernel.jobs import nightly
from gongjiang.kernel.periods import now, today
from gongjiang.skills.services import posts, reminders, technicians


@nightly("skills.end_terms", hour=3, minute=10)
def end_terms() -> None:
    technicians.end_what_is_over(on=today())


@nightly("skills.follow_postings", hour=3, minute=20)
def follow_postings() -> None:
    posts.follow_postings(at=now())


@nightly("skills.remind", hour=6)
def remind() -> None:
    reminders.remind(at=now())
