"""Statistical disclosure control: small groups are not shown, nor can they be worked out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

SMALLEST_GROUP = 5  # design.md, "Who may see what"

G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown(Generic[G]):
    """Groups fit to be shown: `groups` and `withheld` add up to the total exactly.

    Attributes:
        groups: the counts that are shown.
        withheld: the sum of those that are not.
        hidden: how many groups that is.
    """

    groups: dict[G, int]
    withheld: int
    hidden: int


def withhold_small(counts: Mapping[G, int], *, smallest: int = SMALLEST_GROUP) -> Shown[G]:
    """Hide groups of fewer than `smallest`, and as many more as keep them from being worked out.

    The smallest of the shown ones join the hidden until no hidden count follows from the sum of
    all. Empty groups are shown, nobody is in them; only where each hidden one would then be known
    to be a single person are they hidden as well.
    """
    ordered = sorted((n, i, group) for i, (group, n) in enumerate(counts.items()) if n > 0)
    hidden = [entry for entry in ordered if entry[0] < smallest]
    rest = ordered[len(hidden) :]
    while hidden and rest and _follows([n for n, _, _ in hidden], smallest):
        hidden.append(rest.pop(0))
    names = {group for _, _, group in hidden}
    if hidden and _follows([n for n, _, _ in hidden], smallest):
        names = set(counts)
    return Shown(
        groups={group: n for group, n in counts.items() if group not in names},
        withheld=sum(n for n, _, _ in hidden),
        hidden=len(names),
    )


def withheld_in(
    family: NDArray[Any], counts: NDArray[Any], *, smallest: int = SMALLEST_GROUP
) -> NDArray[np.bool_]:
    """The same of many families at once: which of all their groups `withhold_small` would hide.

    Args:
        family: of each group, a number that tells its family from others.
        counts: of each group; of two alike in a family, the first is the smaller.
    """
    order = np.lexsort((counts, counts <= 0, family))
    families, sizes = family[order], counts[order]
    starts = np.flatnonzero(np.r_[True, families[1:] != families[:-1]])
    start = np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    # Of each prefix of a family's groups, the smallest first: whether hiding it is enough.
    place = np.arange(len(order)) - start
    sums = np.cumsum(sizes) - (np.cumsum(sizes) - sizes)[start]
    groups = place + 1
    small = (sizes > 0) & (sizes < smallest)
    smalls = np.add.reduceat(small, starts)[np.searchsorted(starts, start)]
    tells = (groups == 1) | (sums < smallest) | (sums == groups) | (sums == groups * (smallest - 1))
    enough = (groups >= smalls) & ~tells & (sizes > 0)
    length = np.where(enough, groups, np.iinfo(np.int64).max)
    shortest = np.minimum.reduceat(length, starts)[np.searchsorted(starts, start)]
    hidden = np.zeros(len(order), dtype=bool)
    hidden[order] = (smalls > 0) & (groups <= shortest)
    return hidden


def _follows(hidden: Sequence[int], smallest: int) -> bool:
    """Whether a hidden count can be told from how many are hidden and their sum.

    One alone is the sum; many of one person each are as many as their sum; and of many that are
    all just too small, the sum is as large as it can be.
    """
    total, groups = sum(hidden), len(hidden)
    return groups == 1 or total < smallest or total in {groups, groups * (smallest - 1)}


def shown_beneath(
    path: Sequence[G],
    counts_beneath: Callable[[G], Mapping[G, int]],
    *,
    smallest: int = SMALLEST_GROUP,
) -> Shown[G] | None:
    """What may be shown beneath the last unit of a path, or None when that unit is withheld.

    A unit withheld among its neighbours is withheld with all beneath it, however a reader comes
    there: its parts would add up to what was hidden.

    Args:
        path: from the root, which is always shown, down to the unit that is opened.
        counts_beneath: the counts of the units directly beneath one; they add up to its own.
    """
    shown = withhold_small(counts_beneath(path[0]), smallest=smallest)
    for unit in path[1:]:
        if unit not in shown.groups:
            return None
        shown = withhold_small(counts_beneath(unit), smallest=smallest)
    return shown
