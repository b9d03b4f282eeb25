"""What somebody brings: all that prerequisites may ask of, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Work:
    """A period of work in an occupation, and where it is kept, as `posting:17`."""

    occupation: str
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class HeldRank:
    """A certificate or appointment that counts, as `certificate:17` or `appointment:17`."""

    occupation: str
    rank: int
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class HeldTitle:
    level: int
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class HeldDiploma:
    """Attributes: occupation: what its subject belongs to; "": none that is known."""

    level: str
    occupation: str
    graduated_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Apprenticeship:
    """One that was completed."""

    completed_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the prerequisite rules see one. No name, no id.

    Attributes:
        born_on: None: not known any more, and no age can be shown.
    """

    born_on: date | None
    work: tuple[Work, ...] = ()
    ranks: tuple[HeldRank, ...] = ()
    titles: tuple[HeldTitle, ...] = ()
    diplomas: tuple[HeldDiploma, ...] = ()
    apprenticeships: tuple[Apprenticeship, ...] = ()
