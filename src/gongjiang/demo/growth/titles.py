"""Professional titles: conferred before the grade of T that rests on them; a few elsewhere."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.apprentices import days_later
from gongjiang.demo.growth.columns import Certified, Climbers, Grades, Titled
from gongjiang.demo.places import TECHNICAL, TECHNICAL_STAFF, TOMORROW, WORKER
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import INTERNSHIP
from gongjiang.kernel.columns import Flags, Ints
from gongjiang.skills.models import TitleField

FIELDS = tuple(str(field) for field in TitleField.values)
ENGINEERING, ECONOMICS, ACCOUNTING = range(3)
ASSISTANT, INTERMEDIATE = 1, 2
LEVELS = 5

SHARE_WITH_A_TITLE = (0.001, 0.9, 0.03, 0.02)
"""Ours, by sequence: of those in a grade that a title stands behind."""
LEVEL_BY_GRADE_ELSEWHERE: Ints = np.array([-1] * 5 + [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3] + [3] * 8)
RANK_FOR_A_TITLE = 3
YEAR = 365
SPARE = 1.001
"""So that the share of §16 holds after rounding as well."""
FIELD_OF_OFFICE = (ENGINEERING, ECONOMICS, ACCOUNTING)


def joined(parts: list[Titled]) -> Titled:
    return Titled(
        *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Titled))
    )


def by_grade(build: Build, who: Climbers, grades: Grades) -> Titled:
    """The titles behind everybody's grades."""
    rng = build.plan.rng("titles")
    technical = grades.sequence == ladder.T
    asked = np.where(
        technical, ladder.TITLE_OF[grades.grade], LEVEL_BY_GRADE_ELSEWHERE[grades.grade]
    )
    width = LEVELS + 1
    so_far = np.maximum.accumulate(grades.climber * width + asked + 1) - grades.climber * width - 1
    first = np.r_[True, grades.climber[1:] != grades.climber[:-1]]
    before = np.where(first, -1, np.r_[-1, so_far[:-1]])
    share = np.array(SHARE_WITH_A_TITLE)[who.sequence]
    has_any = ((rng.random(len(who)) < share) & ~_elsewhere_now(build, who))[grades.climber]
    rows = np.flatnonzero((so_far > before) & has_any)
    climber = grades.climber[rows]
    began = who.start[climber]
    at_entry = grades.start[rows] == began
    wait = rng.integers(20, 250, size=len(rows)) * DAY
    in_trial = rng.integers(5, 80, size=len(rows)) * DAY
    on = grades.start[rows] - np.where(at_entry, in_trial, wait)
    office = rng.integers(0, len(FIELD_OF_OFFICE), size=len(who))
    in_office = who.sequence[climber] >= ladder.P
    field = np.where(in_office, np.array(FIELD_OF_OFFICE)[office[climber]], ENGINEERING)
    return Titled(
        who.employment[climber],
        who.person[climber],
        so_far[rows],
        field,
        np.maximum(on, began - 85 * DAY),
    )


def over_the_bridge(build: Build, certified: Certified, titled: Titled) -> Titled:
    """Skilled workers who applied for a title by their rank: as many as the article's staff lack.

    So many are professional-technical staff by post or by title as domain.md §16 says.
    """
    rng = build.plan.rng("titles over the bridge")
    spells, work = build.work.spells, build.work
    at_work = np.isnat(spells.end) & (build.places.sort[spells.place] == WORKER)
    at_work &= work.kind != INTERNSHIP
    technical = at_work & (build.places.post_kind[spells.place] == TECHNICAL)
    staff = np.zeros(len(build.persons), dtype=bool)
    staff[work.person[technical]] = True
    by_title = np.zeros(len(build.persons), dtype=bool)
    by_title[titled.person] = True
    staff[work.person[at_work & by_title[work.person]]] = True
    wanted = math.ceil(build.plan.scale * TECHNICAL_STAFF * SPARE)
    missing = max(wanted - int(staff.sum()), 0)
    on = days_later(certified.on, rng.integers(2 * YEAR, 3 * YEAR, size=len(certified)))
    rows = np.flatnonzero(
        at_work[certified.employment]
        & (certified.rank >= RANK_FOR_A_TITLE)
        & ~staff[certified.person]
        & (on < TOMORROW)
    )
    rows = rows[np.argsort(certified.on[rows], kind="stable")]
    _, once = np.unique(certified.person[rows], return_index=True)
    rows = rows[np.sort(once)][:missing]
    return Titled(
        certified.employment[rows],
        certified.person[rows],
        np.full(len(rows), ASSISTANT),
        np.full(len(rows), ENGINEERING),
        on[rows],
    )


def _elsewhere_now(build: Build, who: Climbers) -> Flags:
    """Whoever was technical staff once and came back as something else: none held a title."""
    spells = build.work.spells
    kind = build.places.post_kind[spells.place]
    other = np.zeros(len(build.persons), dtype=bool)
    other[build.work.person[np.isnat(spells.end) & (kind != TECHNICAL)]] = True
    gone: Flags = other[who.person] & (who.sequence == ladder.T) & (who.until < TOMORROW)
    return gone


def rising(found: Titled) -> Titled:
    """Only what raised its holder's title, in order of persons and days; nothing to come."""
    found = found.at(found.on < TOMORROW)
    ordered = found.at(np.lexsort((-found.level, found.on, found.person)))
    so_far = np.maximum.accumulate(ordered.person * LEVELS + ordered.level)
    first = np.r_[True, ordered.person[1:] != ordered.person[:-1]]
    return ordered.at(first | np.r_[True, so_far[1:] > so_far[:-1]])
