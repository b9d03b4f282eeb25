"""L1: how far apart the grades held are."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.grade_spells import held
from gongjiang.index.indicators.base import (
    Definition,
    Measured,
    Reach,
    Spread,
    Tally,
    levels,
)
from gongjiang.index.records import Records
from gongjiang.index.rules.normalise import Direction

GRADES = range(1, 24)
LOW, HIGH = 10, 90
ALL_OF_THEM = 100


class GradeSpan(Spread):
    """The 90th less the 10th percentile of the grades held, from how many hold each.

    A percentile is the lowest grade that so many of all holders do not exceed.
    """

    definition: ClassVar[Definition] = Definition(
        id="L1",
        label=_("Span of grades"),
        formula=_("The 90th less the 10th percentile of the grades held"),
        numerator=_("the 90th less the 10th percentile"),
        denominator=_("one"),
        unit=_("grades"),
        direction=Direction.HIGHER,
        levels=levels("EZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = tuple(f"grade_{grade}" for grade in GRADES)

    def tallies(self, records: Records) -> list[Tally]:
        grades = held(records)
        counts = {f"grade_{grade}": (grades.grade == grade).ifelse(1, 0).sum() for grade in GRADES}
        told = grades.group_by("at", unit_id=grades.enterprise_id).agg(**counts)
        return [Tally(told, Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        n = sums.sum(axis=1)
        upto = np.cumsum(sums, axis=1) * ALL_OF_THEM
        low = (upto >= LOW * n[:, np.newaxis]).argmax(axis=1)
        high = (upto >= HIGH * n[:, np.newaxis]).argmax(axis=1)
        span = np.where(n > 0, (high - low).astype(np.float64), np.nan)
        return Measured(span, np.ones_like(span), n, span)
