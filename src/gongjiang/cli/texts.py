"""`gongjiang texts`: the index in which proposals are found by their words."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import typer
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console

from gongjiang.cli.figures import language
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.innovation.services.similarity import fold_texts, rebuild_texts
from gongjiang.kernel.periods import now

app = typer.Typer(no_args_is_help=True, help="The index in which proposals are found.")


@app.command()
def fold() -> None:
    """Take in at once what has changed, as is done each hour."""
    _run(fold_texts)


@app.command()
def rebuild() -> None:
    """Make the whole index anew from the words of all proposals."""
    _run(rebuild_texts)


class _Write(Protocol):
    def __call__(self, *, at: datetime) -> int: ...


def _run(write: _Write) -> None:
    with refusing_in_a_sentence(), translation.override(language("")), opened_home():
        with Console(stderr=True).status(_("Reading the proposals")):
            count = write(at=now())
        print(_("%(n)s proposals taken in.") % {"n": count})
