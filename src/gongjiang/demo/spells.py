"""Who fills each place, one after the other: employments before they have persons and ids.

Each open place has an occupant on AS_OF; before many of them somebody else was there, who left a
while before the next one came; and before that somebody else again, back to the reform's start.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from gongjiang.demo.places import INTERN, STAFF, TOMORROW, WORKER, Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import REFORM, Season, hiring, leaving
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

MEAN_DAYS = {WORKER: 1500, STAFF: 2800, INTERN: 150}  # ours
SHARE_WITH_A_FORERUNNER = {WORKER: 0.78, STAFF: 0.6, INTERN: 0.75}
ROUNDS = 7
SHARE_OF_INTERNS_TAKEN_ON = 0.07
SHARE_OF_SECOND_JOBS = 0.003

DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Spells:
    """Columns, a row an employment.

    Attributes:
        place: its row in `Places`; `end`: the first day no longer worked, NO_DAY while it runs.
        successor: of an internship, the row of the employment that followed it; else -1.
        beside: of a second job, the row of the first; else -1.
    """

    place: Ints
    start: Days
    end: Days
    successor: Ints
    beside: Ints

    def __len__(self) -> int:
        return len(self.place)


def fill(plan: Plan, places: Places) -> Spells:
    """Fill each place, back to the beginning of the reform."""
    rng = plan.rng("spells")
    seasons = (hiring(), leaving())
    found = [_last_occupants(places, rng, seasons)]
    for _ in range(ROUNDS):
        before = _forerunners(places, found[-1], rng, seasons)
        if not len(before):
            break
        found.append(before)
    spells = _joined(found)
    return _joined([spells, _internships(places, spells, rng), _second_jobs(places, spells, rng)])


def _last_occupants(
    places: Places, rng: np.random.Generator, seasons: tuple[Season, Season]
) -> Spells:
    count = len(places)
    began = places.first
    end = np.where(
        places.open, NO_DAY, seasons[1].between(rng, places.last - 50 * DAY, places.last)
    )
    end[~places.open & places.key_desk] = places.last[~places.open & places.key_desk]
    until = np.where(np.isnat(end), TOMORROW, end)
    start = _starts(places, np.arange(count), until, rng, seasons[0])
    early = places.key_desk
    start[early] = seasons[0].between(rng, began, began + 45 * DAY)[early]
    return _plain(np.arange(count), start, end)


def _forerunners(
    places: Places, later: Spells, rng: np.random.Generator, seasons: tuple[Season, Season]
) -> Spells:
    place, start = later.place, later.start
    chance = rng.random(len(place))
    likely = np.array([SHARE_WITH_A_FORERUNNER[sort] for sort in range(3)])[places.sort[place]]
    first = places.first[place]
    rows = (chance < likely) & (start > np.datetime64(REFORM)) & ~places.key_desk[place]
    rows &= start - first > 200 * DAY
    place, start, first = place[rows], start[rows], first[rows]
    gone = seasons[1].between(rng, np.maximum(start - 110 * DAY, first + 90 * DAY), start - 3 * DAY)
    began = _starts(places, place, gone, rng, seasons[0])
    told = (gone > np.datetime64(REFORM)) & (gone - began > 12 * DAY)
    return _plain(place[told], began[told], gone[told])


def _starts(
    places: Places, place: Ints, until: Days, rng: np.random.Generator, hires: Season
) -> Days:
    """When the employments that last until these days began."""
    sort = places.sort[place]
    mean = np.array([MEAN_DAYS[kind] for kind in range(3)])[sort]
    length = rng.exponential(size=len(place)) * mean
    length[sort == INTERN] = rng.uniform(40, 240, size=int((sort == INTERN).sum()))
    wanted = until - np.maximum(length, 20).astype("timedelta64[D]")
    first = places.first[place]
    # A place of a new team or firm is filled in its first half year.
    early = np.maximum(wanted - 40 * DAY, first)
    late = np.minimum(
        np.maximum(wanted + 40 * DAY, first + 180 * DAY * (wanted < first)), until - 13 * DAY
    )
    return hires.between(rng, early, np.maximum(late, early))


def _internships(places: Places, spells: Spells, rng: np.random.Generator) -> Spells:
    """Some workers were interns in the same team first, and were taken on."""
    chance = rng.random(len(spells))
    length = rng.integers(80, 250, size=len(spells)) * DAY
    began = spells.start - length
    rows = np.flatnonzero(
        (places.sort[spells.place] == WORKER)
        & (chance < SHARE_OF_INTERNS_TAKEN_ON)
        & (began > np.datetime64(REFORM))
        & (began >= places.first[spells.place])
    )
    nothing = np.full(len(rows), -1)
    return Spells(spells.place[rows], began[rows], spells.start[rows], rows, nothing)


def _second_jobs(places: Places, spells: Spells, rng: np.random.Generator) -> Spells:
    """A few workers have a second employer at the same time."""
    workers = np.flatnonzero(
        np.isnat(spells.end)
        & (places.sort[spells.place] == WORKER)
        & (spells.start < TOMORROW - 400 * DAY)
    )
    count = round(len(workers) * SHARE_OF_SECOND_JOBS)
    one, other = np.split(rng.permutation(workers)[: 2 * count], 2)
    start = TOMORROW - rng.integers(20, 380, size=count) * DAY
    place = spells.place[other]
    fits = (places.firm[spells.place[one]] != places.firm[place]) & (start >= places.first[place])
    one, place, start = one[fits], place[fits], start[fits]
    nobody = np.full(len(one), -1)
    return Spells(place, start, np.full(len(one), NO_DAY), nobody, one)


def _plain(place: Ints, start: Days, end: Days) -> Spells:
    nothing = np.full(len(place), -1)
    return Spells(place, start, end, nothing, nothing)


def _joined(parts: list[Spells]) -> Spells:
    return Spells(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Spells))
    )


def is_open(spells: Spells) -> Flags:
    flags: Flags = np.isnat(spells.end)
    return flags
