"""What takes long is asked for and done by a worker; the import's row tells how it goes."""

from __future__ import annotations

from datetime import datetime

from gongjiang.people.actors import Actor
from gongjiang.people.brought import asking
from gongjiang.people.models import Person, RosterImport
from gongjiang.people.roster.kind import ROSTER


def ask_to_check(roster_id: int, *, actor: Person) -> RosterImport:
    return asking.ask_to_check(ROSTER, roster_id, actor=actor)


def ask_to_apply(roster_id: int, *, actor: Person) -> RosterImport:
    return asking.ask_to_apply(ROSTER, roster_id, actor=actor)


def ask_to_undo(roster_id: int, *, actor: Person, reason: str) -> RosterImport:
    return asking.ask_to_undo(ROSTER, roster_id, actor=actor, reason=reason)


def check_as_asked(roster_id: int, actor: Actor, *, at: datetime) -> None:
    asking.check_as_asked(ROSTER, roster_id, actor, at=at)


def apply_as_asked(roster_id: int, actor: Actor, *, at: datetime) -> None:
    asking.apply_as_asked(ROSTER, roster_id, actor, at=at)


def undo_as_asked(roster_id: int, actor: Actor, *, at: datetime) -> None:
    asking.undo_as_asked(ROSTER, roster_id, actor, at=at)
