"""`gongjiang lake`: facts and month-end census as Parquet, brought up to date or made anew."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console

from gongjiang.cli.figures import language
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.home import Home
from gongjiang.lake import services
from gongjiang.lake.services import Synced

app = typer.Typer(no_args_is_help=True, help="Facts as Parquet, for the index to read.")

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@app.command()
def sync(as_json: AsJson = False) -> None:
    """Take over what was recorded since the last time."""
    _run(services.sync, as_json=as_json)


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Make the lake anew from the database, as after a restore."""
    _run(services.rebuild, as_json=as_json)


def _run(deed: Callable[[Home], Synced], *, as_json: bool) -> None:
    with (
        refusing_in_a_sentence(),
        translation.override(language("")),
        opened_home(),
    ):
        begun = time.perf_counter()
        with Console(stderr=True).status(_("Reading the ledger")):
            synced = deed(settings.HOME)
        said = {**asdict(synced), "seconds": round(time.perf_counter() - begun, 2)}
        if as_json:
            print(json.dumps(said))
        else:
            print(_("%(entries)s new facts; the lake has %(files)s files. %(seconds)s s") % said)
