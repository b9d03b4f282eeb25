"""What projects, small items, patents and conversions leave for the benefit ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.ideas.columns import Crews, Venture
from gongjiang.demo.ideas.crews import person_at
from gongjiang.demo.ideas.phrases import PLACES, SOFT, SUBJECTS
from gongjiang.demo.ideas.processes import WAYS
from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.demo.told import Told
from gongjiang.demo.workdays import workdays
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ledger.facts.base import Fact

MORNING = time(9, 30)
THINGS = {way.code: way.things for way in WAYS}
T = TypeVar("T")


@dataclass(slots=True)
class Shop:
    """Where ventures are made: who works together, by chance, and what is told of them.

    Attributes:
        closings: by a closed team's unit its first day without it.
    """

    build: Build
    chance: np.random.Generator
    crews: Crews
    told: list[Told] = field(default_factory=list)
    ventures: list[Venture] = field(default_factory=list)
    closings: dict[int, date] = field(init=False)

    def __post_init__(self) -> None:
        teams = self.build.grounds.teams
        self.closings = {team.unit: team.closed for team in teams if team.closed}

    def enterprise(self, firm: int) -> int:
        return self.build.grounds.firms[firm].unit

    def manager(self, firm: int) -> int | None:
        return person_at(self.build, self.build.ideas.desks.manager, firm)

    def finance(self, firm: int) -> int | None:
        return person_at(self.build, self.build.ideas.desks.finance, firm)

    def union(self, firm: int) -> int | None:
        return person_at(self.build, self.build.ideas.desks.union, firm)

    def day(self, *, first: date = REFORM, last: date = AS_OF, growth: float = 1.5) -> date:
        """A working day between two days, later ones likelier."""
        span = (last - first).days
        day = first + timedelta(days=int(span * self.chance.random() ** (1 / growth)))
        return self.working(day)

    def later(self, day: date, least: int, most: int) -> date:
        """A working day so many days on."""
        return self.working(day + timedelta(days=int(self.chance.integers(least, most + 1))))

    def working(self, day: date) -> date:
        """The day itself, or the next working day."""
        return workdays().or_next[day]

    def stands(self, unit: int, day: date) -> bool:
        """Whether a team has not been closed by a day; of other units it is not asked."""
        return day < self.closings.get(unit, date.max)

    def subject(self, unit: int) -> tuple[str, str, str, str]:
        """What something is about: a thing of the unit's process, its fault, cure and effect."""
        found = self.build.ideas.way_of_unit
        place = int(found[unit]) if unit < len(found) else -1
        drawn = iter(self.chance.random(8).tolist())

        def one_of(words: Sequence[T]) -> T:
            return words[int(next(drawn) * len(words))]

        way = WAYS[place] if place >= 0 else one_of(WAYS)
        subject = one_of(SUBJECTS[:SOFT])
        number = str(one_of(range(subject.least, subject.most + 1)))
        thing = one_of(PLACES) + one_of(THINGS[way.code])
        cure, effect = (
            one_of(words).replace("{n}", number) for words in (subject.measures, subject.effects)
        )
        return thing, one_of(subject.defects), cure, effect

    def tell(
        self, fact: Fact, firm: int, unit: int, on: date, *, person: int = 0, by: int | None = None
    ) -> None:
        """Record that something happened on a day, at a moment of the office's hours."""
        self.told.append(
            Told(
                fact=fact,
                unit=unit,
                enterprise=self.enterprise(firm),
                at=moment(on),
                person=person,
                by=by or 0,
            )
        )


def moment(on: date) -> datetime:
    return datetime.combine(on, MORNING, SHANGHAI)


def shop(build: Build, name: str) -> Shop:
    return Shop(build, build.plan.rng(name), build.crews)


def amount(chance: np.random.Generator, median_yuan: float, sigma: float) -> int:
    """A sum in fen, in whole yuan: most near the median, a few much larger."""
    return int(median_yuan * np.exp(sigma * chance.standard_normal())) * 100
