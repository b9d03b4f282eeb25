"""How many people a unit has, how they spread beneath it, and how they are made up.

Readers who may not name the people are shown groups only; `kernel.disclosure` withholds the small
ones, and whatever would let them be worked out from another page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongjiang.kernel.disclosure import Shown, shown_beneath, withhold_small
from gongjiang.people.queries.roll import Roll


class AgeBand(StrEnum):
    """Full years of age on a day (ours)."""

    UNDER_25 = "UNDER_25"
    FROM_25 = "FROM_25"
    FROM_35 = "FROM_35"
    FROM_45 = "FROM_45"
    FROM_55 = "FROM_55"


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The persons of a unit by kind of employment, sex and age; each adds up to `total`.

    A person with several employments counts once, under the kind of the earliest.
    """

    total: int
    kinds: Shown[str]
    sexes: Shown[str]
    ages: Shown[str]


@dataclass(frozen=True, slots=True)
class Spread:
    """The persons of a unit by the units directly beneath it.

    `counts` and `withheld` add up to the unit's headcount and `twice`.

    Attributes:
        counts: of the units shown; the unit itself stands for who works in none of those beneath.
        withheld: persons in the units not shown; hidden: how many units that is.
        twice: how often somebody at work in more than one of them was counted again.
    """

    counts: dict[int, int]
    withheld: int
    hidden: int
    twice: int


def make_up_of(roll: Roll, *, withholding: bool) -> MakeUp:
    """Count the persons of a roll by what they are; one query."""
    by_dimension: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    total = 0
    for *groups, count in roll.by_kind_sex_and_age():
        total += count
        for counter, group in zip(by_dimension, groups, strict=True):
            counter[group] += count
    kinds, sexes, ages = (_shown(counter, withholding=withholding) for counter in by_dimension)
    return MakeUp(total, kinds, sexes, ages)


def spread_of(roll: Roll, path: Sequence[int], *, total: int, withholding: bool) -> Spread | None:
    """How a unit's persons spread beneath it; one query. None: the unit itself is withheld.

    Args:
        roll: of the whole zone.
        path: the ids from the zone down to the unit.
        total: the unit's headcount.
    """
    if not withholding:
        counts = roll.headcounts_within(path[-1:]).get(path[-1], {})
        return Spread(counts, 0, 0, sum(counts.values()) - total)
    within = roll.headcounts_within(path)
    shown = shown_beneath(path, lambda unit: within.get(unit, {}))
    if shown is None:
        return None
    everybody = sum(within.get(path[-1], {}).values())
    return Spread(shown.groups, shown.withheld, shown.hidden, everybody - total)


def _shown(counts: Mapping[str, int], *, withholding: bool) -> Shown[str]:
    return withhold_small(counts) if withholding else Shown(dict(counts), 0, 0)
