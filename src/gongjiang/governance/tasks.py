"""What workers do for governance, each a deed of services."""

from __future__ import annotations

from django.utils import timezone

from gongjiang.governance.services import attachments, holds
from gongjiang.kernel.jobs import nightly, task
from gongjiang.kernel.periods import now


@task("governance.tell_of_holds")
def tell_of_holds(*, roster_id: int) -> None:
    holds.tell_of_holds(roster_id=roster_id, at=now())


@task("governance.tell_of_decided_hold")
def tell_of_decided_hold(*, hold_id: int) -> None:
    holds.tell_of_decided_hold(hold_id=hold_id, at=now())


@nightly("governance.sweep_files", hour=3, minute=45)
def sweep_files() -> None:
    attachments.sweep(timezone.now())
