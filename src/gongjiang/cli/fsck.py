"""`gongjiang fsck`: whether everything in this home agrees with everything else."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console

from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.ops import postgres
from gongjiang.ops.fsck import CHECKS, Check, Report, check_everything

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def fsck(as_json: AsJson = False) -> None:
    """Check every invariant across tables; ends with 1 when one does not hold."""
    with refusing_in_a_sentence(), postgres.running(settings.HOME):
        console = Console(stderr=True)
        with console.status("") as status:

            def tell(check: Check) -> None:
                status.update(f"{CHECKS.index(check) + 1}/{len(CHECKS)}  {check.sentence}")

            report = check_everything(tell=tell)
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(report)
    sys.stdout.flush()
    if report.broken:
        raise typer.Exit(1)


def _print(report: Report) -> None:
    for broken in report.broken:
        print(f"BROKEN {broken.check.name}: {broken.check.sentence}")
        more = " ..." if broken.count > len(broken.ids) else ""
        print(f"  {broken.count} in {broken.check.table}: {', '.join(map(str, broken.ids))}{more}")
    held = len(report.checked) - len(report.broken)
    print(f"{held} of {len(report.checked)} checks hold.")
