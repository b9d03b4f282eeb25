"""Which values only those may see who may name everybody in a unit.

A unit with few people is withheld, and as many of its neighbours as keep it from being worked out
from what stands above them; and all that stands beneath a withheld unit. It stays withheld for as
long as a twelve-month sum looks back on the month for which it was, or two sums that are shown
would tell the month that is not. A small numerator is a small group too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from gongjiang.index.measuring import Counted, Ints, Places
from gongjiang.index.records import month_ends
from gongjiang.index.rules.normalise import Flags
from gongjiang.kernel.disclosure import withheld_in


def withheld_values(
    everywhere: Places, there: Places, counts: Sequence[Counted], days: Sequence[date]
) -> Flags:
    """A row per place of the days asked for, a column per indicator.

    Args:
        everywhere: the places of all month ends that the days look back on.
        there: those of the days themselves.
    """
    units = _beneath(there, _units(everywhere, there, days))
    columns = []
    for each in counts:
        group = each.indicator.group
        if group is None:
            columns.append(units)
            continue
        counts_of_group = each.sums[:, each.indicator.parts.index(group)]
        small = _in_families(there, counts_of_group) & each.told
        columns.append(units | _beneath(there, small) & each.told)
    return np.column_stack(columns)


def _units(everywhere: Places, there: Places, days: Sequence[date]) -> Flags:
    """The units with few people, and their cover, at any month end a day looks back on."""
    hidden = _beneath(everywhere, _in_families(everywhere, everywhere.people))
    withheld = np.zeros(len(there.at), dtype=bool)
    by_day: Mapping[int, Ints] = {
        int(at): np.flatnonzero(everywhere.at == at) for at in np.unique(everywhere.at)
    }
    for day in days:
        rows = np.flatnonzero(there.at == _number(day))
        for at in month_ends(day):
            then = by_day.get(_number(at), np.array([], dtype=np.int64))
            small = everywhere.unit[then[hidden[then]]]
            withheld[rows] |= np.isin(there.unit[rows], small)
    return withheld


def _in_families(found: Places, counts: Ints) -> Flags:
    """Groups of a unit's children, and of who is in the unit itself, that are too small."""
    beneath = found.parent >= 0
    own = counts.copy()
    np.subtract.at(own, found.parent[beneath], counts[beneath])
    rows = np.arange(len(counts))
    has_children = np.isin(rows, found.parent)
    family = np.r_[found.parent[beneath], rows[has_children]]
    sizes = np.r_[counts[beneath], own[has_children]]
    hidden = np.zeros(len(counts), dtype=bool)
    if family.size:
        hidden[beneath] = withheld_in(family, sizes)[: beneath.sum()]
    return hidden


def _beneath(found: Places, hidden: Flags) -> Flags:
    """What is withheld, with all that stands beneath it."""
    while True:
        above = hidden[found.parent] & (found.parent >= 0)
        if not (above & ~hidden).any():
            return hidden
        hidden = hidden | above


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
