"""How long it takes, when many have not got there yet: the Kaplan-Meier estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongjiang.kernel.columns import Flags

Floats: TypeAlias = NDArray[np.float64]

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Survival:
    """Who still waits after each duration at which somebody arrived.

    Attributes:
        durations: ascending.
        waiting: the share still waiting after each.
    """

    durations: Floats
    waiting: Floats

    @property
    def median(self) -> float:
        """The first duration after which no more than half still wait; NaN: not yet so many."""
        reached = np.flatnonzero(self.waiting <= HALF + 1e-12)
        return float(self.durations[reached[0]]) if reached.size else float("nan")


def kaplan_meier(durations: Floats, arrived: Flags) -> Survival:
    """The estimate from one duration a person.

    Args:
        durations: how long each has taken, or waited so far.
        arrived: whether they got there; who has not counts as waiting up to their duration, and
            is never left out, or the slow would make the quick look like everybody.
    """
    lengths, place = np.unique(np.asarray(durations, dtype=np.float64), return_inverse=True)
    events = np.bincount(place, weights=np.asarray(arrived, dtype=np.float64))
    leaving: Floats = np.bincount(place).astype(np.float64)
    censored: Floats = leaving - events
    return kaplan_meier_of_counts(lengths, events.astype(np.float64), censored)


def kaplan_meier_of_counts(lengths: Floats, arrived: Floats, censored: Floats) -> Survival:
    """The same from counts by duration, which may be added up over units first.

    Args:
        lengths: ascending and distinct.
    """
    leaving = np.asarray(arrived + censored, dtype=np.float64)
    at_risk = leaving[::-1].cumsum()[::-1]
    steps = 1.0 - np.divide(arrived, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
    happened = arrived > 0
    return Survival(lengths[happened], steps.cumprod()[happened])
