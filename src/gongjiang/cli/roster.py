"""`gongjiang roster`: an employer's own workbook, brought, applied, undone, and handed out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from gongjiang.cli.figures import language
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.cli.roster_answers import answer_of, print_answer
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Enterprise, Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EndReason, RosterImport
from gongjiang.people.roster.columns import COLUMNS
from gongjiang.people.roster.places import unit_called
from gongjiang.people.services import rosters
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_files import export_roster

UNREADABLE = 2

app = typer.Typer(no_args_is_help=True, help="An employer's own list of its people.")

File = Annotated[Path, typer.Argument(help="An .xlsx, .xls, .ods or .csv file.")]
Code = Annotated[str, typer.Option("--enterprise", help="Its unified social credit code.")]
UnitName = Annotated[str, typer.Option("--unit", help="Only this unit of it; a path or a name.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Lang = Annotated[str, typer.Option("--lang", help="zh-hans or en; default: from LANG.")]
Day = Annotated[str, typer.Option(metavar="DATE")]
Map = Annotated[
    list[str],
    typer.Option("--map", metavar="HEADING=COLUMN", help="Which heading is which column."),
]


@app.command("import")
def import_(
    file: File,
    enterprise: Code,
    *,
    unit: UnitName = "",
    apply: Annotated[bool, typer.Option("--apply", help="Do it, if no row is wrong.")] = False,
    changes_on: Day = "",
    leaving: Annotated[
        str, typer.Option(metavar="DATE", help="Whoever is missing from the file has left by then.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why they leave, such as CONTRACT_ENDED.")] = "",
    mapped: Map = [],  # noqa: B006  (typer's way to say that there may be none)
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Compare a workbook with the roll; without --apply nothing is changed.

    Ends with 0 when every row is right, 1 when a row is wrong (then nothing is applied), and 2 when
    the file cannot be read.
    """
    with _prepared(lang):
        upload = rosters.Upload(
            **_where(enterprise, unit),
            file_name=file.name,
            content=_content(file),
            changes_on=_day(changes_on),
            leaving_on=_day(leaving),
            leaving_reason=_reason(reason) if leaving else "",
            language=language(lang),
            chosen=_chosen(mapped),
        )
        answer = _brought(upload, apply=apply)
        print_answer(answer, as_json=as_json)
    status = UNREADABLE if "unreadable" in answer else int(bool(answer["wrong"]))
    if status:
        raise typer.Exit(status)


@app.command()
def undo(
    public_id: Annotated[str, typer.Argument(metavar="IMPORT", help="As `import` printed it.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept.")],
    lang: Lang = "",
) -> None:
    """Take an applied import back, by correcting its facts."""
    with _prepared(lang):
        roster = RosterImport.objects.filter(public_id=public_id).first()
        if roster is None:
            raise CannotDo(_("There is no such import."))
        try:
            rosters.undo(roster.id, actor=SYSTEM, reason=reason, at=now())
        except rosters.RestsOnImport as refusal:
            for found in refusal.found:
                sys.stderr.write(f"  {found.on or ''} {found.kind} person {found.person_id}\n")
            raise
        print(_("The import was undone."))


@app.command()
def export(to: File, enterprise: Code, unit: UnitName = "", lang: Lang = "") -> None:
    """Write the roll as a workbook; brought back as it is, it changes nothing."""
    with _prepared(lang):
        to.write_bytes(export_roster(**_where(enterprise, unit), actor=SYSTEM))


@contextmanager
def _prepared(lang: str) -> Iterator[None]:
    with (
        translation.override(language(lang)),
        refusing_in_a_sentence(),
        opened_home(),
    ):
        yield


def _brought(upload: rosters.Upload, *, apply: bool) -> dict[str, Any]:
    """What the file comes to; a dry run leaves nothing behind, not even when it is killed."""
    if not apply:
        with transaction.atomic():
            answer = answer_of(_checked(upload))
            transaction.set_rollback(True)
        return answer
    roster = _checked(upload)
    if roster.state != RosterImport.State.CHECKED or roster.counts["WRONG"]:
        answer = answer_of(roster)
        rosters.discard(roster.id, actor=SYSTEM)
        return answer
    return answer_of(rosters.apply(roster.id, actor=SYSTEM, at=now()))


def _checked(upload: rosters.Upload) -> RosterImport:
    roster = rosters.bring(upload, actor=SYSTEM, at=now())
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Reading the rows"), total=None)
        return check(
            roster.id,
            actor=SYSTEM,
            at=now(),
            tell=lambda done, total: progress.update(task, completed=done, total=total),
        )


def _where(code: str, unit: str) -> dict[str, Unit]:
    found = Enterprise.objects.filter(uscc=code.strip().upper()).select_related("unit").first()
    if found is None:
        raise CannotDo(_("No enterprise has this unified social credit code."))
    scope = Unit.objects.get(id=unit_called(found.unit_id, unit)) if unit else found.unit
    return {"enterprise": found.unit, "scope": scope}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        sys.stderr.write(_("The file cannot be opened: %(file)s") % {"file": file} + "\n")
        raise typer.Exit(UNREADABLE) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotDo(
            _("“%(text)s” is not a day; write it as 2022-11-28.") % {"text": text}
        ) from None


def _reason(text: str) -> str:
    """An `EndReason`, by its code or as it is called."""
    labels = {str(reason.label): reason.value for reason in EndReason}
    return labels.get(text, text.upper())


def _chosen(pairs: list[str]) -> dict[str, str]:
    """Column keys and their headings; a column may be named by its key or its first name."""
    keys = {name: column.key for column in COLUMNS for name in (column.key, column.names[0])}
    chosen = {}
    for pair in pairs:
        heading, sign, column = pair.rpartition("=")
        if not sign or column not in keys:
            raise CannotDo(
                _("“%(pair)s” does not say which column: write HEADING=COLUMN, one of %(columns)s.")
                % {"pair": pair, "columns": ", ".join(column.key for column in COLUMNS)}
            )
        chosen[keys[column]] = heading
    return chosen
