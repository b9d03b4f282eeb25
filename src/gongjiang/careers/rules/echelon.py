"""How well key positions are covered by successors (梯队; domain.md §4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

NOW, NEXT, LATER = "NOW", "1-2Y", "3-5Y"

ECHELONS: Mapping[str, str] = {NOW: "A", NEXT: "B", LATER: "C"}
"""The echelon (梯队) of each readiness: A can take over now, B within two years, C within five."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Key positions counted, and those who could follow.

    Attributes:
        positions: key positions that are open to be followed.
        covered: those with at least one successor who is ready now.
        successors: a row per position and person: who stands behind two positions counts twice.
    """

    positions: int = 0
    covered: int = 0
    successors: int = 0

    def __add__(self, other: Bench) -> Bench:
        return Bench(
            self.positions + other.positions,
            self.covered + other.covered,
            self.successors + other.successors,
        )

    @property
    def coverage(self) -> Fraction | None:
        """Of the key positions, the share with a successor who is ready now; None without any."""
        return Fraction(self.covered, self.positions) if self.positions else None

    @property
    def depth(self) -> Fraction | None:
        """Successors a key position; None without any position."""
        return Fraction(self.successors, self.positions) if self.positions else None


def bench_of(readiness_by_position: Iterable[Iterable[str]]) -> Bench:
    """The bench of some key positions, from the readiness of each one's successors."""
    bench = Bench()
    for readiness in readiness_by_position:
        ready = list(readiness)
        bench += Bench(1, int(NOW in ready), len(ready))
    return bench
