"""Who the workers are: sex and age, in keeping with trade, post and years of work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.grounds import Grounds
from gongjiang.demo.places import OFFICE, SERVICE, TOMORROW, Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import INTERNSHIP, RETIRED, Employments
from gongjiang.kernel.columns import Days, Flags, Ints

MALE_SHARE = {"B": 0.88, "C": 0.66, "D": 0.74, "E": 0.84, "G": 0.8, "I": 0.62}  # ours
MALE_SHARE_ELSEWHERE = 0.45
MALE_SHARE_IN_OFFICES = 0.42

YEAR = 365.25
RETIREMENT = {True: 60, False: 50}
OLDEST = {True: 59.5, False: 54.5}
SHARE_OF_MINORS = 0.0008


@dataclass(frozen=True, slots=True)
class Persons:
    """Columns, a row a person. `male` says the sex."""

    male: Flags
    born: Days

    def __len__(self) -> int:
        return len(self.male)


def describe(
    plan: Plan, grounds: Grounds, places: Places, work: Employments, officers: int
) -> Persons:
    """The persons of all employments, and after them the zone's own officers."""
    rng = plan.rng("persons")
    count = int(work.person.max()) + 1
    first_row = _first_rows(work.person, count)
    male = _sexes(grounds, places, work, first_row, rng)
    born = _births(work, first_row, male, rng)
    age = rng.uniform(29, 56, size=officers) * YEAR
    return Persons(
        np.r_[male, rng.random(officers) < 0.6],  # noqa: PLR2004  (ours)
        np.r_[born, TOMORROW - age.astype("timedelta64[D]")],
    )


def _first_rows(person: Ints, count: int) -> Ints:
    rows = np.full(count, len(person))
    np.minimum.at(rows, person, np.arange(len(person)))
    return rows


def _sexes(
    grounds: Grounds, places: Places, work: Employments, row: Ints, rng: np.random.Generator
) -> Flags:
    letters = np.array([ground.firm.industry[0] for ground in grounds.firms])[work.site[row]]
    share = np.array([MALE_SHARE.get(str(letter), MALE_SHARE_ELSEWHERE) for letter in letters])
    post = places.post_kind[work.spells.place[row]]
    share[np.isin(post, [OFFICE, SERVICE])] = MALE_SHARE_IN_OFFICES
    male: Flags = rng.random(len(row)) < share
    return male


def _births(work: Employments, row: Ints, male: Flags, rng: np.random.Generator) -> Days:
    count = len(row)
    start = work.spells.start[row]
    last = np.full(count, work.spells.start.min())
    ends = np.where(np.isnat(work.spells.end), TOMORROW, work.spells.end)
    np.maximum.at(last, work.person, ends)
    years = (last - start).astype(int) / YEAR
    age = 18.1 + rng.gamma(2.0, 6.0, size=count)
    intern = work.kind[row] == INTERNSHIP
    age[intern] = rng.uniform(17.3, 22, size=int(intern.sum()))
    oldest = np.where(male, OLDEST[True], OLDEST[False]) - years
    age = np.minimum(age, np.maximum(oldest - rng.random(count) * 3, 18.1))
    minor = (
        (rng.random(count) < SHARE_OF_MINORS * 20)
        & (start > TOMORROW - 400 * DAY)
        & (last == TOMORROW)
        & ~intern
    )
    minor[np.flatnonzero(start > TOMORROW - 120 * DAY)[:2]] = True
    age[minor] = rng.uniform(16.1, 16.8, size=int(minor.sum()))
    born: Days = start - (age * YEAR).astype("timedelta64[D]")
    retired = work.person[work.reason == RETIRED]
    at = np.where(male[retired], RETIREMENT[True], RETIREMENT[False])
    late = rng.uniform(0, 0.1, size=len(retired))
    born[retired] = last[retired] - ((at + late) * YEAR).astype("timedelta64[D]")
    return born
