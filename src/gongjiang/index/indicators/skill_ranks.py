"""P1, P8, L5, G3: what ranks of the eight-level ladder people hold, and how these rise."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    PERCENT,
    Definition,
    Indicator,
    Measured,
    PerHead,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import MONTHS, Records, windows
from gongjiang.index.rules.normalise import Direction
from gongjiang.index.skill_spells import highest, ranks, titles
from gongjiang.skills.models import HIGHEST_CERTIFIED, HIGHLY_SKILLED, LOWEST_CERTIFIED

CERTIFIED_RANKS = range(int(LOWEST_CERTIFIED), int(HIGHEST_CERTIFIED) + 1)
PER_HUNDRED_WORKERS = 100


class HighlySkilled(Share):
    """Highly skilled talent (高技能人才): rank 3 or above, of those of any rank."""

    definition: ClassVar[Definition] = Definition(
        id="P1",
        label=_("Highly skilled talent"),
        formula=_(
            "Persons on roll of skill rank 3 or above, of those of any rank; certificates and "
            "appointments that count on the day"
        ),
        numerator=_("persons on roll of rank 3 or above"),
        denominator=_("persons on roll of rank 1 or above"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("TESZ"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = ("highly_skilled", "skilled")
    group: ClassVar[str | None] = "highly_skilled"

    def tallies(self, records: Records) -> list[Tally]:
        held = highest(records.seats, ranks(records))
        counts = held.group_by("at", "unit_id").agg(
            highly_skilled=_one(held.value >= int(HIGHLY_SKILLED)), skilled=held.count()
        )
        return [Tally(counts, Reach.DAY)]


class SkilledAndTitled(Share):
    """Highly skilled talent that holds a professional title as well (贯通双证)."""

    definition: ClassVar[Definition] = Definition(
        id="P8",
        label=_("Both certificate and title"),
        formula=_(
            "Persons on roll of rank 3 or above who also hold a professional title, of those of "
            "rank 3 or above"
        ),
        numerator=_("persons on roll of rank 3 or above with a title"),
        denominator=_("persons on roll of rank 3 or above"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("EZ"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = ("both", "highly_skilled")
    group: ClassVar[str | None] = "both"

    def tallies(self, records: Records) -> list[Tally]:
        held = highest(records.seats, ranks(records))
        held = held.filter(held.value >= int(HIGHLY_SKILLED))
        titled = highest(records.seats, titles(records)).select("at", "person_id", title="value")
        both = held.left_join(titled, ["at", "person_id"])
        counts = both.group_by("at", "unit_id").agg(
            both=_one(both.title.notnull()), highly_skilled=both.count()
        )
        return [Tally(counts, Reach.DAY)]


class RanksFilled(Indicator):
    """How many of the ranks 1 to 5 are really there: one holder in a hundred workers or more."""

    definition: ClassVar[Definition] = Definition(
        id="L5",
        label=_("Completeness of skill levels"),
        formula=_(
            "Ranks 1 to 5 that at least one in 100 persons on roll holds as their highest, of "
            "these five"
        ),
        numerator=_("ranks that are filled"),
        denominator=_("the five ranks of certificates"),
        unit=_("% of five ranks"),
        direction=Direction.HIGHER,
        levels=levels("EZ"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = (*(f"rank_{rank}" for rank in CERTIFIED_RANKS), "persons")

    def tallies(self, records: Records) -> list[Tally]:
        held = highest(records.seats, ranks(records))
        holders = held.group_by("at", "unit_id").agg(
            **{f"rank_{rank}": _one(held.value == rank) for rank in CERTIFIED_RANKS}
        )
        seats = records.seats
        persons = seats.group_by("at", "unit_id").agg(persons=seats.count())
        return [Tally(holders, Reach.DAY), Tally(persons, Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        holders, persons = sums[:, :-1], sums[:, -1]
        filled = (holders * PER_HUNDRED_WORKERS >= persons[:, np.newaxis]) & (holders > 0)
        count = filled.sum(axis=1).astype(np.float64)
        of = np.full(count.shape, float(len(CERTIFIED_RANKS)))
        # Where not one certificate is recorded, nothing is known of the ranks.
        values = np.where(holders.any(axis=1), 100.0 * count / of, np.nan)
        return Measured(count, of, persons, values)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        persons = sums[:, -1]
        share = (sums[:, :-1] + HALF / len(CERTIFIED_RANKS)) / (persons + 1.0)[:, np.newaxis]
        holders = chance.binomial(persons[:, np.newaxis], np.clip(share, 0.0, 1.0))
        return np.column_stack([holders, persons])


class RankRise(PerHead):
    """Persons on roll who reached a higher rank than ever before within twelve months."""

    definition: ClassVar[Definition] = Definition(
        id="G3",
        label=_("Skill level rise"),
        formula=_(
            "Persons on roll who within twelve months reached a rank above all they had held, of "
            "the average headcount: the mean of twelve month-end rolls"
        ),
        numerator=_("persons on roll whose rank rose, each once"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = ("risen", "person_months")
    group: ClassVar[str | None] = "risen"

    def tallies(self, records: Records) -> list[Tally]:
        seats = records.seats
        days = list(records.question.days)
        spans = ibis.memtable(
            {"day": days, "after": [window.after for _, window in windows(days, MONTHS)]},
            schema={"day": "date", "after": "date"},
        )
        asked = seats.join(spans, seats.at == spans.day)
        risen = rises(ranks(records))
        within = [
            asked.person_id == risen.person_id,
            (risen.on > asked.after) & (risen.on <= asked.at),
        ]
        once = asked.semi_join(risen, within)
        counts = once.group_by("at", "unit_id").agg(risen=once.count())
        return [Tally(counts, Reach.DAY), self.present(records)]


def rises(spells: ir.Table) -> ir.Table:
    """The days on which somebody held a higher rank than any before: (person_id, on)."""
    earlier = ibis.window(
        group_by=spells.person_id,
        order_by=[spells.valid_from, spells.value],
        preceding=(None, 1),
        following=None,
    )
    before = spells.value.max().over(earlier)
    first = spells.mutate(before=before)
    return first.filter(first.before.isnull() | (first.value > first.before)).select(
        "person_id", on=first.valid_from
    )


def _one(condition: ir.BooleanValue) -> ir.IntegerValue:
    return condition.ifelse(1, 0).sum()
