"""`gongjiang fsck`: whether everything in this home agrees with everything else."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console

from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.index.queries.derived import Derived, last_derived
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ops.fsck import CHECKS, Check, Report, check_everything

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def fsck(as_json: AsJson = False) -> None:
    """Check every invariant across tables; ends with 1 when one does not hold."""
    with refusing_in_a_sentence(), opened_home():
        console = Console(stderr=True)
        with console.status("") as status:

            def tell(check: Check) -> None:
                status.update(f"{CHECKS.index(check) + 1}/{len(CHECKS)}  {check.sentence}")

            report = check_everything(tell=tell)
        derived = last_derived(settings.HOME)
    if as_json:
        said = report.as_json() | {"derived": derived.as_json()}
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        _print(report)
        _print_derived(derived)
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


def _print_derived(derived: Derived) -> None:
    if derived.synced_at is None:
        print("There is no lake yet: gongjiang lake sync")
    else:
        print(f"The lake was brought up to date at {_moment(derived.synced_at)}.")
    if derived.index_day is None or derived.run_at is None:
        print("The index was never computed: gongjiang index run")
    else:
        print(f"The index of {derived.index_day} was computed at {_moment(derived.run_at)}.")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
