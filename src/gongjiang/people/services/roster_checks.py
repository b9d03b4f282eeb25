"""A brought workbook is read and compared; its lines are kept, and nothing else is changed."""

from __future__ import annotations

from datetime import datetime

from gongjiang.people.actors import Actor
from gongjiang.people.brought import checking
from gongjiang.people.brought.telling import Tell, quiet
from gongjiang.people.models import RosterImport
from gongjiang.people.roster.kind import ROSTER


def check(roster_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet) -> RosterImport:
    """Read and compare a roster; it ends CHECKED, at MAPPING, or FAILED (`checking.check`)."""
    return checking.check(ROSTER, roster_id, actor=actor, at=at, tell=tell)
