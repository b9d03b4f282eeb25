"""A brought file is handed out again with what is wrong in it; how the job on it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import B, Kind
from gongjiang.people.brought.reading import table_of
from gongjiang.people.brought.sealing import open_file, seal_file
from gongjiang.people.brought.telling import telling
from gongjiang.people.models import Brought
from gongjiang.workbooks.annotated import annotated
from gongjiang.workbooks.wrong import Wrong


def annotated_file(kind: Kind[B, Any], brought: B, *, actor: Actor) -> bytes:
    """A brought file with what is wrong beside its rows, as an .xlsx in clear.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the file is kept no longer, or the workbook is not written yet.
    """
    kind.may(actor, brought.enterprise).require()
    kept = kind.files._default_manager.filter(pk=brought.pk).only("annotated").first()
    if kept is None:
        raise CannotDo(_("This file is kept no longer; bring it again."))
    if kept.annotated is None:
        raise CannotDo(_("The annotated workbook is still being written; look again in a moment."))
    return open_file(bytes(kept.annotated), brought.public_id)


def write_annotated(kind: Kind[B, Any], import_id: int) -> None:
    """Write what `annotated_file` hands out, once for each check; nothing where none is wanted.

    A check that ended meanwhile asks for its own: then this one is not kept.
    """
    checked = kind.imports._default_manager.filter(state=Brought.State.CHECKED)
    brought = checked.filter(pk=import_id).first()
    kept = kind.files._default_manager.filter(pk=import_id, annotated=None).first()
    if brought is None or kept is None or not brought.counts["WRONG"]:
        return
    content = open_file(bytes(kept.sealed), brought.public_id)
    with translation.override(brought.language), telling(kind.files, import_id) as tell:
        agreed = brought.reading.get("mapping", {})
        table = table_of(content, brought.file_name, kind.columns, agreed)
        written = annotated(table, wrongs_of(brought), tell=tell)
    still = checked.filter(pk=import_id, attempt=brought.attempt).values("pk")
    sealed = seal_file(written, brought.public_id)
    kind.files._default_manager.filter(pk__in=still).update(annotated=sealed)


def wrongs_of(brought: Brought) -> list[Wrong]:
    """Everything wrong, cell by cell, in the file's order."""
    wrong = brought.lines.filter(verdict="WRONG")  # type: ignore[attr-defined]  # every kind's
    lines: Iterable[Any] = wrong.order_by("number", "id")
    return [
        Wrong(
            row=line.number,
            column=problem["column"],
            value=problem["value"],
            problem=problem["problem"],
            remedy=problem["remedy"],
        )
        for line in lines
        for problem in line.problems
    ]


@dataclass(frozen=True, slots=True)
class Going:
    """How the job on an import goes.

    Attributes:
        done, all: records or rows; all is 0 as long as it is not known.
        annotated: whether the annotated workbook can be had.
        resting: what rests on the import, found when it was to be undone: kind, on, person_id.
    """

    done: int = 0
    all: int = 0
    annotated: bool = False
    resting: tuple[dict[str, Any], ...] = ()


def going_of(kind: Kind[B, Any], brought: B) -> Going:
    """Read without the bytes that lie beside it; one query."""
    kept = (
        kind.files._default_manager.filter(pk=brought.pk)
        .annotate(has_annotated=Q(annotated__isnull=False))
        .values("rows_done", "rows_all", "has_annotated", "resting")
        .first()
    )
    if kept is None:
        return Going()
    return Going(
        kept["rows_done"], kept["rows_all"], kept["has_annotated"], tuple(kept["resting"] or ())
    )
