"""`gongjiang figures`: the numbers of the source article, from the records of this home."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

import typer
from django.utils import translation
from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table

from gongjiang.cli.asked import asked_day, asked_moment
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.reports.figures import FIGURES
from gongjiang.reports.figures.answers import answer, opened

ROWS_FOR_A_HUMAN = 20

On = Annotated[str, typer.Option("--on", metavar="DATE", help="As of the end of this day.")]
KnownAt = Annotated[
    str, typer.Option("--known-at", metavar="TIME", help="As recorded by this moment.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Open = Annotated[int, typer.Option("--open", metavar="ID", help="List what stands behind one.")]
Lang = Annotated[str, typer.Option("--lang", help="zh-hans or en; default: from LANG.")]


def figures(
    on: On = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    open_: Open = 0,
    lang: Lang = "",
) -> None:
    """The 28 figures, as of a day (default: today; in a demo, the day on which it stands still)."""
    with (
        translation.override(language(lang)),
        refusing_in_a_sentence(),
        opened_home(),
    ):
        day = asked_day(on)
        moment = asked_moment(known_at)
        if open_:
            _open(open_, day, moment, as_json=as_json)
        else:
            answers = [answer(figure, day, moment) for figure in FIGURES.values()]
            _print_json(answers) if as_json else _print_table(answers)


def language(asked: str) -> str:
    """The language asked for, else the terminal's; Chinese when that names neither of ours."""
    named = (asked or os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower()
    return "en" if named.startswith(("en", "c.", "posix")) else "zh-hans"


def _open(number: int, day: date, moment: datetime | None, *, as_json: bool) -> None:
    if number not in FIGURES:
        raise CannotDo(_("There are figures 1 to 28, and no other."))
    found, rows = opened(FIGURES[number], day, moment)
    if as_json:
        _stream_json(found, rows)
        return
    _print_table([found])
    _print_rows(rows)


def _print_json(answers: list[dict[str, Any]]) -> None:
    print(json.dumps(answers, ensure_ascii=False, indent=1))


def _stream_json(found: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    """One object, its rows written as they are read, one a line."""
    head = json.dumps(found, ensure_ascii=False)
    sys.stdout.write(f'{head[:-1]}, "rows": [')
    for number, row in enumerate(rows):
        sys.stdout.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))
    sys.stdout.write("\n]}\n")


def _print_table(answers: list[dict[str, Any]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, title=_("As of %(day)s") % {"day": answers[0]["as_of"]})
    table.add_column("#", justify="right", style="dim")
    table.add_column(_("Figure"))
    table.add_column(_("Value"), justify="right", style="bold")
    table.add_column(_("Unit"))
    table.add_column(_("Definition"), style="dim", overflow="fold")
    for found in answers:
        waits = found["status"] == "not_yet_derivable"
        value = "—" if waits else f"{found['value']:,}"
        table.add_row(
            str(found["id"]),
            found["label"],
            value,
            found["unit"],
            found["definition"],
            style="dim" if waits else None,
        )
    Console().print(table)


def _print_rows(rows: Iterable[dict[str, Any]]) -> None:
    """The first rows; a human who wants all of them asks for JSON."""
    table, left = Table(box=box.SIMPLE_HEAD), 0
    for number, row in enumerate(rows):
        if number == 0:
            for name in row:
                table.add_column(name, overflow="fold")
        if number < ROWS_FOR_A_HUMAN:
            table.add_row(*(str(value) for value in row.values()))
        else:
            left += 1
    console = Console()
    console.print(table)
    if left:
        console.print(_("… and %(count)s more; --json lists all.") % {"count": left})
