"""`gongjiang roster`: an employer's own workbook, brought, applied, undone, and handed out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.cli.brought import (
    Apply,
    AsJson,
    Code,
    File,
    Import,
    Lang,
    Map,
    Why,
    chosen_columns,
    content_of,
    end_with,
    enterprise_called,
    listing_what_rests,
    prepared,
    with_progress,
)
from gongjiang.cli.figures import language
from gongjiang.cli.roster_answers import answer_of, print_answer
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EndReason, RosterImport
from gongjiang.people.roster.columns import COLUMNS
from gongjiang.people.roster.places import unit_called
from gongjiang.people.services import rosters
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_files import export_roster

app = typer.Typer(no_args_is_help=True, help="An employer's own list of its people.")

UnitName = Annotated[str, typer.Option("--unit", help="Only this unit of it; a path or a name.")]
Day = Annotated[str, typer.Option(metavar="DATE")]


@app.command("import")
def import_(
    file: File,
    enterprise: Code,
    *,
    unit: UnitName = "",
    apply: Apply = False,
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
    with prepared(lang):
        upload = rosters.Upload(
            **_where(enterprise, unit),
            file_name=file.name,
            content=content_of(file),
            changes_on=_day(changes_on),
            leaving_on=_day(leaving),
            leaving_reason=_reason(reason) if leaving else "",
            language=language(lang),
            chosen=chosen_columns(mapped, COLUMNS),
        )
        answer = _brought(upload, apply=apply)
        print_answer(answer, as_json=as_json)
    end_with(answer)


@app.command()
def undo(public_id: Import, reason: Why, lang: Lang = "") -> None:
    """Take an applied import back, by correcting its facts."""
    with prepared(lang), listing_what_rests():
        roster = RosterImport.objects.filter(public_id=public_id).first()
        if roster is None:
            raise CannotDo(_("There is no such import."))
        rosters.undo(roster.id, actor=SYSTEM, reason=reason, at=now())
        print(_("The import was undone."))


@app.command()
def export(to: File, enterprise: Code, unit: UnitName = "", lang: Lang = "") -> None:
    """Write the roll as a workbook; brought back as it is, it changes nothing."""
    with prepared(lang):
        to.write_bytes(export_roster(**_where(enterprise, unit), actor=SYSTEM))


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
    return with_progress(lambda tell: check(roster.id, actor=SYSTEM, at=now(), tell=tell))


def _where(code: str, unit: str) -> dict[str, Unit]:
    found = enterprise_called(code)
    scope = Unit.objects.get(id=unit_called(found.unit_id, unit)) if unit else found.unit
    return {"enterprise": found.unit, "scope": scope}


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
