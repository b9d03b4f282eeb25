"""Who works together on something: people of one firm who were there on a day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.ideas.authors import LEAST_WORKERS
from gongjiang.demo.places import LOGISTICS
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import Ints


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at work on the demo's last day: the id of the person, and of their unit."""

    person: int
    unit: int


@dataclass(frozen=True, slots=True)
class Crews:
    """The people of each firm, the longest there first, with the days since when they are there.

    Attributes:
        firms: places of those large enough in `Grounds.firms`; `likely`: by their workers.
    """

    since: dict[int, list[date]]
    people: dict[int, list[Colleague]]
    firms: list[int]
    likely: list[float]

    def some_firm(self, chance: np.random.Generator) -> int:
        return int(chance.choice(self.firms, p=self.likely))

    def of(self, firm: int, day: date, count: int, chance: np.random.Generator) -> list[Colleague]:
        """So many different people of a firm on a day, or as many as there were."""
        there = bisect_right(self.since[firm], day)
        chosen = (
            chance.permutation(there)[:count] if there < 10 * count else _some(there, count, chance)
        )
        return [self.people[firm][place] for place in chosen]


def _some(among: int, count: int, chance: np.random.Generator) -> list[int]:
    found: dict[int, None] = {}
    while len(found) < count:
        found[int(chance.random() * among)] = None
    return list(found)


def crews(build: Build) -> Crews:
    """Regular workers of teams, but of stores and transport, where firms are large enough."""
    postings, work = build.postings, build.work
    of = postings.employment
    rows = np.flatnonzero(
        np.isnat(postings.end)
        & (work.kind[of] == REGULAR)
        & (work.spells.beside[of] < 0)
        & (postings.post_kind < LOGISTICS)
    )
    rows = rows[np.lexsort((rows, work.spells.start[of[rows]]))]
    firms = {
        place: ground.firm.workers
        for place, ground in enumerate(build.grounds.firms)
        if ground.firm.runs and ground.firm.workers >= LEAST_WORKERS
    }
    since: dict[int, list[date]] = {place: [] for place in firms}
    people: dict[int, list[Colleague]] = {place: [] for place in firms}
    persons = build.person_ids[work.person[of[rows]]]
    for firm, day, person, unit in zip(
        work.site[of[rows]].tolist(),
        work.spells.start[of[rows]].tolist(),
        persons.tolist(),
        postings.unit[rows].tolist(),
        strict=True,
    ):
        if firm in firms:
            since[firm].append(day)
            people[firm].append(Colleague(person, unit))
    total = sum(firms.values())
    return Crews(since, people, list(firms), [count / total for count in firms.values()])


def person_at(build: Build, desk: Ints, firm: int) -> int | None:
    """The id of who sits at a desk of a firm."""
    row = int(desk[firm])
    return None if row == NOBODY else int(build.person_ids[row])
