"""What can have happened in the echelon: key positions, successors, people sent elsewhere.

A nine-box review is no fact: only HR and the line may know of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class KeyPositionNamed(Fact):
    """A position was named one that must not stand empty; the entry's unit is where it stands."""

    kind = "careers.key_position.named"
    subject = "key_position"

    key_position_id: int
    grade: int | None = None


@dataclass(frozen=True, kw_only=True)
class KeyPositionClosed(Fact):
    """A position is a key position no longer; the entry's day is the first without it."""

    kind = "careers.key_position.closed"
    subject = "key_position"

    key_position_id: int


@dataclass(frozen=True, kw_only=True)
class SuccessorNamed(Fact):
    """A person is prepared to follow in a key position; the entry's unit is where that stands.

    Attributes:
        readiness: NOW, 1-2Y or 3-5Y.
    """

    kind = "careers.successor.named"
    subject = "successor"

    successor_id: int
    key_position_id: int
    readiness: str


@dataclass(frozen=True, kw_only=True)
class SuccessorRemoved(Fact):
    """A person is prepared for a key position no longer; the entry's day is the first without."""

    kind = "careers.successor.removed"
    subject = "successor"

    successor_id: int
    key_position_id: int


@dataclass(frozen=True, kw_only=True)
class NewBaseRegistered(Fact):
    """An enterprise registered a new base outside the zone."""

    kind = "careers.new_base.registered"
    subject = "new_base"

    new_base_id: int


@dataclass(frozen=True, kw_only=True)
class Exported(Fact):
    """A person was sent to another enterprise or a new base; the entry's enterprise sent them.

    Attributes:
        to_enterprise_id, to_base_id: one of the two.
        export_kind: TRANSFER, DISPATCH or SECONDMENT.
        grade: held on that day; None: none was recorded.
        is_backbone: named one by HR, whatever the grade.
        within_group: to a sibling company as groups stood then, or to a registered new base.
    """

    kind = "careers.export.recorded"
    subject = "export"

    export_id: int
    to_enterprise_id: int | None
    export_kind: str
    grade: int | None
    is_backbone: bool
    to_base_id: int | None = None
    within_group: bool = True


@dataclass(frozen=True, kw_only=True)
class ExportReturned(Fact):
    """A person who was sent away is back; the entry's day is the first day back."""

    kind = "careers.export.returned"
    subject = "export"

    export_id: int
