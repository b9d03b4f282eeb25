"""The administrative tree as the later chapters need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongjiang.demo.firms import Firm


@dataclass(frozen=True, slots=True)
class TeamGround:
    """A team: its unit, the place of its firm in `Grounds.firms`, and how many work in it.

    A closed team has no places left; people worked there before.
    """

    unit: int
    workshop: int
    firm: int
    opened: date
    closed: date | None
    places: int


@dataclass(frozen=True, slots=True)
class FirmGround:
    """A firm's units. `teams` are places in `Grounds.teams`, those still open first."""

    firm: Firm
    unit: int
    grid: int
    office: int
    workshops: tuple[int, ...]
    teams: range


@dataclass(slots=True)
class Grounds:
    zone: int
    areas: list[int] = field(default_factory=list)
    grids: list[int] = field(default_factory=list)
    area_of_grid: dict[int, int] = field(default_factory=dict)
    firms: list[FirmGround] = field(default_factory=list)
    teams: list[TeamGround] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A Party organisation or a union.

    Attributes:
        firm: the place in `Grounds.firms` of the firm it is in, or of the largest it covers.
        rank: its number among those of the same firm; the first is its highest.
    """

    unit: int
    opened: date
    firm: int
    rank: int = 0
