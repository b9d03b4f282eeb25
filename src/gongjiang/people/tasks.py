"""What a worker does for this room."""

from __future__ import annotations

from django.utils import timezone

from gongjiang.kernel.jobs import nightly, task
from gongjiang.kernel.periods import today
from gongjiang.people.services import roster_jobs, rosters


@task("people.check_roster")
def check_roster(*, roster_id: int, actor_id: int) -> None:
    roster_jobs.check_as_asked(roster_id=roster_id, actor_id=actor_id, at=timezone.now())


@task("people.apply_roster")
def apply_roster(*, roster_id: int, actor_id: int) -> None:
    roster_jobs.apply_as_asked(roster_id=roster_id, actor_id=actor_id, at=timezone.now())


@nightly("people.forget_old_rosters", hour=2)
def forget_old_rosters() -> None:
    rosters.forget_old(on=today())
