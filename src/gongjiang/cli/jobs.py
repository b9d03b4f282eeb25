"""`gongjiang jobs`: what waits, what runs, what failed; and failed jobs, asked for again."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from rich import box
from rich.console import Console
from rich.table import Table

from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.errors import CannotDo

app = typer.Typer(no_args_is_help=True, help="Deeds that are done later, by a worker.")

SHOWN = 50
OPEN = ("todo", "doing", "failed", "aborted")

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
JobId = Annotated[int, typer.Argument(metavar="ID", help="As `gongjiang jobs list` shows it.")]


class NotFailed(CannotDo):
    """Only a failed job can be asked for again."""


@app.command("list")
def list_jobs(as_json: AsJson = False) -> None:
    """Jobs that wait, run or failed, the newest first. The log says why one failed."""
    with refusing_in_a_sentence(), opened_home():
        found = ProcrastinateJob.objects.filter(status__in=OPEN).order_by("-id")[:SHOWN]
        rows = list(found.values("id", "task_name", "args", "status", "attempts", "scheduled_at"))
    if as_json:
        print(json.dumps(rows, default=str, indent=1))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("id", "task", "of", "state", "attempts", "not before"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)


@app.command()
def retry(job: JobId) -> None:
    """Ask again for a job that failed."""
    with refusing_in_a_sentence(), opened_home():
        if not ProcrastinateJob.objects.filter(id=job, status="failed").exists():
            raise NotFailed(_("There is no failed job %(id)s.") % {"id": job})
        queue.job_manager.retry_job_by_id(job, retry_at=timezone.now())
    print(f"Job {job} waits.")
