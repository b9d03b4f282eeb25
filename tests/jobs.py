"""Jobs in a test: done here and now, on the test's own connection, in its own transaction."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def waiting_jobs() -> list[tuple[str, dict[str, int]]]:
    """The name and the ids of each job that waits, the oldest first."""
    waiting = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(waiting.values_list("task_name", "args"))


def run_jobs() -> int:
    """Do every job that is due, and those they ask for; a job that fails fails the test.

    Returns:
        how many were done.
    """
    done = 0
    while job := _next_job():
        app.tasks[job.task_name](**job.args)
        with connection.cursor() as cursor:
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", [job.id])
        done += 1
    return done


def _next_job() -> ProcrastinateJob | None:
    app.perform_import_paths()
    waiting = ProcrastinateJob.objects.filter(status="todo")
    due = waiting.exclude(scheduled_at__gt=timezone.now())
    return due.order_by("-priority", "id").first()
