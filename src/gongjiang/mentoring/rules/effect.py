"""What became of a master's apprentices, kept fair to masters who had few."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gongjiang.kernel.periods import add_months

RISE_MONTHS = 24
"""A rise within so many months after graduation is counted (domain.md §5.6)."""
PRIOR = 5
"""A master's share is drawn towards that of all masters here, which weighs as so many
apprentices: ours."""


@dataclass(frozen=True, slots=True)
class Ended:
    """One agreement that is over.

    Attributes:
        graduated: whether the apprentice did.
        rose_on: the days on which the apprentice came to a higher rank or grade.
    """

    master_id: int
    ended_on: date
    graduated: bool
    rose_on: Collection[date] = ()

    def rose(self) -> bool:
        """Whether they rose after graduation, within `RISE_MONTHS`."""
        last = add_months(self.ended_on, RISE_MONTHS)
        return self.graduated and any(self.ended_on <= day < last for day in self.rose_on)

    def is_known_by(self, day: date) -> bool:
        """Whether it is known if they rose: they did, or the time for it is over."""
        over = add_months(self.ended_on, RISE_MONTHS) <= day
        return self.graduated and (over or self.rose())


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, and the part as drawn towards what is usual.

    Attributes:
        usual: the share of all masters here; None when there is nothing to compare with.
    """

    part: int
    whole: int
    usual: float | None

    @property
    def drawn(self) -> float | None:
        """The share as told: of few apprentices it says little, so it is drawn to the usual."""
        if self.usual is None:
            return None
        return (self.part + PRIOR * self.usual) / (self.whole + PRIOR)


def graduation(mine: Iterable[Ended], all_here: Iterable[Ended]) -> Share:
    """How many of a master's agreements ended in graduation."""
    own, everybody = list(mine), list(all_here)
    return _share([one.graduated for one in own], [one.graduated for one in everybody])


def rises(mine: Iterable[Ended], all_here: Iterable[Ended], day: date) -> Share:
    """How many of a master's graduates rose, of those of whom it is known."""
    own = [one.rose() for one in mine if one.is_known_by(day)]
    everybody = [one.rose() for one in all_here if one.is_known_by(day)]
    return _share(own, everybody)


def _share(mine: list[bool], everybody: list[bool]) -> Share:
    usual = sum(everybody) / len(everybody) if everybody else None
    return Share(sum(mine), len(mine), usual)
