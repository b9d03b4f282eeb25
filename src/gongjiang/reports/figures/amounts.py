"""Figures that sum money: by unit, by source, by month, and down to the entries, to the fen.

A claim belongs to one unit, so groups of fewer than five claims can be withheld from readers who
may not see entries, as small groups of persons are.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.disclosure import SMALLEST_GROUP, shown_beneath
from gongjiang.orgs.models import Unit
from gongjiang.reports.figures.base import Figure
from gongjiang.reports.figures.headcounts import Headcounts, added_up

NOTHING_SMALL = 1
"""For readers who see every entry anyway."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What is summed, with how many entries and claims stand behind it."""

    fen: int = 0
    entries: int = 0
    claims: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.fen + other.fen, self.entries + other.entries, self.claims + other.claims)

    @property
    def yuan(self) -> int | float:
        return self.fen // 100 if self.fen % 100 == 0 else self.fen / 100


@dataclass(frozen=True, slots=True)
class Slice:
    """A sum of one unit, source and enterprise, as the ledger groups it."""

    unit_id: int
    enterprise_id: int
    source: str
    sum: Sum


@dataclass(frozen=True, slots=True)
class AmountGroup:
    """One line of a breakdown."""

    unit: Unit
    sum: Sum


@dataclass(frozen=True, slots=True)
class AmountGroups:
    """An amount by the units beneath one: groups, `here` and `withheld` add up to `total`.

    Attributes:
        path: from the zone down to the unit that is opened.
        here: of the unit itself and none of those beneath it.
        hidden: how many groups are withheld.
        by_source: the same total by what it came from; empty where something is withheld.
    """

    path: Sequence[Unit]
    total: Sum
    groups: Sequence[AmountGroup]
    here: Sum
    withheld: Sum
    hidden: int
    by_source: Sequence[tuple[str, Sum]]


@dataclass(frozen=True, slots=True)
class AmountEntry:
    """One entry behind an amount. No person."""

    entry_id: int
    on: date
    unit_id: int
    enterprise_id: int
    source: str
    confidence: str
    fen: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries: as of a day, as known at a moment, beneath some units.

    Attributes:
        units: ids; None: wherever. enterprises: those the reader may open; None: all.
    """

    on: date
    known_at: datetime | None = None
    units: tuple[int, ...] | None = None
    enterprises: tuple[int, ...] | None = None


class AmountFigure(Figure):
    """A figure that sums entries of money.

    Attributes:
        course: what its trend shows, in a sentence.
    """

    course: ClassVar[Sentence] = gettext_lazy(
        "Confirmed in the five years up to the end of each month"
    )

    @abstractmethod
    def trend(
        self, days: Sequence[date], known_at: datetime | None = None
    ) -> Mapping[date, int | float]:
        """The value on each of several days."""

    @abstractmethod
    def slices(self, on: date, known_at: datetime | None) -> tuple[Slice, ...]:
        """The sums by unit, enterprise and source."""

    @abstractmethod
    def months(self, on: date, known_at: datetime | None) -> tuple[tuple[date, str, Sum], ...]:
        """The sums by month and source, the earliest first."""

    @abstractmethod
    def total(self, asked: Asked) -> Sum:
        """The sum of some entries."""

    @abstractmethod
    def page(self, asked: Asked, *, limit: int, offset: int = 0) -> list[AmountEntry]:
        """Some of them, the newest first."""

    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None, *, open_to_reader: bool
    ) -> AmountGroups | None:
        """The amount by the units beneath one (None: the zone).

        None is the answer for a unit that did not stand in the tree on that day, and for one that
        is withheld itself.

        Args:
            open_to_reader: whether the reader may see every entry beneath it.
        """
        slices = self.slices(on, known_at)
        tree = added_up({}, on)
        path = tree.path(unit_id)
        if not path:
            return None
        own = _own(slices, tree)
        counted = _added_up({unit: sum_.claims for unit, sum_ in own.items()}, tree)
        smallest = NOTHING_SMALL if open_to_reader else SMALLEST_GROUP
        shown = shown_beneath(path, counted.beneath, smallest=smallest)
        if shown is None:
            return None
        opened, whole = path[-1], _sums(own, tree)
        beneath = {unit: whole.get(unit, Sum()) for unit in counted.children.get(opened, ())}
        here = own.get(opened, Sum())
        seen = {unit: sum_ for unit, sum_ in beneath.items() if unit in shown.groups}
        seen_here = here if opened in shown.groups or not here.claims else Sum()
        total = whole.get(opened, Sum())
        shown_sum = _added(seen.values()) + seen_here
        units = Unit.objects.in_bulk([*path, *seen])
        return AmountGroups(
            path=[units[each] for each in path],
            total=total,
            groups=sorted(
                (AmountGroup(units[each], sum_) for each, sum_ in seen.items() if sum_.entries),
                key=lambda group: (-group.sum.fen, group.unit.id),
            ),
            here=seen_here,
            withheld=Sum(
                total.fen - shown_sum.fen,
                total.entries - shown_sum.entries,
                total.claims - shown_sum.claims,
            ),
            hidden=shown.hidden,
            by_source=() if shown.hidden else _by_source(slices, tree, opened),
        )


def _place(each: Slice, tree: Headcounts) -> int:
    """Where a slice stands in the tree of a day; what has closed counts in its enterprise."""
    assert tree.root is not None  # noqa: S101  (there is a path, so there is a zone)
    for unit in (each.unit_id, each.enterprise_id):
        if unit in tree.parent:
            return unit
    return tree.root


def _own(slices: Iterable[Slice], tree: Headcounts) -> dict[int, Sum]:
    own: dict[int, Sum] = {}
    for each in slices:
        place = _place(each, tree)
        own[place] = own.get(place, Sum()) + each.sum
    return own


def _sums(own: dict[int, Sum], tree: Headcounts) -> dict[int, Sum]:
    whole: dict[int, Sum] = {}
    for unit, sum_ in own.items():
        for step in tree.path(unit):
            whole[step] = whole.get(step, Sum()) + sum_
    return whole


def _added_up(own: dict[int, int], tree: Headcounts) -> Headcounts:
    whole: dict[int, int] = {}
    for unit, count in own.items():
        for step in tree.path(unit):
            whole[step] = whole.get(step, 0) + count
    return Headcounts(tree.root, tree.parent, tree.children, own, whole)


def _by_source(
    slices: Iterable[Slice], tree: Headcounts, opened: int
) -> tuple[tuple[str, Sum], ...]:
    found: dict[str, Sum] = {}
    under = _subtree(tree, opened)
    for each in slices:
        if _place(each, tree) in under:
            found[each.source] = found.get(each.source, Sum()) + each.sum
    return tuple(sorted(found.items(), key=lambda pair: -pair[1].fen))


def _subtree(tree: Headcounts, opened: int) -> set[int]:
    """A unit and all beneath it."""
    found, waiting = set[int](), [opened]
    while waiting:
        unit = waiting.pop()
        found.add(unit)
        waiting.extend(tree.children.get(unit, ()))
    return found


def _added(sums: Iterable[Sum]) -> Sum:
    total = Sum()
    for each in sums:
        total += each
    return total
