"""The flagship as the article tells of it: how many it trained, and sent to others (§16).

Counted as domain.md §4.5 counts: persons whose first entry into a category falls into the two
years, with a finished agreement before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder, titles
from gongjiang.demo.growth.apprentices import (
    GRADUATED,
    NEW_WORKER,
    SKILL_MASTER,
    Wishes,
    days_later,
)
from gongjiang.demo.growth.columns import Agreements, Certified, Climbers, Grades, Titled
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.growth.titles import INTERMEDIATE
from gongjiang.demo.places import TECHNICAL, TOMORROW, WORKER
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import REFORM
from gongjiang.demo.spells import DAY
from gongjiang.kernel.columns import Days, Flags, Ints

TECHNICIANS, ENGINEERS, MANAGERS = 1040, 310, 42
WINDOW = (np.datetime64("2020-11-29"), TOMORROW)
"""The two years to AS_OF, `[first, last)`."""
SPARE = 1.35
"""So many times more are given a master than are needed: not all find one."""
TECHNICIAN_GRADE, ENGINEER_GRADE, MANAGER_GRADE = 3, 10, 9
NEVER = np.datetime64("2200-01-01")


def wanted(plan: Plan, full: int) -> int:
    return max(round(full * plan.scale), 1)


@dataclass(frozen=True, slots=True)
class Entries:
    """For each person, the first day in each category; NEVER where there is none."""

    technician: Days
    engineer: Days
    manager: Days


@dataclass(frozen=True, slots=True)
class Told:
    """What says who entered a category when."""

    grades: Grades
    certified: Certified
    titled: Titled


def entries(build: Build, who: Climbers, told: Told) -> Entries:
    """Everybody's first entries, wherever they worked then."""
    steps, certified, titled = told.grades, told.certified, told.titled
    person = who.person[steps.climber]

    def first(rows: Flags) -> Days:
        days = np.full(len(build.persons), NEVER)
        np.minimum.at(days, person[rows], steps.start[rows])
        return days

    technician = first((steps.sequence == ladder.O) & (steps.grade >= TECHNICIAN_GRADE))
    np.minimum.at(technician, certified.person, certified.on)
    engineer = first((steps.sequence == ladder.T) & (steps.grade >= ENGINEER_GRADE))
    high = titled.level >= INTERMEDIATE
    np.minimum.at(engineer, titled.person[high], titled.on[high])
    manager = first((steps.sequence == ladder.M) & (steps.grade >= MANAGER_GRADE))
    return Entries(technician, engineer, manager)


def of_flagship(build: Build, who: Climbers, told: Told) -> Told:
    """What happened there alone."""
    site = build.work.site
    return Told(
        told.grades.at(who.firm[told.grades.climber] == FLAGSHIP),
        told.certified.at(site[told.certified.employment] == FLAGSHIP),
        told.titled.at(site[told.titled.employment] == FLAGSHIP),
    )


def in_window(days: Days) -> Flags:
    within: Flags = (days >= WINDOW[0]) & (days < WINDOW[1])
    return within


def graduated_before(agreements: Agreements, days: Days) -> Flags:
    """By person: whether an agreement of theirs was completed before their day."""
    found = np.zeros(len(days), dtype=bool)
    done = (agreements.state == GRADUATED) & (agreements.over < days[agreements.person])
    found[agreements.person[done]] = True
    return found


def new_engineers(build: Build, who: Climbers, grades: Grades, titled: Titled) -> Titled:
    """Titles of engineers for technical staff of the flagship who had waited longest for one."""
    rng = build.plan.rng("flagship engineers")
    at = entries(build, who, Told(grades, _no_certificates(), titled)).engineer
    spells, work = build.work.spells, build.work
    have = int(in_window(at[np.unique(who.person[who.firm == FLAGSHIP])]).sum())
    missing = max(round(wanted(build.plan, ENGINEERS) * SPARE) - have, 0)
    rows = np.flatnonzero(
        (who.firm == FLAGSHIP)
        & (build.places.post_kind[spells.place[who.employment]] == TECHNICAL)
        & (at[who.person] == NEVER)
        & (who.until > TOMORROW)
        & (spells.start[who.employment] < WINDOW[0] - 500 * DAY)
    )
    rows = rows[:missing]
    span = int((WINDOW[1] - WINDOW[0]).astype(int))
    day = WINDOW[0] + rng.integers(0, span, size=len(rows)) * DAY
    return Titled(
        employment=who.employment[rows],
        person=work.person[who.employment[rows]],
        level=np.full(len(rows), INTERMEDIATE),
        field=np.full(len(rows), titles.ENGINEERING),
        on=day,
    )


def _no_certificates() -> Certified:
    nothing = np.zeros(0, dtype=np.int64)
    return Certified(nothing, nothing, nothing, np.zeros(0, dtype="datetime64[D]"))


def masters_wanted(build: Build, who: Climbers, at: Entries) -> Wishes:
    """Agreements with a skill master, over in time, for engineers and managers to be."""
    rng = build.plan.rng("flagship wishes")
    spells = build.work.spells
    rows = np.flatnonzero(
        (who.firm == FLAGSHIP)
        & (who.until > TOMORROW)
        & (in_window(at.engineer[who.person]) | in_window(at.manager[who.person]))
    )
    entry = np.minimum(at.engineer, at.manager)[who.person[rows]]
    later = np.where(in_window(entry), entry, np.maximum(at.engineer, at.manager)[who.person[rows]])
    signed = days_later(later, -rng.integers(400, 700, size=len(rows)))
    signed = np.maximum(signed, np.datetime64(REFORM))
    since = spells.start[who.employment[rows]]
    was_new = build.places.sort[spells.place[who.employment[rows]]] == WORKER
    fits = (signed > days_later(since, np.where(was_new, 520, 45))) & (signed + 380 * DAY < later)
    rows, signed = rows[fits], signed[fits]
    order = np.argsort(signed, kind="stable")
    return Wishes(
        who.employment[rows][order],
        np.full(len(rows), SKILL_MASTER),
        np.full(len(rows), 12),
        signed[order],
    )


def exactly(
    build: Build,
    story: tuple[Climbers, Grades, Titled],
    taught: Agreements,
    certified: Certified,
    schooled: Flags,
) -> tuple[Agreements, Certified, Flags]:
    """Leave so many trained as the article says: agreements and first certificates too many go."""
    who, steps, titled = story
    told = Told(steps, certified, titled)
    at, here = entries(build, who, told), entries(build, who, of_flagship(build, who, told))
    engineers, managers = (
        (days == own) & in_window(days) & graduated_before(taught, days)
        for days, own in ((at.engineer, here.engineer), (at.manager, here.manager))
    )
    spare = np.zeros(len(build.persons), dtype=bool)
    # Who is trained to be both stays with both.
    for trained, other, full in (
        (engineers, managers, ENGINEERS),
        (managers, engineers, MANAGERS),
    ):
        spare[_beyond(trained, other, taught, wanted(build.plan, full))] = True
    taught = taught.at(~(spare[taught.person] & (taught.kind == SKILL_MASTER)))
    days = at.technician
    trained = (days == here.technician) & in_window(days) & graduated_before(taught, days)
    many = np.flatnonzero(trained & _apprentices_yet(build, who, steps, certified))
    many = many[max(len(many) - int(trained.sum()) + wanted(build.plan, TECHNICIANS), 0) :]
    kept = ~np.isin(certified.person, many)
    return taught, certified.at(kept), schooled[kept]


def _beyond(trained: Flags, other: Flags, taught: Agreements, most: int) -> Ints:
    """Those of the trained, with a skill master and for this alone, who are more than wanted."""
    mastered = np.zeros(len(trained), dtype=bool)
    mastered[taught.person[taught.kind == SKILL_MASTER]] = True
    mastered[taught.person[(taught.kind == NEW_WORKER) & (taught.state == GRADUATED)]] = False
    once = np.flatnonzero(trained & mastered & ~other)
    excess = int(trained.sum()) - most
    return once[len(once) - max(min(excess, len(once)), 0) :]


def _apprentices_yet(build: Build, who: Climbers, steps: Grades, certified: Certified) -> Flags:
    """Who could as well be without a certificate yet: at their first grade, of rank 1 alone."""
    count = len(build.persons)
    risen = np.zeros(count, dtype=bool)
    risen[who.person[steps.climber[(steps.grade > 1) | (steps.sequence != ladder.O)]]] = True
    ranked = np.zeros(count, dtype=np.int64)
    np.maximum.at(ranked, certified.person, certified.rank)
    early: Flags = ~risen & (ranked == 1)
    return early
