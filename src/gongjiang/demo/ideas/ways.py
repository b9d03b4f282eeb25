"""Which team works by which process."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.ideas.processes import WAYS
from gongjiang.kernel.columns import Ints

SHARE_COMMON = 0.3
"""So many teams keep the others going, by a process that every industry has (ours)."""


def of_teams(build: Build) -> Ints:
    """For each team in `Grounds.teams`, the place of its process in WAYS."""
    rng = build.plan.rng("processes of teams")
    common = np.array([place for place, way in enumerate(WAYS) if not way.industries])
    found = np.empty(len(build.grounds.teams), dtype=np.int64)
    of_industry = {
        firm.firm.industry: [
            place for place, way in enumerate(WAYS) if firm.firm.industry in way.industries.split()
        ]
        for firm in build.grounds.firms
    }
    chance = rng.random((2, len(found)))
    for place, team in enumerate(build.grounds.teams):
        own = of_industry[build.grounds.firms[team.firm].firm.industry]
        among = own if own and chance[0, place] > SHARE_COMMON else common
        found[place] = among[int(chance[1, place] * len(among))]
    return found
