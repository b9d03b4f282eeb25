"""What takes long is asked for and done by a worker; the import's row tells how it goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import today
from gongjiang.people import permissions
from gongjiang.people.models import Person, RosterFile, RosterImport
from gongjiang.people.roster.telling import telling
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.rosters import (
    NotNow,
    RestsOnImport,
    apply,
    locked_roster,
    require_open,
    require_undoable,
    undo,
)

State = RosterImport.State


@transaction.atomic
def ask_to_check(roster_id: int, *, actor: Person) -> RosterImport:
    """Ask for an import to be checked, for the first time or again.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, or is kept no longer.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_open(roster)
    roster.state, roster.refusal = State.CHECKING, ""
    roster.done = roster.total = 0
    roster.save(update_fields=["state", "refusal", "done", "total"])
    defer("people.check_roster", roster_id=roster.id, actor_id=actor.id)
    return roster


@transaction.atomic
def ask_to_apply(roster_id: int, *, actor: Person) -> RosterImport:
    """Ask for a checked import to be applied.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it has not been checked.
        CannotDo: rows are wrong.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    if roster.state not in {State.CHECKED, State.APPLYING}:
        raise NotNow(_("This file has not been checked yet, or its check failed."))
    if roster.counts["WRONG"]:
        raise CannotDo(_("Rows are wrong. Mend them in the file, and bring it again."))
    roster.state, roster.refusal = State.APPLYING, ""
    roster.save(update_fields=["state", "refusal"])
    defer("people.apply_roster", roster_id=roster.id, actor_id=actor.id)
    return roster


@transaction.atomic
def ask_to_undo(roster_id: int, *, actor: Person, reason: str) -> RosterImport:
    """Ask for an applied import to be taken back.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was not applied, or is kept no longer.
        CannotDo: no reason was given.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_undoable(roster, reason.strip())
    roster.state, roster.refusal = State.UNDOING, ""
    roster.undo_reason = reason.strip()[:400]
    roster.save(update_fields=["state", "refusal", "undo_reason"])
    RosterFile.objects.filter(roster=roster).update(resting=None)
    defer("people.undo_roster", roster_id=roster.id, actor_id=actor.id)
    return roster


def check_as_asked(roster_id: int, actor: Person, *, at: datetime) -> None:
    """What the job does: a refusal stands in the import, where who asked will read it."""
    try:
        check(roster_id, actor=actor, at=at)
    except NotNow:
        return  # applied, put aside, or checked anew meanwhile: nothing is left to tell
    except NotAllowed as refusal:
        _tell(roster_id, State.FAILED, refusal)


def apply_as_asked(roster_id: int, actor: Person, *, at: datetime) -> None:
    """What the job does: refused, the import is CHECKED again, and says why."""
    try:
        with telling(roster_id) as tell:
            apply(roster_id, actor=actor, at=at, tell=tell)
    except (CannotDo, NotAllowed) as refusal:
        _tell(roster_id, State.CHECKED, refusal)


def undo_as_asked(roster_id: int, actor: Person, *, at: datetime) -> None:
    """What the job does: refused, the import is APPLIED as before, and says what rests on it."""
    roster = RosterImport.objects.get(id=roster_id)
    if roster.state != State.UNDOING:
        return
    try:
        with telling(roster_id) as tell:
            undo(roster_id, actor=actor, reason=roster.undo_reason, at=at, tell=tell)
    except RestsOnImport as refusal:
        _tell(roster_id, State.APPLIED, refusal)
        resting = [
            {"kind": each.kind, "on": each.on and each.on.isoformat(), "person_id": each.person_id}
            for each in refusal.found
        ]
        RosterFile.objects.filter(roster_id=roster_id).update(resting=resting)
    except (CannotDo, NotAllowed) as refusal:
        _tell(roster_id, State.APPLIED, refusal)


@transaction.atomic
def _tell(roster_id: int, state: str, refusal: Exception) -> None:
    roster = locked_roster(roster_id)
    if roster.state not in {State.CHECKING, State.APPLYING, State.UNDOING}:
        return
    with translation.override(roster.language):
        roster.refusal = str(refusal)
    roster.state = state
    roster.undo_reason = ""
    roster.save(update_fields=["state", "refusal", "undo_reason"])
