"""Roles before they are written: who holds which, where, from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.people.models import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """A role held.

    Attributes:
        person: row in `Persons`; `firm`: place in `Grounds.firms` of the firm its unit stands in,
            None for a unit of the zone, the Party or a union.
        until: the first day without it, None while it is held.
    """

    person: int
    role: Role
    unit: int
    since: date
    until: date | None = None
    firm: int | None = None
