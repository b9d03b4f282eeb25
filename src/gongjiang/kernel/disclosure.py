"""Statistical disclosure control: small groups are not shown, nor can they be worked out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

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
    """Hide groups of fewer than `smallest`, and as many more as keep them from being subtracted.

    Where the hidden groups together would still be one group, or fewer than `smallest`, the
    smallest of the shown ones joins them. Empty groups are shown: nobody is in them.
    """
    ordered = sorted((n, i, group) for i, (group, n) in enumerate(counts.items()) if n > 0)
    hidden = [entry for entry in ordered if entry[0] < smallest]
    rest = ordered[len(hidden) :]
    while hidden and rest and (len(hidden) == 1 or sum(n for n, _, _ in hidden) < smallest):
        hidden.append(rest.pop(0))
    names = {group for _, _, group in hidden}
    return Shown(
        groups={group: n for group, n in counts.items() if group not in names},
        withheld=sum(n for n, _, _ in hidden),
        hidden=len(hidden),
    )
