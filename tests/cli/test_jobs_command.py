"""`gongjiang jobs` shows what failed, and asks for it again."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from gongjiang.kernel.jobs import defer
from homes import COMMAND


def jobs(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, **environment}
    whole.pop("DJANGO_SETTINGS_MODULE")
    return subprocess.run(
        [*COMMAND, "jobs", *words], env=whole, capture_output=True, text=True, check=False
    )


@pytest.mark.commits
def test_a_failed_job_is_shown_and_asked_for_again(other_process: dict[str, str]):
    job = defer("ops.tidy")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")

    [shown] = json.loads(jobs(other_process, "list", "--json").stdout)
    again = jobs(other_process, "retry", str(job))
    refused = jobs(other_process, "retry", str(job))

    assert (shown["id"], shown["task_name"], shown["status"]) == (job, "ops.tidy", "failed")
    assert again.returncode == 0
    assert ProcrastinateJob.objects.get(id=job).status == "todo"
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
