"""A workbook of certificates, first grades or the like is brought, checked, applied, taken back.

Whatever its kind: `people.brought` says how it goes, the room that registered the kind what it
means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.actors import Actor
from gongjiang.people.brought import asking, checking, files, life
from gongjiang.people.brought.room import RoomKind, all_kinds, kind_of
from gongjiang.people.models import WorkbookImport

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook and what is said beside it.

    Attributes:
        language: in which what is wrong is written.
        chosen: headings named beforehand, by a column's key.
    """

    kind: RoomKind
    enterprise: Unit
    file_name: str
    content: bytes
    language: str = "zh-hans"
    chosen: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def bring(workbook: Workbook, *, actor: Actor, at: datetime) -> WorkbookImport:
    """Keep a workbook, encrypted, to be checked; it is deleted after `life.DAYS_KEPT`.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
    """
    kind = workbook.kind
    kind.may(actor, workbook.enterprise).require()
    if workbook.enterprise.kind != UnitKind.ENTERPRISE:
        raise CannotDo(_("A workbook speaks for a whole enterprise."))
    return life.keep(
        kind,
        workbook.content,
        file_name=workbook.file_name,
        actor=actor,
        at=at,
        terms={
            "kind": kind.code,
            "enterprise": workbook.enterprise,
            "language": workbook.language,
            "chosen": dict(workbook.chosen),
        },
    )


@transaction.atomic
def choose(import_id: int, *, columns: Mapping[str, str], actor: Actor) -> WorkbookImport:
    """Say which heading is which column; then it is checked anew.

    Args:
        columns: a column's key to the heading as the file writes it, "" for none.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, or is kept no longer.
    """
    kind = _kind(import_id)
    brought = life.locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    life.require_open(brought)
    brought.chosen = {**brought.chosen, **columns}
    brought.state, brought.refusal = WorkbookImport.State.UPLOADED, ""
    brought.save(update_fields=["chosen", "state", "refusal"])
    return brought


def export(kind: RoomKind, *, enterprise: Unit, actor: Actor) -> bytes:
    """What is held, as an .xlsx that comes back unchanged.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
    """
    kind.may(actor, enterprise).require()
    return kind.exported(enterprise.id)


def _of_its_kind(
    deed: Callable[Concatenate[RoomKind, int, P], T],
) -> Callable[Concatenate[int, P], T]:
    """The same deed, told an import's id alone."""

    @wraps(deed)
    def told(import_id: int, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return deed(_kind(import_id), import_id, *args, **kwargs)

    return told


def _kind(import_id: int) -> RoomKind:
    return kind_of(WorkbookImport.objects.only("kind").get(id=import_id))


check: Callable[..., WorkbookImport] = _of_its_kind(checking.check)
apply: Callable[..., WorkbookImport] = _of_its_kind(life.apply)
undo: Callable[..., WorkbookImport] = _of_its_kind(life.undo)
discard: Callable[..., WorkbookImport] = _of_its_kind(life.discard)
ask_to_check: Callable[..., WorkbookImport] = _of_its_kind(asking.ask_to_check)
ask_to_apply: Callable[..., WorkbookImport] = _of_its_kind(asking.ask_to_apply)
ask_to_undo: Callable[..., WorkbookImport] = _of_its_kind(asking.ask_to_undo)
check_as_asked: Callable[..., None] = _of_its_kind(asking.check_as_asked)
apply_as_asked: Callable[..., None] = _of_its_kind(asking.apply_as_asked)
undo_as_asked: Callable[..., None] = _of_its_kind(asking.undo_as_asked)
write_annotated: Callable[..., None] = _of_its_kind(files.write_annotated)


def annotated_file(brought: WorkbookImport, *, actor: Actor) -> bytes:
    """A brought file with what is wrong beside its rows (`files.annotated_file`)."""
    return files.annotated_file(kind_of(brought), brought, actor=actor)


def forget_old(*, on: date) -> int:
    """Delete files and lines kept long enough, and say of how many imports."""
    kinds: list[Any] = all_kinds()
    return life.forget_old(kinds[0], on=on) if kinds else 0
