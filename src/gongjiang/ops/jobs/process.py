"""A worker for jobs: one process, two jobs at once, each in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from procrastinate.contrib.django import DjangoApp, app, connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from gongjiang.ops import postgres
from gongjiang.ops.jobs.recovery import recover_stalled
from gongjiang.ops.migrated import require_migrated

APPLICATION = "gongjiang-jobs"
JOBS_AT_ONCE = 2
HEARTBEAT_SECONDS = 5.0
HEARTBEATS_MISSED = 4
"""A worker unheard for so many heartbeats is dead, and its jobs are taken up by another."""
POLL_SECONDS = 5.0
"""A new job is heard of at once (LISTEN); one to be tried again is found by asking."""


def work(
    stop_signals: Iterable[signal.Signals] = (signal.SIGINT, signal.SIGTERM),
    heartbeat: float = HEARTBEAT_SECONDS,
) -> None:
    """Do jobs until told to end by a signal; jobs under way are finished.

    Raises:
        Behind: the database is older than this source.
    """
    require_migrated()
    connections.close_all()
    with postgres.working(settings.HOME):
        asyncio.run(_work(tuple(stop_signals), heartbeat))


async def _work(stop_signals: tuple[signal.Signals, ...], heartbeat: float) -> None:
    own = _app_of_this_process()
    async with own.open_async():
        working = asyncio.create_task(
            own.run_worker_async(
                concurrency=JOBS_AT_ONCE,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=heartbeat,
                stalled_worker_timeout=heartbeat * HEARTBEATS_MISSED,
                install_signal_handlers=False,
            )
        )
        for number in stop_signals:
            # Takes no further job, and finishes those under way.
            asyncio.get_running_loop().add_signal_handler(number, working.cancel)
        recovering = asyncio.create_task(_recover_again_and_again(heartbeat))
        try:
            with suppress(asyncio.CancelledError):
                await working
        finally:
            recovering.cancel()


def _app_of_this_process() -> DjangoApp:
    """The house's tasks behind a connection pool of their own.

    Not `app` itself: a deed that runs here and defers a job must do so on Django's connection, in
    its own transaction.
    """
    # The name by which the database's own lists show this process.
    named = {**connector_params("default"), "application_name": f"{APPLICATION}-{os.getpid()}"}
    pool = PsycopgConnector(kwargs=named, min_size=1, max_size=4)
    own = DjangoApp(
        connector=pool, import_paths=app.import_paths, periodic_defaults=app.periodic_defaults
    )
    own.tasks = app.tasks
    own.periodic_registry = app.periodic_registry
    return own


async def _recover_again_and_again(heartbeat: float) -> None:
    while True:
        # While the database restarts; the worker's own heartbeat tells whether it came back.
        with suppress(DatabaseError):
            await asyncio.to_thread(_recover, heartbeat * HEARTBEATS_MISSED)
        await asyncio.sleep(heartbeat)


def _recover(seconds: float) -> None:
    close_old_connections()
    recover_stalled(seconds=seconds)
