"""A headcount by unit, at every level of the tree at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongjiang.kernel.disclosure import shown_beneath
from gongjiang.orgs.models import Ancestry, Tree, Unit, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.queries.roll import Roll
from gongjiang.people.queries.seats import count_by_unit
from gongjiang.reports.figures.base import Group, Groups
from gongjiang.reports.figures.kept import shared


@dataclass(frozen=True, slots=True)
class Headcounts:
    """Persons by the unit they are counted in, each once, in the tree of one day.

    Attributes:
        root: the zone's id; None: there is no zone on that day.
        parent: each unit's parent.
        own: persons in a unit itself.
        whole: persons in a unit and all beneath it.
    """

    root: int | None
    parent: Mapping[int, int]
    children: Mapping[int, tuple[int, ...]]
    own: Mapping[int, int]
    whole: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.own.values())

    def of(self, unit_id: int) -> int:
        return self.whole.get(unit_id, 0)

    def path(self, unit_id: int | None) -> list[int]:
        """From the zone down to a unit (None: the zone); empty when it is not in the tree."""
        if self.root is None or (unit_id not in self.parent and unit_id not in {None, self.root}):
            return []
        path = [self.root if unit_id is None else unit_id]
        while path[0] != self.root:
            path.insert(0, self.parent[path[0]])
        return path

    def beneath(self, unit_id: int) -> dict[int, int]:
        """Counts of the units directly beneath one, and under its own id those in it itself."""
        counts = {child: self.of(child) for child in self.children.get(unit_id, ())}
        here = self.own.get(unit_id, 0)
        return {**counts, unit_id: here} if here else counts


def headcounts_by_unit(roll: Roll) -> Headcounts:
    """Count a roll at every level; two queries."""
    return added_up(count_by_unit(roll), roll.day)


def added_up(own: Mapping[int, int], day: date) -> Headcounts:
    """Persons by unit, added up the tree of a day; one query."""
    parent = _parents(day)
    tops = set(parent.values()).difference(parent)
    root = min(tops) if tops else _lonely_zone(day)
    children: dict[int, list[int]] = {}
    for child, above in parent.items():
        children.setdefault(above, []).append(child)
    whole: dict[int, int] = {}
    for unit, count in own.items():
        at: int | None = unit
        while at is not None:
            whole[at] = whole.get(at, 0) + count
            at = parent.get(at)
    return Headcounts(
        root=root,
        parent=parent,
        children={unit: tuple(sorted(below)) for unit, below in children.items()},
        own=own,
        whole=whole,
    )


def groups_beneath(counts: Headcounts, unit_id: int | None) -> Groups | None:
    """What may be shown beneath a unit (None: the zone); two queries.

    None is the answer for a unit that does not stand in the tree, and for one that is withheld.
    """
    path = counts.path(unit_id)
    shown = shown_beneath(path, counts.beneath) if path else None
    if shown is None:
        return None
    units = Unit.objects.in_bulk([*path, *shown.groups])
    opened = path[-1]
    return Groups(
        path=[units[each] for each in path],
        total=counts.of(opened),
        groups=sorted(
            (Group(units[each], n) for each, n in shown.groups.items() if each != opened),
            key=lambda group: (group.unit.name_pinyin, group.unit.id),
        ),
        here=shown.groups.get(opened, None if opened in counts.beneath(opened) else 0),
        withheld=shown.withheld,
        hidden=shown.hidden,
    )


@shared
def _parents(day: date) -> dict[int, int]:
    steps = Ancestry.objects.filter(true_on(day), depth=1, ancestor__tree=Tree.ADMINISTRATIVE)
    return dict(steps.values_list("descendant_id", "ancestor_id"))


def _lonely_zone(day: date) -> int | None:
    """The zone on a day when nothing stood beneath it."""
    zones = Ancestry.objects.filter(true_on(day), depth=0, ancestor__kind=UnitKind.ZONE)
    return zones.values_list("ancestor_id", flat=True).first()
