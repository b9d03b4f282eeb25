"""What takes long is asked for and done by a worker; the import's row tells how it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.jobs import defer
from gongjiang.people.actors import Actor
from gongjiang.people.brought.checking import check
from gongjiang.people.brought.kinds import B, Kind
from gongjiang.people.brought.life import (
    NotNow,
    RestsOnImport,
    State,
    apply,
    locked,
    require_applicable,
    require_open,
    require_undoable,
    undo,
)
from gongjiang.people.brought.telling import telling
from gongjiang.people.models import Person


@transaction.atomic
def ask_to_check(kind: Kind[B, Any], import_id: int, *, actor: Person) -> B:
    """Ask for an import to be checked, for the first time or again.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, or is kept no longer.
    """
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    require_open(brought)
    brought.state, brought.refusal = State.CHECKING, ""
    brought.done = brought.total = 0
    brought.save(update_fields=["state", "refusal", "done", "total"])
    defer(kind.jobs["check"], **kind.job(brought), actor_id=actor.id)
    return brought


@transaction.atomic
def ask_to_apply(kind: Kind[B, Any], import_id: int, *, actor: Person) -> B:
    """Ask for a checked import to be applied.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it has not been checked.
        CannotDo: rows are wrong.
    """
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    require_applicable(brought)
    brought.state, brought.refusal = State.APPLYING, ""
    brought.save(update_fields=["state", "refusal"])
    defer(kind.jobs["apply"], **kind.job(brought), actor_id=actor.id)
    return brought


@transaction.atomic
def ask_to_undo(kind: Kind[B, Any], import_id: int, *, actor: Person, reason: str) -> B:
    """Ask for an applied import to be taken back.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was not applied, or is kept no longer.
        CannotDo: no reason was given.
    """
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    require_undoable(kind, brought, reason.strip())
    brought.state, brought.refusal = State.UNDOING, ""
    brought.undo_reason = reason.strip()[:400]
    brought.save(update_fields=["state", "refusal", "undo_reason"])
    kind.files._default_manager.filter(pk=brought.pk).update(resting=None)
    defer(kind.jobs["undo"], **kind.job(brought), actor_id=actor.id)
    return brought


def check_as_asked(kind: Kind[B, Any], import_id: int, actor: Actor, *, at: datetime) -> None:
    """What the job does: a refusal stands in the import, where who asked will read it."""
    try:
        check(kind, import_id, actor=actor, at=at)
    except NotNow:
        return  # applied, put aside, or checked anew meanwhile: nothing is left to tell
    except NotAllowed as refusal:
        _tell(kind, import_id, State.FAILED, refusal)


def apply_as_asked(kind: Kind[B, Any], import_id: int, actor: Actor, *, at: datetime) -> None:
    """What the job does: refused, the import is CHECKED again, and says why."""
    try:
        with telling(kind.files, import_id) as tell:
            apply(kind, import_id, actor=actor, at=at, tell=tell)
    except (CannotDo, NotAllowed) as refusal:
        _tell(kind, import_id, State.CHECKED, refusal)


def undo_as_asked(kind: Kind[B, Any], import_id: int, actor: Actor, *, at: datetime) -> None:
    """What the job does: refused, the import is APPLIED as before, and says what rests on it."""
    brought = kind.imports._default_manager.get(pk=import_id)
    if brought.state != State.UNDOING:
        return
    try:
        with telling(kind.files, import_id) as tell:
            undo(kind, import_id, actor=actor, reason=brought.undo_reason, at=at, tell=tell)
    except RestsOnImport as refusal:
        _tell(kind, import_id, State.APPLIED, refusal)
        resting = [
            {"kind": each.kind, "on": each.on and each.on.isoformat(), "person_id": each.person_id}
            for each in refusal.found
        ]
        kind.files._default_manager.filter(pk=import_id).update(resting=resting)
    except (CannotDo, NotAllowed) as refusal:
        _tell(kind, import_id, State.APPLIED, refusal)


@transaction.atomic
def _tell(kind: Kind[B, Any], import_id: int, state: str, refusal: Exception) -> None:
    brought = locked(kind, import_id)
    if brought.state not in {State.CHECKING, State.APPLYING, State.UNDOING}:
        return
    with translation.override(brought.language):
        brought.refusal = str(refusal)
    brought.state = state
    brought.undo_reason = ""
    brought.save(update_fields=["state", "refusal", "undo_reason"])
