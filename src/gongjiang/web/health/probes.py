"""What a machine that watches this one may ask. Numbers and yes or no; nothing of a person."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from threading import Lock

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from gongjiang.index.queries.derived import Derived
from gongjiang.kernel.home import Home
from gongjiang.kernel.jobs import periodic_names
from gongjiang.kernel.periods import today

HEARTBEAT_GRACE = 20
"""Seconds without a heartbeat after which a worker for jobs is taken for dead."""
LEAST_FREE_BYTES = 500_000_000
REMEMBERED_SECONDS = 2.0
"""However often somebody asks, the database is asked so seldom."""


class Readiness:
    """Whether this process can do its work, found out anew every two seconds at most."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked_at = float("-inf")
        self._found = dict.fromkeys(("database", "migrations", "worker", "disk"), False)
        self._is_migrated = False

    def now(self) -> dict[str, bool]:
        """What was found last; whoever comes while it is being found out does not wait for it."""
        is_old = time.monotonic() - self._asked_at > REMEMBERED_SECONDS
        if is_old and self._lock.acquire(blocking=False):
            try:
                self._found = self._ask()
                self._asked_at = time.monotonic()
            finally:
                self._lock.release()
        return self._found

    def _ask(self) -> dict[str, bool]:
        disk = free_bytes(settings.HOME) >= LEAST_FREE_BYTES
        try:
            connection.ensure_connection()
            # Once so, it stays so: another source is another process.
            self._is_migrated = self._is_migrated or _is_migrated()
            age = heartbeat_age() if self._is_migrated else None
        except Error:
            return {"database": False, "migrations": False, "worker": False, "disk": disk}
        return {
            "database": True,
            "migrations": self._is_migrated,
            "worker": age is not None and age < HEARTBEAT_GRACE,
            "disk": disk,
        }


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def free_bytes(home: Home) -> int:
    return shutil.disk_usage(home.path).free


def heartbeat_age() -> float | None:
    """Seconds since a worker for jobs was last heard; None when there is none."""
    return _seconds("SELECT now() - max(last_heartbeat) FROM procrastinate_workers")


def queue_age() -> float:
    """Seconds for which the oldest job that is due has waited; 0 when none is."""
    waited = _seconds(
        """
        SELECT now() - min(coalesce(job.scheduled_at, asked.at))
        FROM procrastinate_jobs job
        JOIN procrastinate_events asked ON asked.job_id = job.id AND asked.type = 'deferred'
        WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
        """
    )
    return waited or 0.0


def jobs_by_state() -> Iterator[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT state::text, count(job.id)
            FROM unnest(enum_range(NULL::procrastinate_job_status)) AS state
            LEFT JOIN procrastinate_jobs job ON job.status = state GROUP BY state ORDER BY state
            """
        )
        yield from cursor.fetchall()


def done_by_the_clock() -> Iterator[tuple[str, float]]:
    """For each job of the clock that was ever done, the seconds since it last was."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT job.task_name, extract(epoch FROM now() - max(done.at))::float8
            FROM procrastinate_jobs job
            JOIN procrastinate_events done ON done.job_id = job.id AND done.type = 'succeeded'
            WHERE job.task_name = ANY(%s) GROUP BY 1 ORDER BY 1
            """,
            [periodic_names()],
        )
        yield from cursor.fetchall()


def lake_lag(derived: Derived) -> float | None:
    """Seconds since the lake was last brought up to date; None without a lake."""
    if derived.synced_at is None:
        return None
    return (timezone.now() - derived.synced_at).total_seconds()


def index_lag(derived: Derived) -> int | None:
    """Days since the latest day that the index was computed for; None without a run."""
    return (today() - derived.index_day).days if derived.index_day else None


def _seconds(question: str) -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(question)
        [passed] = cursor.fetchone()
    return None if passed is None else passed.total_seconds()
