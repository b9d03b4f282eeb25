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

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import stands_under
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.brought import life
from gongjiang.people.brought.life import DAYS_KEPT, NotNow, RestsOnImport, RollChanged
from gongjiang.people.brought.rows import plain
from gongjiang.people.brought.telling import Tell, quiet
from gongjiang.people.models import EndReason, PostKind, RosterImport
from gongjiang.people.roster.kind import ROSTER

__all__ = [
    "DAYS_KEPT",
    "NotNow",
    "RestsOnImport",
    "RollChanged",
    "Upload",
    "apply",
    "bring",
    "choose",
    "discard",
    "forget_old",
    "undo",
]


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
    return life.keep(
        ROSTER,
        upload.content,
        file_name=upload.file_name,
        actor=actor,
        at=at,
        terms={
            "enterprise": upload.enterprise,
            "scope": upload.scope,
            "language": upload.language,
            "changes_on": upload.changes_on or on,
            "leaving_on": upload.leaving_on,
            "leaving_reason": upload.leaving_reason,
            "chosen": dict(upload.chosen),
        },
    )


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
    roster = life.locked(ROSTER, roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    life.require_open(roster)
    unknown = set(post_kinds.values()) - set(PostKind.values)
    if unknown:
        raise CannotDo(_("There is no such kind of post."))
    roster.chosen = {**roster.chosen, **columns}
    roster.post_kinds = {
        **roster.post_kinds,
        **{plain(post): kind for post, kind in post_kinds.items()},
    }
    roster.state = RosterImport.State.UPLOADED
    roster.refusal = ""
    roster.save(update_fields=["chosen", "post_kinds", "state", "refusal"])
    return roster


def apply(roster_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet) -> RosterImport:
    """Do what the checked lines say: all of it, or nothing (`life.apply`)."""
    return life.apply(ROSTER, roster_id, actor=actor, at=at, tell=tell)


def undo(
    roster_id: int, *, actor: Actor, reason: str, at: datetime, tell: Tell = quiet
) -> RosterImport:
    """Take an applied import back by correcting its facts (`life.undo`).

    Units that it opened stay, and can be closed. Who was registered by it alone is forgotten.
    Holds still waiting are withdrawn; an employment that was confirmed stands.
    """
    return life.undo(ROSTER, roster_id, actor=actor, reason=reason, at=at, tell=tell)


def discard(roster_id: int, *, actor: Actor) -> RosterImport:
    """Put a file aside without applying it; file and lines are deleted at once."""
    return life.discard(ROSTER, roster_id, actor=actor)


def forget_old(*, on: date) -> int:
    """Delete files and lines kept long enough, and say of how many imports."""
    return life.forget_old(ROSTER, on=on)
