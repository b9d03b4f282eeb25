"""What workers do for governance, each a deed of services."""

from __future__ import annotations

from gongjiang.governance.services import holds
from gongjiang.kernel.jobs import task
from gongjiang.kernel.periods import now


@task("governance.tell_of_holds")
def tell_of_holds(*, roster_id: int) -> None:
    holds.tell_of_holds(roster_id=roster_id, at=now())


@task("governance.tell_of_decided_hold")
def tell_of_decided_hold(*, hold_id: int) -> None:
    holds.tell_of_decided_hold(hold_id=hold_id, at=now())
