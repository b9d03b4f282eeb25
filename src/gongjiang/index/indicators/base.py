"""What an indicator is: what it counts, and how counts that were added up become a value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction, Floats
from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import UnitKind


class Level(StrEnum):
    """Where an indicator is told (domain.md §9.2)."""

    WORKER = "WORKER"
    TEAM = "TEAM"
    ENTERPRISE = "ENTERPRISE"
    STATION = "STATION"
    ZONE = "ZONE"


LEVEL_OF: Mapping[str, Level] = {
    UnitKind.TEAM: Level.TEAM,
    UnitKind.WORKSHOP: Level.TEAM,
    UnitKind.ENTERPRISE: Level.ENTERPRISE,
    UnitKind.GRID: Level.STATION,
    UnitKind.AREA: Level.STATION,
    UnitKind.ZONE: Level.ZONE,
}

FEWEST: Mapping[Level, int] = {Level.TEAM: 5}
FEWEST_ELSEWHERE = 10
"""A denominator below says nothing, and there is no value (domain.md §9.2)."""


class Reach(StrEnum):
    """Which of its tallies an indicator adds up for a day."""

    DAY = "DAY"
    """Those of the day itself."""
    MONTH_ENDS = "MONTH_ENDS"
    """Those of the day and of the last days of the eleven months before its month."""
    WINDOW = "WINDOW"
    """Those of each day of the definition's window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What an indicator says, so that two readers understand the same.

    Attributes:
        id: its number in the catalogue (domain.md §9.2).
        formula: in a sentence; numerator, denominator: what is divided by what, where it is so.
        months: the length of its window up to the day; None: it is true on a day.
        room: the room whose records it is derived from.
        version: goes up with whatever makes it count differently.
    """

    id: str
    label: Sentence
    formula: Sentence
    numerator: Sentence = ""
    denominator: Sentence = ""
    unit: Sentence
    direction: Direction
    months: int | None = None
    levels: frozenset[Level]
    room: str
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by day and the unit somebody worked in.

    Attributes:
        table: (at: date, unit_id: int64, and some of the indicator's parts, whole numbers).
    """

    table: ir.Table
    reach: Reach


@dataclass(frozen=True, slots=True)
class Measured:
    """One value a row.

    Attributes:
        n: how many it rests on, to be told beside it.
        values: NaN where the numerator or denominator cannot be told.
    """

    numerators: Floats
    denominators: Floats
    n: NDArray[np.int64]
    values: Floats


class Indicator(ABC):
    """An indicator that is derived: additive counts, and what is made of their sums.

    Values are made of sums alone, never of the values of units beneath: a zone's rate is that of
    all its people, not the mean of its enterprises' rates.

    Attributes:
        parts: the names of its counts, in the order in which snapshots keep them.
        group: the part that is a group of persons of whom something is told by being in it, so
            that a small one is withheld; None: there is none.
    """

    definition: ClassVar[Definition]
    parts: ClassVar[tuple[str, ...]]
    group: ClassVar[str | None] = None

    @abstractmethod
    def tallies(self, records: Records) -> list[Tally]:
        """What is counted, of the units people work in. The same expressions on every engine."""

    @abstractmethod
    def measure(self, sums: NDArray[np.int64]) -> Measured:
        """The values of units.

        Args:
            sums: a row per unit, a column per part: sums over all that stands beneath it.
        """

    @abstractmethod
    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        """The sums as they might have come out by chance, had the same happened to as many others.

        It says how much of a difference between two units may be luck.
        """


HALF = 0.5
"""So much of either is added, or a unit that has none of one would be certain to stay so."""


class Share(Indicator):
    """So many of so many persons, in per cent: two parts, those counted and those they are of."""

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        counted, of = sums.T.astype(np.float64)
        return rates(counted, of)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        counted, of = sums.T
        share = (counted + HALF) / (of + 2 * HALF)
        return np.column_stack([chance.binomial(of, share), of])


class PerHead(Indicator):
    """So many events over the average headcount: two parts, the events and the person-months."""

    scale: ClassVar[float] = 100.0
    """By what the rate is multiplied: 100 for per cent."""

    def present(self, records: Records) -> Tally:
        """Who was there on the day and on the eleven month ends before it."""
        seats = records.seats
        counts = seats.group_by("at", "unit_id").agg(person_months=seats.count())
        return Tally(counts, Reach.MONTH_ENDS)

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        events, person_months = sums.T.astype(np.float64)
        return rates(events, person_months / MONTHS, scale=self.scale)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        return np.column_stack([chance.poisson(sums[:, 0] + HALF), sums[:, 1]])


class Spread(Indicator):
    """What is told of how persons are spread over groups: a part each."""

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        n = sums.sum(axis=1)
        shares = (sums + 1e-12) / (n + 1e-12 * sums.shape[1])[:, np.newaxis]
        return chance.multinomial(n, shares / shares.sum(axis=1, keepdims=True))


def rates(numerators: Floats, denominators: Floats, *, scale: float = 100.0) -> Measured:
    """One over the other, times a scale; per cent unless another is given."""
    values = np.full(numerators.shape, np.nan)
    np.divide(scale * numerators, denominators, out=values, where=denominators > 0)
    return Measured(numerators, denominators, np.floor(denominators).astype(np.int64), values)


def levels(letters: str) -> frozenset[Level]:
    """The levels of the catalogue's letters: W, T, E, S, Z."""
    return frozenset(level for level in Level if level[0] in letters)


PERCENT = "%"
PER_MILLE = "‰"
PER_THOUSAND = _("per 1,000 persons")
PER_HUNDRED = _("per 100 persons")
