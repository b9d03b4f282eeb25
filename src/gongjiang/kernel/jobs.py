"""Jobs: deeds done later, by a worker, outside the request that asked for them.

    # people/tasks.py: thin, each calls one deed of services
    @task("people.apply_import")
    def apply_import(*, import_id: int) -> None:
        services.imports.apply(import_id=import_id, at=timezone.now())

    # people/services/imports.py, inside the deed's own transaction
    defer("people.apply_import", import_id=found.id)

A job deferred in a transaction exists exactly when that transaction is committed. It runs at
least once: a worker that was killed has its jobs done again, so a deed that is called by a job
must find out by itself that it was done already. Arguments are bare ids, never what they stand
for: jobs are kept, listed and logged.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import TypeVar

from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import SHANGHAI

Deed = TypeVar("Deed", bound=Callable[..., object])

MOST_ATTEMPTS = 6
FIRST_WAIT_SECONDS = 5
"""Doubled after each attempt, so a job is given up after some three minutes."""


class _Patience(BaseRetryStrategy):
    """Try again what failed by accident; a refusal would be the same the next time."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        refused = isinstance(exception, CannotDo | NotAllowed)
        if refused or job.attempts + 1 >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": FIRST_WAIT_SECONDS * 2**job.attempts})


def task(name: str, *, one_at_a_time: bool = False) -> Callable[[Deed], Deed]:
    """Declare what a job of this name does. A room's `tasks.py` is found by itself.

    Args:
        name: the room and the deed, such as `people.apply_import`; kept when code moves.
        one_at_a_time: never run two of them at once, in whatever worker.

    Raises:
        TypeError: an argument is not declared as an id.
    """

    def declared(deed: Deed) -> Deed:
        _require_bare_ids(deed)
        lock = name if one_at_a_time else None
        app.task(name=name, retry=_Patience(), lock=lock)(deed)
        return deed

    return declared


def nightly(name: str, *, hour: int, minute: int = 0) -> Callable[[Deed], Deed]:
    """Declare what is done each night, at this time in Shanghai. It takes no arguments.

    It may be deferred by hand as well.
    A night on which no worker ran is made up for when one starts, within a day.
    """
    in_utc = datetime(2000, 1, 1, hour, minute, tzinfo=SHANGHAI) - timedelta(hours=8)
    return _periodic(name, f"{minute} {in_utc.hour} * * *")


def hourly(name: str, *, minute: int = 0) -> Callable[[Deed], Deed]:
    """Declare what is done each hour. It takes no arguments."""
    return _periodic(name, f"{minute} * * * *")


def periodic_names() -> list[str]:
    """The names of what is done by the clock."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # it takes and returns nothing
    return sorted({each.task.name for each in app.periodic_registry.periodic_tasks.values()})


def defer(name: str, **ids: int) -> int:
    """Ask for a job, in the transaction that is open; the job's id.

    Raises:
        TaskNotFound: no room declares a task of this name.
    """
    return app.configure_task(name, allow_unknown=False).defer(**ids)


def defer_once(name: str, **ids: int) -> bool:
    """Ask for a job unless one of this name is waiting already; whether it was asked for.

    For what reads everything anew when it begins. The one that waits may begin before our
    transaction is committed, and so not see it: the next one will.
    """
    try:
        # A savepoint: the deed goes on when one is waiting.
        with transaction.atomic():
            app.configure_task(name, allow_unknown=False, queueing_lock=name).defer(**ids)
    except AlreadyEnqueued:
        return False
    return True


def _periodic(name: str, cron: str) -> Callable[[Deed], Deed]:
    def declared(deed: Deed) -> Deed:
        if inspect.signature(deed).parameters:
            msg = f"{name} is done by the clock, which knows no arguments."
            raise TypeError(msg)

        @wraps(deed)
        def on_time(timestamp: int = 0) -> None:  # noqa: ARG001  (when it was due; 0: asked for)
            deed()

        waiting = app.task(name=name, retry=_Patience(), lock=name, queueing_lock=name)(on_time)
        app.periodic(cron=cron)(waiting)
        return deed

    return declared


def _require_bare_ids(deed: Callable[..., object]) -> None:
    for parameter in inspect.signature(deed, eval_str=True).parameters.values():
        is_keyword = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        if not is_keyword or parameter.annotation not in {int, bool}:
            msg = (
                f"“{parameter.name}”: a job's arguments are kept and listed, so each is a bare id, "
                "declared after `*` as int (or a flag, as bool)."
            )
            raise TypeError(msg)
