"""An import's life, whatever its kind: kept, applied, undone, put aside, forgotten.

brought = keep(KIND, content, actor=hr, at=now, enterprise=…)     # kept, encrypted
checking.check(KIND, brought.id, actor=hr, at=now)                # its lines stand
apply(KIND, brought.id, actor=hr, at=now)                         # exactly those, or why not
undo(KIND, brought.id, actor=hr, reason="…", at=now)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.queries import last_entry_id
from gongjiang.people.actors import Actor, System
from gongjiang.people.brought.kinds import B, Kind, Resting
from gongjiang.people.brought.sealing import seal_file
from gongjiang.people.brought.telling import Tell, quiet
from gongjiang.people.models import Brought

State = Brought.State

APPLIED_ONCE = frozenset({State.APPLIED, State.UNDOING, State.UNDONE})
KEPT_AS = {State.APPLIED: State.APPLIED, State.UNDOING: State.APPLIED, State.UNDONE: State.UNDONE}
"""What an import is called once file and lines are gone; any other has expired."""

DAYS_KEPT = 30
"""So long file and lines are kept, and an import can be undone: ours."""
MOST_SHOWN = 200
"""So many later records are listed when an import cannot be undone."""


class RollChanged(CannotDo):
    """What the check rested on changed since: the roll, or the file's own persons or units."""


class NotNow(CannotDo):
    """The import is at another step."""


class RestsOnImport(CannotDo):
    """Later records rest on the import.

    Attributes:
        found: the first of them.
    """

    def __init__(self, found: list[Resting]) -> None:
        self.found = found
        super().__init__(
            _(
                "Since then %(count)d things have been recorded that rest on this import;"
                " they must be corrected first."
            )
            % {"count": len(found)}
        )


def keep(
    kind: Kind[B, Any],
    content: bytes,
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
    terms: Mapping[str, Any],
) -> B:
    """Keep a workbook, encrypted, to be checked; it is deleted after DAYS_KEPT.

    Call it in a transaction that has asked who may.

    Args:
        terms: values of the import's own fields.
    """
    brought = kind.imports(
        uploaded_by=None if isinstance(actor, System) else actor,
        uploaded_at=at,
        file_name=file_name[-150:],
        keep_until=day_of(at) + timedelta(days=DAYS_KEPT),
        **terms,
    )
    brought.save(force_insert=True)
    sealed = seal_file(content, brought.public_id)
    file = kind.files(sealed=sealed, size=len(content))
    file.pk = brought.pk
    file.save(force_insert=True)
    return brought


def apply(
    kind: Kind[B, Any], import_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet
) -> B:
    """Do what the checked lines say: all of it, or nothing. Applied already, it stays so.

    Args:
        tell: told how many records are written, and of about how many.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        RollChanged: what the check rested on is no longer so; check again.
        NotNow: it has not been checked, or is kept no longer.
        CannotDo: rows are wrong.
    """
    try:
        with transaction.atomic():
            return _apply(kind, import_id, actor, at, tell)
    except IntegrityError as error:
        raise RollChanged(kind.changed) from error


def _apply(kind: Kind[B, Any], import_id: int, actor: Actor, at: datetime, tell: Tell) -> B:
    _one_at_a_time(kind, import_id)
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    if brought.state == State.APPLIED:
        return brought
    require_applicable(brought)
    kind.stands_against(brought, actor).require()
    kind.lock(brought)
    if kind.basis(brought) != brought.basis:
        raise RollChanged(kind.changed)
    kind.write(brought, by=actor.id, at=at, tell=tell)
    brought.state = State.APPLIED
    brought.refusal = ""
    brought.applied_at = at
    brought.applied_by = None if isinstance(actor, System) else actor
    brought.last_entry = last_entry_id()
    brought.save(update_fields=["state", "refusal", "applied_at", "applied_by", "last_entry"])
    return brought


def undo(
    kind: Kind[B, Any],
    import_id: int,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
    tell: Tell = quiet,
) -> B:
    """Take an applied import back by correcting its facts. Undone already, it stays so.

    Args:
        tell: told how many records are taken back, and of about how many.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        RestsOnImport: later records rest on it, which the refusal lists.
        NotNow: it was not applied, or is kept no longer.
        CannotDo: no reason was given.
    """
    try:
        with transaction.atomic():
            return _undo(kind, import_id, reason.strip(), actor=actor, at=at, tell=tell)
    except IntegrityError as error:
        raise CannotDo(_("Other records rest on this import; correct them first.")) from error


def _undo(
    kind: Kind[B, Any], import_id: int, reason: str, *, actor: Actor, at: datetime, tell: Tell
) -> B:
    _one_at_a_time(kind, import_id)
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    if brought.state == State.UNDONE:
        return brought
    require_undoable(kind, brought, reason)
    kind.lock(brought)
    found = kind.resting(brought, limit=MOST_SHOWN)
    if found:
        raise RestsOnImport(found)
    kind.take_back(brought, reason=reason, by=actor.id, at=at, tell=tell)
    brought.state = State.UNDONE
    brought.undone_at = at
    brought.undone_by = None if isinstance(actor, System) else actor
    brought.undo_reason = reason[:400]
    brought.refusal = ""
    brought.save(update_fields=["state", "undone_at", "undone_by", "undo_reason", "refusal"])
    return brought


@transaction.atomic
def discard(kind: Kind[B, Any], import_id: int, *, actor: Actor) -> B:
    """Put a file aside without applying it; file and lines are deleted at once.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied.
    """
    _one_at_a_time(kind, import_id)
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    require_open(brought)
    _forget(kind, brought, State.DISCARDED)
    return brought


@transaction.atomic
def forget_old(kind: Kind[B, Any], *, on: date) -> int:
    """Delete files and lines kept long enough, and say of how many imports."""
    imports = kind.imports._default_manager.filter(keep_until__lte=on, file__isnull=False)
    due = list(imports.select_for_update(of=("self",), skip_locked=True))
    for brought in due:
        _forget(kind, brought, KEPT_AS.get(State(brought.state), State.EXPIRED))
    return len(due)


def _forget(kind: Kind[B, Any], brought: B, state: str) -> None:
    kind.files._default_manager.filter(pk=brought.pk).delete()
    brought.lines.all().delete()  # type: ignore[attr-defined]  # every kind's lines are called so
    brought.state = state
    brought.attempt += 1  # a check that still runs has come too late
    brought.save(update_fields=["state", "attempt"])


def locked(kind: Kind[B, Any], import_id: int) -> B:
    """An import, its row locked for a deed."""
    imports = kind.imports._default_manager.select_for_update(of=("self",))
    return imports.select_related("enterprise").get(pk=import_id)


def _one_at_a_time(kind: Kind[B, Any], import_id: int) -> None:
    """One import of a kind and enterprise is applied or undone at a time; a second one waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), enterprise_id::int)"
            f" FROM {kind.imports._meta.db_table} WHERE id = %s",
            [kind.code, import_id],
        )


def require_open(brought: Brought) -> None:
    """Pass when an import can still be checked or discarded.

    Raises:
        NotNow: it was applied, or is kept no longer.
    """
    if brought.state in APPLIED_ONCE:
        raise NotNow(_("This import has been applied."))
    if brought.state in {State.DISCARDED, State.EXPIRED}:
        raise NotNow(_("This file is kept no longer; bring it again."))


def require_applicable(brought: Brought) -> None:
    """Pass when an import has been checked, and none of its rows is wrong.

    Raises:
        NotNow: it has not been checked.
        CannotDo: rows are wrong.
    """
    if brought.state not in {State.CHECKED, State.APPLYING}:
        raise NotNow(_("This file has not been checked yet, or its check failed."))
    if brought.counts["WRONG"]:
        raise CannotDo(_("Rows are wrong. Mend them in the file, and bring it again."))


def require_undoable(kind: Kind[B, Any], brought: B, reason: str) -> None:
    """Pass when an import can be undone, as far as can be told without looking what rests on it.

    Raises:
        NotNow: it was not applied, or is kept no longer.
        CannotDo: no reason was given.
    """
    is_applied = brought.state in {State.APPLIED, State.UNDOING}
    if not is_applied or not kind.files._default_manager.filter(pk=brought.pk).exists():
        raise NotNow(_("This import was not applied, or is kept no longer."))
    if not reason:
        raise CannotDo(_("Say why this import is undone."))
