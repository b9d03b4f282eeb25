"""What can have happened to people: who works where, and who holds which role."""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class Hired(Fact):
    """A person began to work for an employer. The entry's unit is the first team."""

    kind = "people.person.hired"
    subject = "employment"

    employment_id: int
    employer_id: int
    employment_kind: str
    post_kind: str


@dataclass(frozen=True, kw_only=True)
class InternBecameEmployee(Fact):
    """An intern was taken on. The subject is the new employment, which follows the internship."""

    kind = "people.person.intern_became_employee"
    subject = "employment"

    employment_id: int
    internship_id: int
    employer_id: int
    employment_kind: str
    post_kind: str


@dataclass(frozen=True, kw_only=True)
class Moved(Fact):
    """A person began to work in another unit or post. The entry's unit is the new one."""

    kind = "people.person.moved"
    subject = "posting"

    posting_id: int
    employment_id: int
    from_unit_id: int
    post_kind: str


@dataclass(frozen=True, kw_only=True)
class Left(Fact):
    """An employment ended. The entry's day is the first day no longer worked."""

    kind = "people.person.left"
    subject = "employment"

    employment_id: int
    employer_id: int
    reason: str
    voluntary: bool


@dataclass(frozen=True, kw_only=True)
class RoleAppointed(Fact):
    """A person was given a role at the entry's unit."""

    kind = "people.role.appointed"
    subject = "appointment"

    appointment_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Fact):
    """A person no longer holds a role; the entry's day is the first day without it."""

    kind = "people.role.ended"
    subject = "appointment"

    appointment_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class TeamShiftSet(Fact):
    """The entry's unit, a team, works in a shift from the entry's day on, until the next one."""

    kind = "people.team.shift_set"
    subject = "team_shift"

    team_shift_id: int
    shift: str
