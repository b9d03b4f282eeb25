"""Every place of work in the zone, one after the other: what a chain of people comes to fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongjiang.demo.grounds import FirmGround, Grounds
from gongjiang.demo.plan import FULL_SIZE, Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.columns import Days, Flags, Ints
from gongjiang.people.models import PostKind

POST_KINDS = tuple(str(kind) for kind in PostKind.values)
PRODUCTION, TECHNICAL, LOGISTICS, SERVICE, OFFICE, MANAGEMENT = range(len(POST_KINDS))

TECHNICAL_STAFF = 20_300
"""In professional-technical posts, among FULL_SIZE workers (domain.md §16)."""
LIKELY_TECHNICAL = {"I": 6.0, "D": 1.6, "E": 1.3, "G": 0.4}
"""By the letter of the industry, against 1 elsewhere (ours)."""
LIKELY_LOGISTICS = {"G": 0.7, "I": 0.02}
USUAL_LOGISTICS = 0.07

WORKER, STAFF, INTERN = range(3)

Letters: TypeAlias = NDArray[np.str_]

HR_DESK, MANAGER_DESK, UNION_DESK, FINANCE_DESK = range(4)
"""The first desks of each office; whoever sat there first sits there still."""

TOMORROW = np.datetime64(AS_OF) + 1


@dataclass(frozen=True, slots=True)
class Places:
    """Columns, a row a place.

    Attributes:
        firm: place of the firm in `Grounds.firms`; `team`, in `Grounds.teams`, -1 in an office.
        sort: WORKER, STAFF or INTERN; `desk`: a place's number within its office.
        first, last: the days between which somebody can work there, `last` excluded.
        open: whether it is filled on AS_OF.
    """

    firm: Ints
    team: Ints
    unit: Ints
    sort: Ints
    desk: Ints
    post_kind: Ints
    first: Days
    last: Days
    open: Flags

    @property
    def key_desk(self) -> Flags:
        at_key_desk: Flags = (self.sort == STAFF) & (self.desk <= UNION_DESK)
        return at_key_desk

    def __len__(self) -> int:
        return len(self.firm)


def lay_out(plan: Plan, grounds: Grounds) -> Places:
    """All places: workers team by team, then staff and interns firm by firm."""
    rng = plan.rng("places")
    open_teams = [i for i, team in enumerate(grounds.teams) if team.places]
    team = np.repeat(open_teams, [grounds.teams[i].places for i in open_teams])
    began = [(i, ground) for i, ground in enumerate(grounds.firms) if not ground.firm.never_began]
    staff_firm = np.repeat([i for i, _ in began], [g.firm.staff for _, g in began])
    desk = np.concatenate([np.arange(g.firm.staff) for _, g in began])
    intern_team = np.concatenate([_teams_of_interns(g) for _, g in began])
    team = np.r_[team, np.full(len(staff_firm), -1), intern_team].astype(np.int64)
    sizes = (len(team) - len(staff_firm) - len(intern_team), len(staff_firm), len(intern_team))
    sort = np.repeat([WORKER, STAFF, INTERN], sizes)
    firm = _team_column(grounds, "firm")[team]
    firm[sort == STAFF] = staff_firm
    desks = np.zeros(len(team), dtype=np.int64)
    desks[sort == STAFF] = desk
    units = _team_column(grounds, "unit")[team]
    units[sort == STAFF] = np.array([g.office for g in grounds.firms])[staff_firm]
    opened = np.array([g.firm.opened for g in grounds.firms], dtype="datetime64[D]")[firm]
    team_opened = np.array([t.opened for t in grounds.teams], dtype="datetime64[D]")[team]
    ends = np.array([g.firm.ends or TOMORROW for g in grounds.firms], dtype="datetime64[D]")
    letters = np.array([g.firm.industry[0] for g in grounds.firms])
    return Places(
        firm=firm,
        team=team,
        unit=units,
        sort=sort,
        desk=desks,
        post_kind=_post_kinds(plan, letters[firm], sort, desks, rng),
        first=np.where(team >= 0, team_opened, opened),
        last=ends[firm],
        open=ends[firm] == TOMORROW,
    )


def _team_column(grounds: Grounds, name: str) -> Ints:
    return np.array([getattr(team, name) for team in grounds.teams], dtype=np.int64)


def _teams_of_interns(ground: FirmGround) -> Ints:
    """The team of each of a firm's interns, in turn over its open teams."""
    count = ground.firm.interns
    workers = max(len(ground.teams) - len(ground.teams) // 10, 1)
    return ground.teams.start + np.arange(count) % workers


def _post_kinds(
    plan: Plan, letters: Letters, sort: Ints, desk: Ints, rng: np.random.Generator
) -> Ints:
    """The kind of post at each place, given the letter of its firm's industry."""
    kinds: Ints = np.full(len(letters), PRODUCTION, dtype=np.int64)
    chance = rng.random(len(letters))
    workers = np.flatnonzero(sort == WORKER)
    of_worker = letters[workers]
    logistics = _by_letter(LIKELY_LOGISTICS, USUAL_LOGISTICS, of_worker)
    kinds[workers[chance[workers] < logistics]] = LOGISTICS
    wanted = min(round(plan.workers * TECHNICAL_STAFF / FULL_SIZE), len(workers))
    likely = _by_letter(LIKELY_TECHNICAL, 1.0, of_worker)
    # The smallest of exponential waiting times: a draw without putting back, by weight.
    waits = rng.exponential(size=len(workers)) / likely
    kinds[workers[np.argsort(waits, kind="stable")[:wanted]]] = TECHNICAL
    staff = sort == STAFF
    kinds[staff] = np.where(chance[staff] < 0.3, MANAGEMENT, OFFICE)  # noqa: PLR2004  (ours)
    serving = staff & np.isin(letters, ["H", "R", "F"]) & (desk > FINANCE_DESK)
    kinds[serving] = SERVICE
    kinds[staff & (desk <= FINANCE_DESK)] = OFFICE
    kinds[staff & (desk == MANAGER_DESK)] = MANAGEMENT
    return kinds


def _by_letter(likely: dict[str, float], usual: float, letters: Letters) -> NDArray[np.float64]:
    found = np.full(len(letters), usual)
    for letter, value in likely.items():
        found[letters == letter] = value
    return found
