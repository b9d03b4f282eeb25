"""L4: how evenly the ages of those on roll are spread."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

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
from gongjiang.index.rules.spread import normalised_entropy

BAND_STARTS = (25, 35, 45, 55)  # docs/sources.md: age bands


class AgeBalance(Spread):
    """Normalised entropy of five age bands.

    The age is the one reached in the day's year, so that it can be told from the year of birth,
    which is all that is left of somebody forgotten. An age nobody told counts to the largest band:
    whatever it is in truth, the value is not better for its being withheld.
    """

    definition: ClassVar[Definition] = Definition(
        id="L4",
        label=_("Balance of age echelons"),
        formula=_(
            "Normalised entropy of the persons on roll in five age bands: under 25, 25 to 34, "
            "35 to 44, 45 to 54, 55 and over; 1 where all bands are of one size"
        ),
        numerator=_("the entropy of the five bands"),
        denominator=_("the entropy of five equal bands"),
        unit=_("0 to 1"),
        direction=Direction.HIGHER,
        levels=levels("TESZ"),
        room="people",
    )
    parts: ClassVar[tuple[str, ...]] = (
        "under_25",
        "from_25",
        "from_35",
        "from_45",
        "from_55",
        "unknown",
    )

    def tallies(self, records: Records) -> list[Tally]:
        persons = records.lake.persons
        seats = records.seats.left_join(persons, "person_id").select(
            at=ibis._.at, unit_id=ibis._.unit_id, age=ibis._.at.year() - ibis._.birth_year
        )
        return [Tally(seats.group_by("at", "unit_id").agg(**self._bands(seats)), Reach.DAY)]

    def _bands(self, seats: ir.Table) -> dict[str, ir.Value]:
        known = seats.age.notnull()
        starts = (None, *BAND_STARTS)
        ends = (*BAND_STARTS, None)
        counts: dict[str, ir.Value] = {}
        for name, start, end in zip(self.parts, starts, ends, strict=False):
            within = known
            if start is not None:
                within &= seats.age >= start
            if end is not None:
                within &= seats.age < end
            counts[name] = within.ifelse(1, 0).sum()
        return counts | {"unknown": seats.age.isnull().ifelse(1, 0).sum()}

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        bands, unknown = sums[:, :-1].copy(), sums[:, -1]
        bands[np.arange(len(bands)), bands.argmax(axis=1)] += unknown
        balance = normalised_entropy(bands.astype(np.float64))
        whole = np.ones_like(balance)
        return Measured(balance, whole, sums.sum(axis=1), balance)
