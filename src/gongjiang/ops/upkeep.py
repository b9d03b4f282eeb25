"""What an installation needs each night, whoever is asleep."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.ops.fsck import check_everything
from gongjiang.people.models import Session, Submission

# Ours: long enough to ask what happened last week, short enough to stay small.
KEPT_JOBS = timedelta(days=7)
KEPT_FAILED_JOBS = timedelta(days=90)
KEPT_LOGS = timedelta(days=30)
KEPT_SUBMISSIONS = timedelta(days=30)
"""A form may lie open for so long and still be sent a second time without harm."""


class Inconsistent(CannotDo):
    """A check across tables does not hold."""


def check() -> None:
    """Check every invariant across tables; what the log and the failed job show is their names.

    Raises:
        Inconsistent: one does not hold.
    """
    broken = check_everything().broken
    if broken:
        names = ", ".join(f"{found.check.name} ({found.count})" for found in broken)
        raise Inconsistent(_("Not consistent; see gongjiang fsck: %(names)s") % {"names": names})


def tidy(*, home: Home, now: datetime) -> None:
    """Delete what has had its day: ended sessions, answered submissions, old jobs and logs."""
    Session.objects.filter(expire_date__lt=now).delete()
    Submission.objects.filter(at__lt=now - KEPT_SUBMISSIONS).delete()
    for states, kept in (
        (["succeeded", "cancelled"], KEPT_JOBS),
        (["failed", "aborted"], KEPT_FAILED_JOBS),
    ):
        _delete_jobs(states, before=now - kept)
    oldest = (now - KEPT_LOGS).date().isoformat()
    for log in home.logs.glob("*.jsonl"):
        if log.stem < oldest:
            log.unlink(missing_ok=True)


def _delete_jobs(states: list[str], *, before: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs job
            WHERE status::text = ANY(%s) AND NOT EXISTS (
                SELECT FROM procrastinate_events e WHERE e.job_id = job.id AND e.at >= %s
            )
            """,
            (states, before),
        )
