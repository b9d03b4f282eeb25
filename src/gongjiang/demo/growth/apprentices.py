"""Who was whose apprentice: agreements with masters of the same team, or else the same firm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from gongjiang.demo.build import Build
from gongjiang.demo.growth.columns import Agreements
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.places import OFFICE, TOMORROW, WORKER
from gongjiang.demo.seasons import REFORM
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import Days, Ints
from gongjiang.people.models import Role

NEW_WORKER, SKILL_MASTER = range(2)
(DRAFT, SIGNED, ACTIVE, EXTENDED, EXIT_EXAM, GRADUATED, FAILED, TERMINATED) = range(8)
EXCELLENT, GOOD, PASS = range(3)

LEAST_RANK = 3
MOST_APPRENTICES = 3
TERMS = (6, 9, 12)
TERM_SHARES = (0.45, 0.25, 0.3)
RESULT_SHARES = (0.2, 0.5, 0.3)  # ours, as is what follows
SHARE_SIGNED_IN_TIME = 0.94
IN_TIME = 28
SHARE_EXTENDED = 0.025
SHARE_FAILED = 0.015
EXTENSION_MONTHS = 3
SHORTEST_STAY = 35 * DAY
"""Who left earlier was not paired yet."""
LATEST_EXAM = 9
SHORTEST_TEACHING = 30
HIGHEST_RANK = 7

DAYS_WIDTH = 1 << 20
"""More than any day's number, so that employment and day make one."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Columns, a row somebody who should have a master from a day on."""

    employment: Ints
    kind: Ints
    months: Ints
    signed: Days

    def __len__(self) -> int:
        return len(self.employment)


def newcomers(build: Build) -> Wishes:
    """New workers whom their firm pairs: most of them, most within the month."""
    rng = build.plan.rng("apprentices")
    work, spells = build.work, build.work.spells
    count = len(work)
    firms = len(build.grounds.firms)
    willing = np.clip(rng.normal(0.93, 0.05, size=firms), 0.6, 0.99)
    willing[FLAGSHIP] = 0.99
    until = np.where(np.isnat(spells.end), TOMORROW, spells.end)
    delay = np.where(
        rng.random(count) < SHARE_SIGNED_IN_TIME,
        rng.integers(1, IN_TIME, size=count),
        rng.integers(IN_TIME + 4, 75, size=count),
    )
    signed = spells.start + delay * DAY
    kind = build.places.post_kind[spells.place]
    rows = np.flatnonzero(
        (work.kind == REGULAR)
        & (build.places.sort[spells.place] == WORKER)
        & (kind < OFFICE)
        & (spells.beside < 0)
        & (spells.start >= np.datetime64(REFORM))
        & (signed + SHORTEST_STAY - IN_TIME * DAY < until)
        & (signed < TOMORROW)
        & (rng.random(count) < willing[work.site])
    )
    months = rng.choice(TERMS, size=count, p=TERM_SHARES)
    rows = rows[np.argsort(signed[rows], kind="stable")]
    return Wishes(rows, np.full(len(rows), NEW_WORKER), months[rows], signed[rows])


def pair(build: Build, wishes: Wishes, ranks: NDArray[np.datetime64]) -> Agreements:
    """Find each a master with a free hand; who finds none stays without."""
    unit, workshop = _places_on(build, wishes)
    spells = build.work.spells
    until = np.where(np.isnat(spells.end), TOMORROW, spells.end)[wishes.employment]
    end = plus_months(wishes.signed, wishes.months)
    busy_until = np.minimum(end, until).astype(np.int64)
    person = build.work.person[wishes.employment]
    own = _rank_on(ranks, person, wishes.signed)
    masters = _Masters.of(build, ranks)
    found = np.full(len(wishes), -1)
    site = np.where(wishes.kind == SKILL_MASTER, build.work.site[wishes.employment], -1)
    wanted = zip(
        unit.tolist(), workshop.tolist(), person.tolist(), own.tolist(),
        wishes.signed.astype(np.int64).tolist(), busy_until.tolist(), site.tolist(), strict=True,
    )  # fmt: skip
    for row, (team, shop, who, rank, day, last, firm) in enumerate(wanted):
        wish = _Wish(who, max(rank + 1, LEAST_RANK), day, last, firm)
        found[row] = masters.take(team, shop, wish)
    rows = np.flatnonzero(found >= 0)
    paired = Wishes(*(getattr(wishes, each.name)[rows] for each in fields(Wishes)))
    return _told(build, paired, found[rows], unit[rows], until[rows])


@dataclass(frozen=True, slots=True)
class _Wish:
    person: int
    rank: int
    day: int
    last: int
    site: int = -1


@dataclass(slots=True)
class _Master:
    """Somebody who could teach in a unit, on which days, and from when at which rank."""

    person: int
    first: int
    last: int
    ranked: tuple[int, ...]
    named: bool
    busy: list[int]


@dataclass(slots=True)
class _Masters:
    by_unit: dict[int, list[_Master]] = field(default_factory=lambda: defaultdict(list))
    by_shop: dict[int, list[_Master]] = field(default_factory=lambda: defaultdict(list))
    by_site: dict[int, list[_Master]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, build: Build, ranks: NDArray[np.datetime64]) -> _Masters:
        """Regular workers with a rank high enough, by the teams they worked in."""
        postings, work = build.postings, build.work
        person = work.person[postings.employment]
        able = ~np.isnat(ranks[person, LEAST_RANK]) & (work.kind[postings.employment] == REGULAR)
        rows = np.flatnonzero(able)
        last = np.where(np.isnat(postings.end), TOMORROW + 400 * DAY, postings.end)
        never = np.where(np.isnat(ranks), TOMORROW + 400 * DAY, ranks).astype(np.int64)
        found, shop_of, busy = cls(), _shops(build), defaultdict[int, list[int]](list)
        named = {seat.person for seat in build.seats if seat.role == Role.MASTER}
        for who, site, unit, first, until in zip(
            person[rows].tolist(),
            work.site[postings.employment[rows]].tolist(),
            postings.unit[rows].tolist(),
            postings.start[rows].astype(np.int64).tolist(),
            last[rows].astype(np.int64).tolist(),
            strict=True,
        ):
            master = _Master(who, first, until, tuple(never[who].tolist()), who in named, busy[who])
            found.by_unit[unit].append(master)
            found.by_shop[shop_of.get(unit, unit)].append(master)
            found.by_site[site].append(master)
        return found

    def take(self, team: int, shop: int, wish: _Wish) -> int:
        """The person of a master of the team, or else of the workshop; -1 for nobody.

        Who is new no longer may go to a master elsewhere in the firm.
        """
        circles = [self.by_unit.get(team, ()), self.by_shop.get(shop, ())]
        if wish.site >= 0:
            circles.append(self.by_site.get(wish.site, ()))
        for masters in circles:
            master = _freest(masters, wish)
            if master is not None:
                master.busy.append(wish.last)
                return master.person
        return -1


def _freest(masters: Iterable[_Master], wish: _Wish) -> _Master | None:
    """Who has the fewest apprentices; whoever was named a master before all others."""
    best, least = None, MOST_APPRENTICES
    for master in masters:
        if not _could_teach(master, wish):
            continue
        load = 0
        for end in master.busy:
            load += end > wish.day
        if load >= MOST_APPRENTICES:
            continue
        rank = load - MOST_APPRENTICES * master.named
        if rank < least:
            best, least = master, rank
    return best


def _could_teach(master: _Master, wish: _Wish) -> bool:
    return (
        master.first <= wish.day <= master.last - SHORTEST_TEACHING
        and master.last >= wish.last
        and master.ranked[min(wish.rank, HIGHEST_RANK)] <= wish.day
        and master.person != wish.person
    )


def _shops(build: Build) -> dict[int, int]:
    """The workshop of each team."""
    return {team.unit: team.workshop for team in build.grounds.teams}


def _places_on(build: Build, wishes: Wishes) -> tuple[Ints, Ints]:
    """The team each worked in on the day of the signature, and its workshop."""
    unit = units_on(build, wishes.employment, wishes.signed)
    shop_of = _shops(build)
    return unit, np.array([shop_of.get(each, each) for each in unit.tolist()], dtype=np.int64)


def units_on(build: Build, employment: Ints, day: Days) -> Ints:
    """The unit in which each employment's person worked on a day of it."""
    found: Ints = build.postings.unit[posting_on(build, employment, day)]
    return found


def posting_on(build: Build, employment: Ints, day: Days) -> Ints:
    """The row of each employment's posting on a day; the first or last one outside of its days."""
    postings = build.postings
    keys = postings.employment * DAYS_WIDTH + postings.start.astype(np.int64)
    wanted = employment * DAYS_WIDTH + day.astype(np.int64)
    at = np.searchsorted(keys, wanted, side="right") - 1
    return np.maximum(at, np.searchsorted(postings.employment, employment))


def days_later(days: Days, count: Ints) -> Days:
    """So many days after each of these; before them, where the number is negative."""
    found: Days = np.add(days, count * DAY)
    return found


def _rank_on(ranks: NDArray[np.datetime64], person: Ints, day: Days) -> Ints:
    """The rank of each person on a day."""
    found: Ints = (ranks[person] <= day[:, None])[:, 1:].sum(axis=1)
    return found


def plus_months(days: Days, months: Ints) -> Days:
    """The same day of a later month, or its last where there is no such day."""
    month = days.astype("datetime64[M]")
    into = days - month.astype("datetime64[D]")
    later = month + months.astype("timedelta64[M]")
    last = (later + 1).astype("datetime64[D]") - DAY
    found: Days = np.minimum(later.astype("datetime64[D]") + into, last)
    return found


def _told(build: Build, paired: Wishes, master: Ints, unit: Ints, until: Days) -> Agreements:
    """How each went: ended with the employment, or by an examination, or still running."""
    rng = build.plan.rng("graduations")
    count = len(paired)
    start = paired.signed
    end = plus_months(start, paired.months)
    extended = rng.random(count) < SHARE_EXTENDED
    longer = np.where(extended, plus_months(end, np.full(count, EXTENSION_MONTHS)), end)
    decided = days_later(longer, rng.integers(0, LATEST_EXAM, size=count))
    left = (until < TOMORROW) & (until <= decided)
    over = np.where(left, until, decided)
    done = over < TOMORROW
    # Extended only once the first term was over, with an examination behind it.
    extended &= end + 4 * DAY < np.minimum(over, TOMORROW)
    longer = np.where(extended, longer, end)
    failed = rng.random(count) < SHARE_FAILED
    state = np.where(failed, FAILED, GRADUATED)
    state[left] = TERMINATED
    state[~done] = np.where(extended[~done], EXTENDED, ACTIVE)
    state[~done & (longer < TOMORROW)] = EXIT_EXAM
    return Agreements(
        employment=paired.employment,
        person=build.work.person[paired.employment],
        master=master,
        unit=unit,
        kind=paired.kind,
        months=paired.months,
        signed=paired.signed,
        start=start,
        end=longer,
        over=np.where(done, over, np.datetime64("NaT")),
        state=state,
        result=rng.choice(3, size=count, p=RESULT_SHARES),
        extended=extended,
    )
