"""One person's row of `assess`, as an object for a reader, for a file and for an appeal.

It holds numbers and codes, no sentences: those are put by `wording`, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from gongjiang.careers.rules.eligibility import Assessed, Criterion
from gongjiang.careers.rules.ladder import SEQUENCES


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion that is asked for.

    Attributes:
        asked, there: in the criterion's own unit.
        day: the first day on which it is satisfied by itself; None: it is, or somebody has to do
            something first.
    """

    criterion: Criterion
    asked: int
    there: int
    satisfied: bool
    day: date | None

    @property
    def to_do(self) -> bool:
        """Whether it is missing and no waiting brings it."""
        return not self.satisfied and self.day is None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the next grade: what is to be done, and the first day on which it can end.

    Attributes:
        award: whether an award has to be won as well.
    """

    exceptional: bool
    to_do: tuple[Item, ...]
    award: bool
    earliest: date

    @property
    def doings(self) -> int:
        return len(self.to_do) + self.award


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where somebody stands, what the next grade asks, what is there and what is missing.

    Attributes:
        since: from when months in this grade count; months: how many have passed.
        target: the next grade, 0 at the top of the sequence.
        exceptional: not eligible by months yet, but by an award.
        ways: the cheapest first: the fewest things to do, then the earliest day.
        ladder: the version of the rule that was applied.
    """

    on: date
    person: int
    enterprise: int
    sequence: str
    grade: int
    since: date
    months: int
    target: int
    eligible: bool
    exceptional: bool
    items: tuple[Item, ...]
    ways: tuple[Way, ...]
    ladder: str

    @property
    def satisfied(self) -> list[Item]:
        return [item for item in self.items if item.satisfied]

    @property
    def missing(self) -> list[Item]:
        return [item for item in self.items if not item.satisfied]

    @property
    def earliest(self) -> date | None:
        """The first day on which it can be, by the ordinary way."""
        return next((way.earliest for way in self.ways if not way.exceptional), None)

    @property
    def at_top(self) -> bool:
        return self.target == 0

    def item(self, criterion: Criterion) -> Item | None:
        return next((item for item in self.items if item.criterion == criterion), None)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a promotion."""
        return {
            "on": self.on.isoformat(),
            "person": self.person,
            "enterprise": self.enterprise,
            "sequence": self.sequence,
            "grade": self.grade,
            "since": self.since.isoformat(),
            "months": self.months,
            "target": self.target,
            "eligible": self.eligible,
            "exceptional": self.exceptional,
            "items": [_item_json(item) for item in self.items],
            "ways": [
                {
                    "exceptional": way.exceptional,
                    "to_do": [item.criterion.value for item in way.to_do],
                    "award": way.award,
                    "earliest": way.earliest.isoformat(),
                }
                for way in self.ways
            ],
            "ladder": self.ladder,
        }


def explain(assessed: Assessed, row: int, *, ladder: str) -> Explanation:
    """What was found of one row.

    Args:
        ladder: the version of the rule, to be told and kept.
    """
    histories = assessed.histories
    items = tuple(
        Item(
            criterion=criterion,
            asked=int(judged.asked[row]),
            there=int(judged.there[row]),
            satisfied=bool(judged.satisfied[row]),
            day=_day(judged.day[row]),
        )
        for criterion, judged in assessed.criteria.items()
        if judged.applies[row]
    )
    return Explanation(
        on=assessed.on,
        person=int(histories.person[row]),
        enterprise=int(histories.enterprise[row]),
        sequence=SEQUENCES[histories.sequence[row]],
        grade=int(histories.grade[row]),
        since=_certain(histories.since[row]),
        months=int(assessed.criteria[Criterion.MONTHS].there[row]),
        target=int(assessed.target[row]),
        eligible=bool(assessed.eligible[row]),
        exceptional=bool(assessed.may_be_exceptional[row]),
        items=items,
        ways=_ways(assessed, row, items),
        ladder=ladder,
    )


def from_json(kept: Mapping[str, Any]) -> Explanation:
    """Read an explanation that was kept."""
    items = tuple(
        Item(
            criterion=Criterion(item["criterion"]),
            asked=item["asked"],
            there=item["there"],
            satisfied=item["satisfied"],
            day=None if item["day"] is None else date.fromisoformat(item["day"]),
        )
        for item in kept["items"]
    )
    by_name = {item.criterion.value: item for item in items}
    ways = tuple(
        Way(
            exceptional=way["exceptional"],
            to_do=tuple(by_name[name] for name in way["to_do"]),
            award=way["award"],
            earliest=date.fromisoformat(way["earliest"]),
        )
        for way in kept["ways"]
    )
    plain = {name: kept[name] for name in PLAIN}
    return Explanation(
        on=date.fromisoformat(kept["on"]),
        since=date.fromisoformat(kept["since"]),
        items=items,
        ways=ways,
        **plain,
    )


PLAIN = (
    "person",
    "enterprise",
    "sequence",
    "grade",
    "months",
    "target",
    "eligible",
    "exceptional",
    "ladder",
)


def _ways(assessed: Assessed, row: int, items: tuple[Item, ...]) -> tuple[Way, ...]:
    """The ordinary way, and the exceptional one where it is open and sooner; cheapest first."""
    ordinary_day = _day(assessed.earliest[row])
    if not assessed.target[row] or ordinary_day is None:
        return ()
    to_do = tuple(item for item in items if item.to_do)
    ordinary = Way(
        exceptional=False, to_do=_nearer(assessed, row, to_do), award=False, earliest=ordinary_day
    )
    if assessed.had_exceptional[row]:
        return (ordinary,)
    waits = [
        item.day for item in items if item.day is not None and item.criterion != Criterion.MONTHS
    ]
    sooner = max([assessed.on, _certain(assessed.exceptional_day[row]), *waits])
    if sooner >= ordinary_day:
        return (ordinary,)
    early = Way(
        exceptional=True,
        to_do=to_do,
        award=not assessed.awards[row],
        earliest=sooner,
    )
    return tuple(sorted((ordinary, early), key=lambda way: (way.doings, way.earliest)))


def _nearer(assessed: Assessed, row: int, to_do: tuple[Item, ...]) -> tuple[Item, ...]:
    """Of a skill rank and a title of which one is enough, the one that is fewer steps away."""
    both = [item for item in to_do if item.criterion in {Criterion.RANK, Criterion.TITLE}]
    asks_one = assessed.ladder.cells["either"][
        assessed.histories.sequence[row], assessed.target[row]
    ]
    if len(both) < len((Criterion.RANK, Criterion.TITLE)) or not asks_one:
        return to_do
    further = max(both, key=lambda item: item.asked - item.there)
    return tuple(item for item in to_do if item is not further)


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "criterion": item.criterion.value,
        "asked": item.asked,
        "there": item.there,
        "satisfied": item.satisfied,
        "day": None if item.day is None else item.day.isoformat(),
    }


def _day(day: np.datetime64) -> date | None:
    found: date | None = day.astype("datetime64[D]").item()
    return found


def _certain(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found
