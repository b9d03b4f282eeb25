"""A worker does jobs, survives what may happen to it, and takes up what a dead one left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from gongjiang.kernel import jobs
from gongjiang.kernel.jobs import MOST_ATTEMPTS
from gongjiang.ops.jobs.recovery import recover_stalled

WORKER = """
import os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "gongjiang.config.settings"
django.setup()
from pathlib import Path
from django.db import transaction
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.jobs import defer, task
from gongjiang.ops.jobs import work

folder = Path(sys.argv[1])

@task("tests.linger")
def linger(*, number: int):
    tries = len(list(folder.iterdir()))
    (folder / f"try-{tries + 1}").touch()
    if not tries:
        time.sleep(600)

@task("tests.ask_and_fail")
@transaction.atomic
def ask_and_fail(*, number: int):
    defer("tests.linger", number=number)
    raise CannotDo("Not now.")

work(heartbeat=0.1)
"""


@pytest.fixture
def _tasks_of_the_worker() -> Iterator[None]:
    """What the worker's process declares, known here by name."""
    names = ("tests.linger", "tests.ask_and_fail")
    for name in names:
        jobs.task(name)(lambda: None)
    yield
    for name in names:
        del app.tasks[name]


@contextmanager
def a_worker(environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", WORKER, str(folder)]
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not come about in 30 s"
        time.sleep(0.02)


def state_of(job: int) -> tuple[str, int]:
    found: tuple[str, int] = ProcrastinateJob.objects.values_list("status", "attempts").get(id=job)
    return found


@pytest.mark.commits
@pytest.mark.usefixtures("_tasks_of_the_worker")
def test_the_job_of_a_killed_worker_is_done_by_the_next(
    other_process: dict[str, str], tmp_path: Path
) -> None:
    job = jobs.defer("tests.linger", number=1)
    with a_worker(other_process, tmp_path) as killed:
        wait_until((tmp_path / "try-1").exists)
        killed.kill()
        killed.wait()
        assert state_of(job) == ("doing", 0)
    with a_worker(other_process, tmp_path) as next_one:
        wait_until(lambda: state_of(job) == ("succeeded", 2))
        next_one.send_signal(signal.SIGTERM)

        assert next_one.wait(timeout=30) == 0


@pytest.mark.commits
@pytest.mark.usefixtures("_tasks_of_the_worker")
def test_what_a_refused_job_asked_for_was_never_asked_for(
    other_process: dict[str, str], tmp_path: Path
) -> None:
    job = jobs.defer("tests.ask_and_fail", number=1)
    with a_worker(other_process, tmp_path):
        wait_until(lambda: state_of(job)[0] == "failed")

    asked = ProcrastinateJob.objects.filter(task_name__startswith="tests.")
    assert list(asked.values_list("id", flat=True)) == [job]


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = jobs.defer("ops.tidy")
    with connection.cursor() as cursor:
        for _kill in range(MOST_ATTEMPTS):
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
            recover_stalled(seconds=20)

    assert state_of(job) == ("failed", MOST_ATTEMPTS)


@pytest.mark.django_db
def test_the_job_of_a_worker_that_lives_is_left_to_it() -> None:
    job = jobs.defer("ops.tidy")
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        cursor.execute("SELECT procrastinate_fetch_job_v2(NULL, %s)", cursor.fetchone())

    assert recover_stalled(seconds=20) == 0
    assert state_of(job) == ("doing", 0)
