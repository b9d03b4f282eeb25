"""An employer's workbook is brought, compared, applied whole, and taken back.

roster = bring(upload, actor=hr, at=now)     # kept, encrypted
check(roster.id, actor=hr, at=now)           # its lines stand; nothing else has changed
apply(roster.id, actor=hr, at=now)           # exactly those lines, or a sentence why not
undo(roster.id, actor=hr, reason="…", at=now)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import day_of, today
from gongjiang.ledger.queries import last_entry_id
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import stands_under
from gongjiang.people import permissions
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import EndReason, PostKind, RosterFile, RosterHabits, RosterImport
from gongjiang.people.roster import applying, undoing
from gongjiang.people.roster.basis import basis_of
from gongjiang.people.roster.row import plain
from gongjiang.people.roster.sealing import seal_file
from gongjiang.people.roster.telling import Tell, quiet

State = RosterImport.State

APPLIED_ONCE = frozenset({State.APPLIED, State.UNDOING, State.UNDONE})
KEPT_AS = {State.APPLIED: State.APPLIED, State.UNDOING: State.APPLIED, State.UNDONE: State.UNDONE}
"""What an import is called once file and lines are gone; any other has expired."""

DAYS_KEPT = 30
"""So long file and lines are kept, and an import can be undone: ours."""
MOST_SHOWN = 200
"""So many later records are listed when an import cannot be undone."""


class RollChanged(CannotDo):
    """The roll, or the file's own persons or units, changed since the file was checked."""


class NotNow(CannotDo):
    """The import is at another step."""


class RestsOnImport(CannotDo):
    """Later records rest on the import.

    Attributes:
        found: the first of them.
    """

    def __init__(self, found: list[undoing.Resting]) -> None:
        self.found = found
        super().__init__(
            _(
                "Since then %(count)d things have been recorded that rest on this import;"
                " they must be corrected first."
            )
            % {"count": len(found)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A workbook and what is said beside it.

    Attributes:
        scope: the enterprise itself, or one of its units; people elsewhere are not touched.
        changes_on: from when on moves and new kinds of employment hold; None: today.
        leaving_on: the first day no longer worked by whom the file leaves out; None: nobody leaves.
        language: in which what is wrong is written.
    """

    enterprise: Unit
    scope: Unit
    file_name: str
    content: bytes
    changes_on: date | None = None
    leaving_on: date | None = None
    leaving_reason: str = ""
    language: str = "zh-hans"
    chosen: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def bring(upload: Upload, *, actor: Actor, at: datetime) -> RosterImport:
    """Keep a workbook, encrypted, to be checked; it is deleted after DAYS_KEPT.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the scope is not within it, or leaving lacks its reason, or has a wrong day.
    """
    permissions.may_manage_employment(actor, upload.enterprise, today()).require()
    on = day_of(at)
    _check_terms(upload, on)
    roster = RosterImport.objects.create(
        enterprise=upload.enterprise,
        scope=upload.scope,
        uploaded_by=None if isinstance(actor, System) else actor,
        uploaded_at=at,
        file_name=upload.file_name[-150:],
        language=upload.language,
        keep_until=on + timedelta(days=DAYS_KEPT),
        changes_on=upload.changes_on or on,
        leaving_on=upload.leaving_on,
        leaving_reason=upload.leaving_reason,
        chosen=dict(upload.chosen),
    )
    RosterFile.objects.create(
        roster=roster, sealed=seal_file(upload.content, roster.public_id), size=len(upload.content)
    )
    return roster


def _check_terms(upload: Upload, on: date) -> None:
    if upload.enterprise.kind != UnitKind.ENTERPRISE:
        raise CannotDo(_("Only an enterprise has a roster."))
    if not stands_under(upload.scope.id, upload.enterprise.id, on):
        raise CannotDo(_("The unit chosen does not stand in this enterprise."))
    if upload.changes_on is not None and upload.changes_on > on:
        raise CannotDo(_("Changes cannot hold from a day that has not come yet."))
    if upload.leaving_on is None:
        return
    if upload.leaving_reason not in set(EndReason.values) - {EndReason.TAKEN_ON}:
        raise CannotDo(_("Say why those who are missing from the file leave."))
    if upload.leaving_on > on + timedelta(days=1):
        raise CannotDo(_("Nobody can be said to have left on a day that has not come yet."))


@transaction.atomic
def choose(
    roster_id: int,
    *,
    columns: Mapping[str, str],
    post_kinds: Mapping[str, str],
    actor: Actor,
) -> RosterImport:
    """Say which heading is which column, and of which kind posts are; then it is checked anew.

    Args:
        columns: a column's key to the heading as the file writes it, "" for none.
        post_kinds: a post's name to its `PostKind`.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, or is kept no longer.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_open(roster)
    unknown = set(post_kinds.values()) - set(PostKind.values)
    if unknown:
        raise CannotDo(_("There is no such kind of post."))
    roster.chosen = {**roster.chosen, **columns}
    roster.post_kinds = {
        **roster.post_kinds,
        **{plain(post): kind for post, kind in post_kinds.items()},
    }
    roster.state = State.UPLOADED
    roster.refusal = ""
    roster.save(update_fields=["chosen", "post_kinds", "state", "refusal"])
    return roster


def apply(roster_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet) -> RosterImport:
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
            return _apply(roster_id, actor, at, tell)
    except IntegrityError as error:
        raise _roll_changed() from error


def _apply(roster_id: int, actor: Actor, at: datetime, tell: Tell) -> RosterImport:
    _one_at_a_time(roster_id)
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    if roster.state == State.APPLIED:
        return roster
    if roster.state not in {State.CHECKED, State.APPLYING}:
        raise NotNow(_("This file has not been checked yet, or its check failed."))
    if roster.counts["WRONG"]:
        raise CannotDo(_("Rows are wrong. Mend them in the file, and bring it again."))
    applying.lock_what_changes(roster)
    if basis_of(roster) != roster.basis:
        raise _roll_changed()
    applying.open_the_units(roster)
    applying.write_lines(roster, by=actor.id, at=at, tell=tell)
    _remember(roster)
    roster.state = State.APPLIED
    roster.refusal = ""
    roster.applied_at = at
    roster.applied_by = None if isinstance(actor, System) else actor
    roster.last_entry = last_entry_id()
    if roster.holds.exists():
        defer("governance.tell_of_holds", roster_id=roster.id)
    roster.save(update_fields=["state", "refusal", "applied_at", "applied_by", "last_entry"])
    return roster


def undo(
    roster_id: int, *, actor: Actor, reason: str, at: datetime, tell: Tell = quiet
) -> RosterImport:
    """Take an applied import back by correcting its facts. Undone already, it stays so.

    Units that it opened stay, and can be closed. Who was registered by it alone is forgotten.
    Holds still waiting are withdrawn; an employment that was confirmed stands.

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
            return _undo(roster_id, actor, reason.strip(), at, tell)
    except IntegrityError as error:
        raise CannotDo(_("Other records rest on this import; correct them first.")) from error


def _undo(roster_id: int, actor: Actor, reason: str, at: datetime, tell: Tell) -> RosterImport:
    _one_at_a_time(roster_id)
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    if roster.state == State.UNDONE:
        return roster
    require_undoable(roster, reason)
    applying.lock_what_changes(roster)
    found = undoing.resting_on(roster, limit=MOST_SHOWN)
    if found:
        raise RestsOnImport(found)
    undoing.take_back(roster, reason=reason, by=actor.id, at=at, tell=tell)
    roster.state = State.UNDONE
    roster.undone_at = at
    roster.undone_by = None if isinstance(actor, System) else actor
    roster.undo_reason = reason[:400]
    roster.refusal = ""
    roster.save(update_fields=["state", "undone_at", "undone_by", "undo_reason", "refusal"])
    return roster


@transaction.atomic
def discard(roster_id: int, *, actor: Actor) -> RosterImport:
    """Put a file aside without applying it; file and lines are deleted at once.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied.
    """
    _one_at_a_time(roster_id)
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_open(roster)
    _forget(roster, State.DISCARDED)
    return roster


@transaction.atomic
def forget_old(*, on: date) -> int:
    """Delete files and lines kept long enough, and say of how many imports."""
    due = RosterImport.objects.filter(keep_until__lte=on, file__isnull=False)
    rosters = list(due.select_for_update(of=("self",), skip_locked=True))
    for roster in rosters:
        _forget(roster, KEPT_AS.get(State(roster.state), State.EXPIRED))
    return len(rosters)


def _forget(roster: RosterImport, state: str) -> None:
    RosterFile.objects.filter(roster=roster).delete()
    roster.lines.all().delete()
    roster.state = state
    roster.attempt += 1  # a check that still runs has come too late
    roster.save(update_fields=["state", "attempt"])


def _remember(roster: RosterImport) -> None:
    """What was agreed for a file that was applied holds for the enterprise's next one."""
    habits, _made = RosterHabits.objects.select_for_update().get_or_create(
        enterprise=roster.enterprise
    )
    habits.columns = {**habits.columns, **roster.reading.get("mapping", {})}
    habits.post_kinds = {**habits.post_kinds, **roster.assumed.get("post_kinds", {})}
    habits.post_kinds |= roster.post_kinds
    habits.save()


def locked_roster(roster_id: int) -> RosterImport:
    """An import, its row locked for a deed."""
    rosters = RosterImport.objects.select_for_update(of=("self",))
    return rosters.select_related("enterprise", "scope").get(id=roster_id)


def _one_at_a_time(roster_id: int) -> None:
    """One import of an enterprise is applied or undone at a time; a second one waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('people.roster'), enterprise_id::int)"
            " FROM people_rosterimport WHERE id = %s",
            [roster_id],
        )


def require_open(roster: RosterImport) -> None:
    """Pass when an import can still be checked or discarded.

    Raises:
        NotNow: it was applied, or is kept no longer.
    """
    if roster.state in APPLIED_ONCE:
        raise NotNow(_("This import has been applied."))
    if roster.state in {State.DISCARDED, State.EXPIRED}:
        raise NotNow(_("This file is kept no longer; bring it again."))


def require_undoable(roster: RosterImport, reason: str) -> None:
    """Pass when an import can be undone, as far as can be told without looking what rests on it.

    Raises:
        NotNow: it was not applied, or is kept no longer.
        CannotDo: no reason was given.
    """
    is_applied = roster.state in {State.APPLIED, State.UNDOING}
    if not is_applied or not RosterFile.objects.filter(roster=roster).exists():
        raise NotNow(_("This import was not applied, or is kept no longer."))
    if not reason:
        raise CannotDo(_("Say why this import is undone."))


def _roll_changed() -> RollChanged:
    return RollChanged(
        _("The roll has changed since this file was checked. Check it again; it takes a moment.")
    )
