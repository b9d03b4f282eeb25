"""Everybody at work in the zone on a day: how many in each unit, and how they are made up.

Readers who may not name the people are shown groups only; `kernel.disclosure` withholds the small
ones, and whatever would let them be worked out from another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.kernel.disclosure import Shown, shown_beneath, withhold_small
from gongjiang.people.queries.make_up import BANDS, GROUPS, KINDS, SEXES, make_up_by_unit
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.queries.trend import DatedDefinition, industrial_headcounts
from gongjiang.reports.figures.headcounts import Headcounts, added_up
from gongjiang.reports.figures.kept import kept


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The persons of a unit by kind of employment, sex and age; each adds up to `total`."""

    total: int
    kinds: Shown[str]
    sexes: Shown[str]
    ages: Shown[str]


@dataclass(frozen=True, slots=True)
class Census:
    """The persons at work on a day, each counted once, where they came to first.

    Attributes:
        tree: how many there are in each unit.
        groups: for each unit, how many in it itself belong to each of `make_up.GROUPS`.
    """

    tree: Headcounts
    groups: Mapping[int, tuple[int, ...]]

    def total(self, unit_id: int) -> int:
        return self.tree.of(unit_id)

    def beneath(self, path: Sequence[int], *, withholding: bool) -> Shown[int] | None:
        """How the persons of a path's last unit spread over those directly beneath it.

        The unit's own id stands for who works in none of them. None: the unit itself is withheld.

        Args:
            path: the ids from the zone down to the unit.
        """
        if not path:
            return None
        if not withholding:
            return Shown(self.tree.beneath(path[-1]), 0, 0)
        return shown_beneath(path, self.tree.beneath)

    def make_up(self, unit_id: int, *, withholding: bool) -> MakeUp:
        """What kinds of people a unit has, with all beneath it."""
        rows = [self.groups[unit] for unit in self._within(unit_id) if unit in self.groups]
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(GROUPS)
        counts = dict(zip(GROUPS, sums, strict=True))
        kinds, sexes, ages = (
            _shown({key: counts[key] for key in keys}, withholding=withholding)
            for keys in (KINDS, SEXES, BANDS)
        )
        return MakeUp(self.total(unit_id), kinds, sexes, ages)

    def _within(self, unit_id: int) -> Iterator[int]:
        waiting = [unit_id]
        while waiting:
            unit = waiting.pop()
            waiting.extend(self.tree.children.get(unit, ()))
            yield unit


@kept
def census_on(day: date) -> Census:
    """The census of a day; two queries, or none while nothing was written since it was taken."""
    groups = make_up_by_unit(roll_on(day))
    own = {unit: sum(counts[: len(KINDS)]) for unit, counts in groups.items()}
    return Census(added_up(own, day), groups)


def _shown(counts: Mapping[str, int], *, withholding: bool) -> Shown[str]:
    return withhold_small(counts) if withholding else Shown(dict(counts), 0, 0)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the zone's own page leans on, derived together.

    Attributes:
        workers: industrial workers on roll (figure 1) on each of the days asked for.
    """

    census: Census
    workers: Mapping[date, int]


@kept
def zone_at_a_glance(days: tuple[date, ...], definitions: tuple[DatedDefinition, ...]) -> Glance:
    """The census of the last of some days, and the industrial workers on each; three queries."""
    return Glance(census_on(days[-1]), industrial_headcounts(days, definitions))
