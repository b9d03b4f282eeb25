"""Who employs whom: employments in columns, and which of them are one person's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.grounds import Grounds
from gongjiang.demo.places import STAFF, WORKER, Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.spells import DAY, Spells, is_open
from gongjiang.kernel.columns import Ints
from gongjiang.people.models import EmploymentKind, EndReason

KINDS = tuple(str(kind) for kind in EmploymentKind.values)
REGULAR, DISPATCHED, OUTSOURCED, INTERNSHIP = range(len(KINDS))
REASONS = ("", *(str(reason) for reason in EndReason.values))
(RUNNING, RESIGNED, CONTRACT_ENDED, DISMISSED, RETIRED, DIED, TRANSFERRED, TAKEN_ON) = range(
    len(REASONS)
)

SHARE_DISPATCHED = 0.08  # ours
SHARE_OUTSOURCED = 0.02
LARGE_ENOUGH_FOR_DISPATCH = 40
SHARE_COME_BACK = 0.18
LONGEST_BETWEEN_EMPLOYERS = 240 * DAY
REASON_SHARES = (0.0, 0.66, 0.225, 0.07, 0.043, 0.002, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Employments:
    """Columns, a row an employment, in the order of their first days; see `Spells`.

    Attributes:
        person: row in `Persons`; `employer` and `site`: places in `Grounds.firms`.
        follows: the row of the internship it grew out of, -1 for none.
    """

    spells: Spells
    person: Ints
    employer: Ints
    site: Ints
    kind: Ints
    reason: Ints
    follows: Ints

    def __len__(self) -> int:
        return len(self.person)


def employ(plan: Plan, grounds: Grounds, places: Places, spells: Spells) -> Employments:
    """Say who employs whom, in what kind, and why it ended."""
    rng = plan.rng("employments")
    spells = _in_order(spells)
    site = places.firm[spells.place]
    employer, kind = _employers(grounds, places, spells, site, rng)
    reason = _reasons(places, spells, rng)
    comebacks = _comebacks(places, spells, reason, rng)
    person = _persons(spells, comebacks)
    _tell_transfers(grounds, site, reason, comebacks)
    follows = np.full(len(spells), -1)
    interns = np.flatnonzero(spells.successor >= 0)
    follows[spells.successor[interns]] = interns
    return Employments(spells, person, employer, site, kind, reason, follows)


def _in_order(spells: Spells) -> Spells:
    """By first day, so that ids rise with time as they would have."""
    order = np.argsort(spells.start, kind="stable")
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = -1
    return Spells(
        spells.place[order],
        spells.start[order],
        spells.end[order],
        rank[spells.successor[order]],
        rank[spells.beside[order]],
    )


def _employers(
    grounds: Grounds, places: Places, spells: Spells, site: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """The employer is the site, or an agency that lends the worker to it."""
    count = len(spells)
    kind = np.full(count, REGULAR)
    kind[(places.sort[spells.place] > STAFF) | (spells.successor >= 0)] = INTERNSHIP
    agencies = np.array([i for i, g in enumerate(grounds.firms) if g.firm.is_agency])
    agency = rng.choice(agencies, size=count)
    opened = np.array([g.firm.opened for g in grounds.firms], dtype="datetime64[D]")
    large = np.array([g.firm.workers >= LARGE_ENOUGH_FOR_DISPATCH for g in grounds.firms])[site]
    may_lend = (
        large
        & (places.sort[spells.place] == WORKER)
        & (kind == REGULAR)
        & (spells.start > opened[agency] + 60 * DAY)
        & (spells.beside < 0)
    )
    # Who was an intern of the firm is taken on by the firm.
    may_lend[spells.successor[spells.successor >= 0]] = False
    chance = rng.random(count)
    dispatched = may_lend & (chance < SHARE_DISPATCHED)
    outsourced = may_lend & ~dispatched & (chance < SHARE_DISPATCHED + SHARE_OUTSOURCED)
    kind[dispatched] = DISPATCHED
    kind[outsourced] = OUTSOURCED
    return np.where(dispatched | outsourced, agency, site), kind


def _reasons(places: Places, spells: Spells, rng: np.random.Generator) -> Ints:
    reason = rng.choice(len(REASONS), size=len(spells), p=REASON_SHARES)
    intern = places.sort[spells.place] > STAFF
    reason[intern | ~places.open[spells.place]] = CONTRACT_ENDED
    reason[spells.successor >= 0] = TAKEN_ON
    reason[is_open(spells)] = RUNNING
    return reason


def _persons(spells: Spells, comebacks: list[tuple[int, int]]) -> Ints:
    """The person of each employment: a new one, or somebody who was there before.

    The intern is who was taken on; a second job is the first one's holder's; and some who left
    come back to the zone, mostly to another firm.
    """
    owner = np.arange(len(spells))
    interns = np.flatnonzero(spells.successor >= 0)
    owner[interns] = spells.successor[interns]
    second = np.flatnonzero(spells.beside >= 0)
    owner[second] = spells.beside[second]
    for gone, back in comebacks:
        owner[gone] = back
    return np.unique(_by_first_row(owner), return_inverse=True)[1]


def _tell_transfers(
    grounds: Grounds, site: Ints, reason: Ints, comebacks: list[tuple[int, int]]
) -> None:
    """Who left for another firm of the same group was transferred."""
    groups = [ground.firm.group for ground in grounds.firms]
    for gone, back in comebacks:
        from_group, to_group = groups[site[gone]], groups[site[back]]
        if from_group and from_group == to_group and site[gone] != site[back]:
            reason[gone] = TRANSFERRED


def _comebacks(
    places: Places, spells: Spells, reason: Ints, rng: np.random.Generator
) -> list[tuple[int, int]]:
    """Pairs of an employment that ended and a later one of the same person, in order of days."""
    worker = (places.sort[spells.place] == WORKER) & (spells.beside < 0)
    engaged = np.zeros(len(spells), dtype=bool)
    interns = np.flatnonzero(spells.successor >= 0)
    engaged[interns] = engaged[spells.successor[interns]] = True
    engaged[spells.beside[spells.beside >= 0]] = True
    free = worker & ~engaged & (rng.random(len(spells)) < SHARE_COME_BACK)
    gone = np.flatnonzero(free & np.isin(reason, [RESIGNED, CONTRACT_ENDED, DISMISSED]))
    gone = gone[np.argsort(spells.end[gone], kind="stable")]
    later = np.flatnonzero(free & is_open(spells))
    pairs, at = [], 0
    ends, starts = spells.end.astype(int), spells.start.astype(int)
    longest = int(LONGEST_BETWEEN_EMPLOYERS.astype(int))
    for row in gone.tolist():
        while at < len(later) and starts[later[at]] <= ends[row]:
            at += 1
        if at < len(later) and starts[later[at]] - ends[row] <= longest:
            pairs.append((row, int(later[at])))
            at += 1
    return pairs


def _by_first_row(owner: Ints) -> Ints:
    """Name each person by the first of their rows, so that persons come in order of first days."""
    first = np.full(len(owner), len(owner))
    np.minimum.at(first, owner, np.arange(len(owner)))
    return first[owner]
