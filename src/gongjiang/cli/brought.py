"""What the commands that bring a workbook share, whatever its kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from gongjiang.cli.figures import language
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Enterprise
from gongjiang.people.brought.life import RestsOnImport
from gongjiang.people.brought.telling import Tell
from gongjiang.workbooks.tables.columns import KnownColumn

UNREADABLE = 2
T = TypeVar("T")

File = Annotated[Path, typer.Argument(help="An .xlsx, .xls, .ods or .csv file.")]
Code = Annotated[str, typer.Option("--enterprise", help="Its unified social credit code.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Lang = Annotated[str, typer.Option("--lang", help="zh-hans or en; default: from LANG.")]
Apply = Annotated[bool, typer.Option("--apply", help="Do it, if no row is wrong.")]
Map = Annotated[
    list[str],
    typer.Option("--map", metavar="HEADING=COLUMN", help="Which heading is which column."),
]
Import = Annotated[str, typer.Argument(metavar="IMPORT", help="As `import` printed it.")]
Why = Annotated[str, typer.Option(help="Why; it is kept.")]


@contextmanager
def prepared(lang: str) -> Iterator[None]:
    """The home is open, and what is said is said in a language."""
    with translation.override(language(lang)), refusing_in_a_sentence(), opened_home():
        yield


def enterprise_called(code: str) -> Enterprise:
    """An enterprise by its unified social credit code."""
    found = Enterprise.objects.filter(uscc=code.strip().upper()).select_related("unit").first()
    if found is None:
        raise CannotDo(_("No enterprise has this unified social credit code."))
    return found


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        sys.stderr.write(_("The file cannot be opened: %(file)s") % {"file": file} + "\n")
        raise typer.Exit(UNREADABLE) from error


def chosen_columns(pairs: Sequence[str], columns: Sequence[KnownColumn]) -> dict[str, str]:
    """Column keys and their headings; a column may be named by its key or its first name."""
    keys = {name: column.key for column in columns for name in (column.key, column.names[0])}
    chosen = {}
    for pair in pairs:
        heading, sign, column = pair.rpartition("=")
        if not sign or column not in keys:
            raise CannotDo(
                _("“%(pair)s” does not say which column: write HEADING=COLUMN, one of %(columns)s.")
                % {"pair": pair, "columns": ", ".join(column.key for column in columns)}
            )
        chosen[keys[column]] = heading
    return chosen


def with_progress(deed: Callable[[Tell], T]) -> T:
    """Do what tells how far it is, and show that."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Reading the rows"), total=None)
        return deed(lambda done, total: progress.update(task, completed=done, total=total))


@contextmanager
def listing_what_rests() -> Iterator[None]:
    """What an import cannot be taken back for is written out."""
    try:
        yield
    except RestsOnImport as refusal:
        for found in refusal.found:
            sys.stderr.write(f"  {found.on or ''} {found.kind} person {found.person_id}\n")
        raise


def end_with(answer: dict[str, Any]) -> None:
    """0 when every row is right, 1 when a row is wrong, 2 when the file cannot be read."""
    status = UNREADABLE if "unreadable" in answer else int(bool(answer["wrong"]))
    if status:
        raise typer.Exit(status)
