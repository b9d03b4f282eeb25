"""`gongjiang demo`: a synthetic zone, built and served."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from gongjiang.cli.figures import language
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.cli.serving import require_keys, serve_home
from gongjiang.demo.chapters.access import PANEL_CHAIR, READERS, STUDIO_LEADER
from gongjiang.demo.index_months import write_months
from gongjiang.demo.marker import mark, plan_of
from gongjiang.demo.plan import FULL_SIZE, SEED, Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.story import OWNER, Watch, build_zone, finish_zone, plan_in
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.lake import services as lake
from gongjiang.ops import postgres, preparation
from gongjiang.people.models import Role
from gongjiang.web.demo.links import path_for

app = typer.Typer(no_args_is_help=True, help="A synthetic zone to walk about in.")

Workers = Annotated[int, typer.Option(help=f"Industrial workers on roll. Default: {FULL_SIZE}.")]
Seed = Annotated[int, typer.Option(help=f"Which of all possible zones. Default: {SEED}.")]
Host = Annotated[str, typer.Option(help="The address to listen at.")]
Port = Annotated[int, typer.Option(help="The port to listen at.")]
HomeOption = Annotated[Path | None, typer.Option("--home", help="The folder to keep it in.")]

NOT_SAID = 0
"""No zone has so few workers, and no seed this number."""


PATIENCE = 60
"""Seconds that the lake waits for transactions older than the zone."""


class AnotherDemo(CannotDo):
    """The home holds a demo of another size or seed."""


class HeldBack(CannotDo):
    """A transaction older than the zone runs on, so the lake cannot have it yet."""


@app.command()
def build(workers: Workers = FULL_SIZE, seed: Seed = SEED) -> None:
    """Write a synthetic zone into this home, which must be empty."""
    with refusing_in_a_sentence():
        require_keys()
        with postgres.serving_alone(settings.HOME), postgres.running(settings.HOME):
            _build(Plan(workers, seed))


@app.command()
def up(
    workers: Workers = NOT_SAID,
    seed: Seed = NOT_SAID,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    home: HomeOption = None,
) -> None:
    """Serve a synthetic zone, built first where there is none, with a sign-in link per role."""
    with refusing_in_a_sentence():
        if home is not None and home.resolve() != settings.HOME.path:
            os.environ["GONGJIANG_HOME"] = str(home.resolve())
            _begin_anew()
        if not settings.HOME.keys.exists():
            Keyring.generate().save(settings.HOME.keys)
            _begin_anew()
        if not _is_built(settings.HOME, workers, seed):
            with postgres.serving_alone(settings.HOME), postgres.running(settings.HOME):
                _build(Plan(workers or FULL_SIZE, seed or SEED))
            _begin_anew()
        with translation.override(language("")):
            links = _links(host, port)
        serve_home(host, port, greeting=links)


def _begin_anew() -> NoReturn:
    """Run this command again, with settings read from the home as it is now."""
    connections.close_all()
    sys.stdout.flush()
    command = [sys.executable, "-m", "gongjiang.cli", *sys.argv[1:]]
    os.execv(sys.executable, command)  # noqa: S606  (this same program, without a shell)


def _is_built(home: Home, workers: int, seed: int) -> bool:
    built = plan_of(home)
    if built is None:
        return False
    wanted = Plan(workers or built.workers, seed or built.seed)
    if built != wanted:
        raise AnotherDemo(
            _(
                "This home (%(home)s) holds a demo of %(workers)s workers, seed %(seed)s. "
                "Choose another --home, or remove that folder first."
            )
            % {"home": home.path, "workers": built.workers, "seed": built.seed}
        )
    return True


def _build(plan: Plan) -> None:
    """Migrate, write the zone in one transaction, and mark the home as a demo last of all."""
    with _progress() as watch:
        with watch("migrations"):
            preparation.migrate()
        # A build that was killed after its rows were written goes on from there.
        if plan_in(OWNER) != plan:
            build_zone(plan, watch)
        with ThreadPoolExecutor(max_workers=1) as beside:
            finished = beside.submit(_finish)
            with watch("lake"):
                _fill_lake(settings.HOME)
            with watch("index"):
                write_months(settings.HOME)
            with watch("keys"):
                finished.result()
    mark(settings.HOME, plan)


def _finish() -> None:
    """Finish the zone over a connection of this thread's own."""
    try:
        finish_zone()
    finally:
        connections.close_all()


def _fill_lake(home: Home) -> None:
    """Make the lake of all the zone's facts, though others of the server's databases are busy.

    Raises:
        HeldBack: a transaction that is older than the zone does not end.
    """
    given_up = time.monotonic() + PATIENCE
    synced = lake.rebuild(home, on=AS_OF)
    while synced.held_back:
        if time.monotonic() > given_up:
            raise HeldBack(
                _(
                    "The zone is written, but an older transaction on this server holds its facts "
                    "back from the lake. End it, then say gongjiang demo build again."
                )
            )
        time.sleep(1)
        synced = lake.sync(home, on=AS_OF)


@contextmanager
def _progress() -> Iterator[Watch]:
    """Show each phase while it runs, and then how long it took."""
    console = Console()
    begun = time.perf_counter()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:

        @contextmanager
        def watch(phase: str) -> Iterator[None]:
            started = time.perf_counter()
            task = progress.add_task(phase)
            yield
            progress.remove_task(task)
            console.print(f"  {phase:<22}{time.perf_counter() - started:>7.2f} s")

        yield watch
    console.print(f"  The zone is built: {time.perf_counter() - begun:.1f} s")


def _links(host: str, port: int) -> str:
    """A table of sign-in links, one a role."""
    table = Table(box=box.SIMPLE_HEAD, title=_("Sign in as"))
    table.add_column(_("Role"))
    table.add_column(_("Link"), overflow="ignore", no_wrap=True)
    where = "localhost" if host in {"127.0.0.1", "::1"} else host
    for username, role in READERS:
        label = dict(Role.choices).get(role, _("worker"))
        if username == "demo-other-hr":
            label = _("%(role)s of another enterprise") % {"role": label}
        elif username == PANEL_CHAIR:
            label = _("chair of a panel")
        elif username == STUDIO_LEADER:
            label = _("leader of a studio")
        table.add_row(str(label), f"http://{where}:{port}{path_for(username)}")
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
