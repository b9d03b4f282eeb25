"""Who works together on something: people of one firm who were there on a day."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.ideas.authors import LEAST_WORKERS
from gongjiang.demo.ideas.columns import Colleague, Crews
from gongjiang.demo.places import LOGISTICS
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import Ints


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
    return Crews(since, people, list(firms), list(accumulate(firms.values())))


def person_at(build: Build, desk: Ints, firm: int) -> int | None:
    """The id of who sits at a desk of a firm."""
    row = int(desk[firm])
    return None if row == NOBODY else int(build.person_ids[row])
