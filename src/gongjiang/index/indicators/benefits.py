"""F13: the net benefit of improvements that finance confirmed, for each person."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    Definition,
    Measured,
    PerHead,
    Reach,
    Tally,
    levels,
    rates,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.benefits import BenefitConfirmed

FEN_IN_YUAN = 100


class BenefitPerHead(PerHead):
    """Confirmed yuan over average headcount, in the unit where each effect shows.

    A corrected or reversed entry counts as it stands now; what is only estimated does not count.
    How many entries there were says how much of the sum may be chance.
    """

    definition: ClassVar[Definition] = Definition(
        id="F13",
        label=_("Confirmed benefit per person"),
        formula=_(
            "Net benefit confirmed by finance within twelve months, of all sources, over the "
            "average headcount"
        ),
        numerator=_("net benefit that finance confirmed, yuan"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=_("CNY"),
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("benefit_fen", "entries", "person_months")
    scale: ClassVar[float] = 1.0

    def tallies(self, records: Records) -> list[Tally]:
        confirmed = records.live(BenefitConfirmed)
        benefit = confirmed.group_by("at", "unit_id").agg(
            benefit_fen=confirmed.amount_fen.sum(), entries=confirmed.count()
        )
        return [Tally(benefit, Reach.WINDOW), self.present(records)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        fen, _entries, person_months = sums.T.astype(np.float64)
        return rates(fen / FEN_IN_YUAN, person_months / MONTHS, scale=self.scale)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        """As many entries as chance has it, each of the mean amount."""
        fen, entries, person_months = sums.T
        mean = fen / np.maximum(entries, 1)
        again = np.rint(chance.poisson(entries + HALF) * mean).astype(np.int64)
        return np.column_stack([again, entries, person_months])
