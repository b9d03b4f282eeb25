"""What decides every byte of the demo: its size and its seed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

FULL_SIZE = 80_600
"""Industrial workers on roll in the article's zone (domain.md §16)."""
SEED = 2022
SHRINKING = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a zone, and which of all the possible ones.

    Attributes:
        workers: industrial workers on roll on the last day.
    """

    workers: int = FULL_SIZE
    seed: int = SEED

    @property
    def scale(self) -> float:
        return self.workers / FULL_SIZE

    def number_of(self, full: int) -> int:
        """How many there are of what the full zone has so many of.

        Fewer in a smaller zone, though not by as much as its workers: firms shrink as well.
        """
        share = self.scale**SHRINKING if self.scale < 1 else self.scale
        return max(1, round(full * share))

    def rng(self, subject: str) -> np.random.Generator:
        """Chance for one subject: what a new chapter draws changes no other chapter."""
        return np.random.default_rng([self.seed, zlib.crc32(subject.encode())])
