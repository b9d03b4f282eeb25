"""Two replays of the same careers side by side: who rises, when, at what cost, and who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gongjiang.careers.simulator.careers import Careers
from gongjiang.careers.simulator.replay import Replayed
from gongjiang.kernel.columns import Ints
from gongjiang.kernel.disclosure import withhold_small

PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person fares under both, where that differs.

    Attributes:
        was, now: how often they rise under the rule in force, and under the other.
        first_was, first_now: the month in which they first rise; None: never.
    """

    row: int
    was: int
    now: int
    first_was: int | None
    first_now: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Some people, counted; None: withheld, for the group is small or would tell of one.

    Attributes:
        people: careers in the window. was, now: promotions under each rule.
        gain, lose: people who rise more often, or less often, or first rise earlier, or later.
    """

    code: str
    people: int
    was: int | None
    now: int | None
    gain: int | None
    lose: int | None

    @property
    def rates(self) -> tuple[float, float] | None:
        """Promotions of a hundred people, under each rule."""
        if self.was is None or self.now is None or not self.people:
            return None
        return 100 * self.was / self.people, 100 * self.now / self.people


@dataclass(frozen=True, slots=True)
class Split:
    """All people by one mark of theirs.

    Attributes:
        withheld: people in groups that are not shown; hidden: how many groups that is.
    """

    name: str
    groups: Sequence[Group]
    withheld: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Both:
    """The same careers under the rule in force, and under the other one."""

    careers: Careers
    was: Replayed
    now: Replayed

    def gains(self) -> Ints:
        """Of each career: 1 where the other rule is to the good, -1 to the bad, 0 where neither.

        More promotions are better; of as many, the first one earlier.
        """
        rows = len(self.careers.histories)
        more = np.sign(self.now.rises(rows) - self.was.rises(rows))
        never = len(self.careers.months)
        sooner = np.sign(self.was.first(rows, never) - self.now.first(rows, never))
        found: Ints = np.where(more != 0, more, sooner).astype(np.int64)
        return found

    def standings(self) -> list[Standing]:
        """Everybody who fares otherwise, in the order of rows."""
        rows, never = len(self.careers.histories), len(self.careers.months)
        counts = self.was.rises(rows), self.now.rises(rows)
        firsts = self.was.first(rows, never), self.now.first(rows, never)
        return [
            Standing(
                row,
                int(counts[0][row]),
                int(counts[1][row]),
                *(None if first[row] == never else int(first[row]) for first in firsts),
            )
            for row in np.flatnonzero(self.gains()).tolist()
        ]

    def split(self, name: str, codes: Sequence[str], of: Ints) -> Split:
        """Both by one mark of the people.

        Small groups are withheld, with as many more as keep them from being worked out, and so are
        small numbers within the groups that are shown.

        Args:
            of: of each career the place in `codes`.
        """
        rows, gains = len(self.careers.histories), self.gains()
        people = dict(enumerate(np.bincount(of, minlength=len(codes)).tolist()))
        shown = withhold_small(people)
        columns = {
            "was": np.bincount(of, weights=self.was.rises(rows), minlength=len(codes)),
            "now": np.bincount(of, weights=self.now.rises(rows), minlength=len(codes)),
            "gain": np.bincount(of, weights=gains > 0, minlength=len(codes)),
            "lose": np.bincount(of, weights=gains < 0, minlength=len(codes)),
        }
        told = {key: _told(values.tolist(), shown.groups) for key, values in columns.items()}
        groups = [
            Group(
                code=codes[place],
                people=count,
                **{key: values.get(place) for key, values in told.items()},
            )
            for place, count in shown.groups.items()
            if count
        ]
        return Split(name, groups, shown.withheld, shown.hidden)

    def cost_fen(self, base_fen: int) -> list[int]:
        """By month, what the other rule costs more; less than nothing: what it saves.

        Args:
            base_fen: a month's pay at coefficient 1.
        """
        return [int(more) * base_fen // PERMILLE for more in self.now.paid - self.was.paid]


def _told(values: Sequence[float], groups: Mapping[int, int]) -> Mapping[int, int]:
    """The numbers of the groups shown that may be told."""
    counts = {place: int(value) for place, value in enumerate(values)}
    return {place: n for place, n in withhold_small(counts).groups.items() if place in groups}
