"""All commands, one module each."""

from __future__ import annotations

import typer

from gongjiang.cli import (
    backup,
    demo,
    figures,
    fsck,
    index,
    jobs,
    keys,
    lake,
    roster,
    serving,
    texts,
    verify,
    workbooks,
)
from gongjiang.people.brought.room import all_kinds

app = typer.Typer(no_args_is_help=True, help="Gongjiang 工匠", pretty_exceptions_enable=False)
app.command("up")(serving.up)
app.command("worker")(serving.worker)
app.command("migrate")(serving.migrate)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("fsck")(fsck.fsck)
app.command("figures")(figures.figures)
app.command("verify")(verify.verify)
app.add_typer(keys.app, name="keys")
app.add_typer(jobs.app, name="jobs")
app.add_typer(demo.app, name="demo")
app.add_typer(lake.app, name="lake")
app.add_typer(texts.app, name="texts")
app.add_typer(index.app, name="index")
app.add_typer(roster.app, name="roster")
for kind in all_kinds():
    app.add_typer(workbooks.commands(kind), name=kind.slug)
