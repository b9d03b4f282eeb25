"""`gongjiang certificates`, `grades`, `staff-numbers`, `patents`, `ideas`: offices' workbooks."""

from __future__ import annotations

from typing import Any

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
from gongjiang.cli.workbook_answers import answer_of, print_answer
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.people.actors import SYSTEM
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.models import WorkbookImport
from gongjiang.people.services import workbooks
from gongjiang.people.services.workbooks import Workbook


def commands(kind: RoomKind) -> typer.Typer:
    """The commands of one kind of workbook."""
    app = typer.Typer(no_args_is_help=True, help=str(kind.title))

    @app.command("import")
    def import_(
        file: File,
        enterprise: Code,
        *,
        apply: Apply = False,
        mapped: Map = [],  # noqa: B006  (typer's way to say that there may be none)
        as_json: AsJson = False,
        lang: Lang = "",
    ) -> None:
        """Compare a workbook with what is recorded; without --apply nothing is changed.

        Ends with 0 when every row is right, 1 when a row is wrong (then nothing is applied), and 2
        when the file cannot be read.
        """
        with prepared(lang):
            workbook = Workbook(
                kind=kind,
                enterprise=enterprise_called(enterprise).unit,
                file_name=file.name,
                content=content_of(file),
                language=language(lang),
                chosen=chosen_columns(mapped, kind.columns),
            )
            answer = _brought(workbook, apply=apply)
            print_answer(answer, as_json=as_json, command=kind.slug)
        end_with(answer)

    @app.command()
    def undo(public_id: Import, reason: Why, lang: Lang = "") -> None:
        """Take an applied import back, by correcting its facts."""
        with prepared(lang), listing_what_rests():
            found = WorkbookImport.objects.filter(public_id=public_id, kind=kind.code).first()
            if found is None:
                raise CannotDo(_("There is no such import."))
            workbooks.undo(found.id, actor=SYSTEM, reason=reason, at=now())
            print(_("The import was undone."))

    @app.command()
    def export(to: File, enterprise: Code, lang: Lang = "") -> None:
        """Write what is recorded as a workbook; brought back as it is, it changes nothing."""
        with prepared(lang):
            unit = enterprise_called(enterprise).unit
            to.write_bytes(workbooks.export(kind, enterprise=unit, actor=SYSTEM))

    return app


def _brought(workbook: Workbook, *, apply: bool) -> dict[str, Any]:
    """What the file comes to; a dry run leaves nothing behind, not even when it is killed."""
    if not apply:
        with transaction.atomic():
            answer = answer_of(_checked(workbook))
            transaction.set_rollback(True)
        return answer
    brought = _checked(workbook)
    if brought.state != WorkbookImport.State.CHECKED or brought.counts["WRONG"]:
        answer = answer_of(brought)
        workbooks.discard(brought.id, actor=SYSTEM)
        return answer
    return answer_of(workbooks.apply(brought.id, actor=SYSTEM, at=now()))


def _checked(workbook: Workbook) -> WorkbookImport:
    brought = workbooks.bring(workbook, actor=SYSTEM, at=now())
    return with_progress(
        lambda tell: workbooks.check(brought.id, actor=SYSTEM, at=now(), tell=tell)
    )
