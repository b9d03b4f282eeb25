"""Who acts on ideas: leaders of teams, each firm's manager, panel, finance and union."""

from __future__ import annotations

import numpy as np

from gongjiang.demo import seniors
from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.ideas.columns import Desks
from gongjiang.demo.places import FINANCE_DESK, MANAGER_DESK, UNION_DESK
from gongjiang.kernel.columns import Ints
from gongjiang.people.models import Role

PANEL = 7
"""So many are asked in turn, until three of them are no authors."""


def desks(build: Build) -> Desks:
    count = len(build.grounds.firms)
    at = {
        desk: np.array(
            [
                NOBODY if who is None else who.person
                for who in seniors.at_desk(build.work, build.places, desk, count)
            ]
        )
        for desk in (MANAGER_DESK, FINANCE_DESK, UNION_DESK)
    }
    last = max(ground.unit for ground in build.grounds.teams) + 1
    leader = np.full(last, NOBODY)
    since = np.full(last, np.datetime64("2999-01-01"), dtype="datetime64[D]")
    for seat in build.seats:
        if seat.role == Role.TEAM_LEADER and seat.until is None:
            leader[seat.unit], since[seat.unit] = seat.person, np.datetime64(seat.since)
    return Desks(
        manager=at[MANAGER_DESK],
        finance=at[FINANCE_DESK],
        union=at[UNION_DESK],
        panel=_panels(build, at[MANAGER_DESK], at[FINANCE_DESK], at[UNION_DESK]),
        leader=leader,
        leads_since=since,
    )


def _panels(build: Build, manager: Ints, finance: Ints, union: Ints) -> Ints:
    """The firm's reviewers, the manager first, at last those of its office; or NOBODY."""
    panel = np.full((len(manager), PANEL), NOBODY)
    panel[:, 0], panel[:, -2], panel[:, -1] = manager, finance, union
    filled = np.ones(len(manager), dtype=np.int64)
    walks_about = build.readers["demo-reviewer"]
    for seat in sorted(build.seats, key=lambda seat: seat.person != walks_about):
        if seat.role != Role.REVIEWER or seat.until is not None or seat.firm is None:
            continue
        place = filled[seat.firm]
        if place < PANEL - 2 and seat.person not in panel[seat.firm]:
            panel[seat.firm, place] = seat.person
            filled[seat.firm] += 1
    return panel
