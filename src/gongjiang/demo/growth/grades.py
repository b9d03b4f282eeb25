"""Which grade each worker held, from when to when: one climb an employment, in columns."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.columns import Climbers, Grades
from gongjiang.demo.growth.ladder import (
    CONVERSION,
    DEMOTION,
    EMPLOYMENT_ENDED,
    EXCEPTIONAL,
    HIGHEST,
    INITIAL,
    LIKELY_AT_A_ROUND,
    LOWEST,
    NEXT,
    PROMOTION,
    RETURN,
    TABLE_CHANGE,
)
from gongjiang.demo.places import (
    LOGISTICS,
    MANAGEMENT,
    MANAGER_DESK,
    OFFICE,
    PRODUCTION,
    SERVICE,
    STAFF,
    TECHNICAL,
    TOMORROW,
)
from gongjiang.demo.seasons import REFORM
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

SEQUENCE_OF = {
    PRODUCTION: ladder.O, TECHNICAL: ladder.T, LOGISTICS: ladder.O,
    SERVICE: ladder.O, OFFICE: ladder.P, MANAGEMENT: ladder.M,
}  # fmt: skip
PLACED_AFTER = 90 * DAY
"""Somebody new is placed on the ladder when the months of trial are over."""
YEARS_A_GRADE = 2.6
SCHOOL_ENDS_AT = (19.5, 22.5, 22.0, 23.0)
"""By sequence: the age from which years of work count."""
HIGHEST_AT_ENTRY = (5, 13, 12, 13)

FLAGSHIP = 0
SHARE_OF_YOUNG_MANAGERS = 0.95
EAGER_FOR_MANAGERS = 2.4
SHARE_OF_ENGINEERS_INTO_MANAGEMENT = 0.65
LEAST_GRADE_OF_SECTION_HEADS = 9

MONTHS_IN_GRADE = 24
MONTHS_IF_EXCEPTIONAL = 12
MONTHS_BETWEEN_ROUNDS = 6
SHARE_EXCEPTIONAL = 0.012  # ours, as are the next
SHARE_DEMOTED = 0.006
SHARE_CONVERTED = 0.02
SHARE_RETURNED = 0.12
LEAST_GRADE_TO_CONVERT = 5
PROBATION_MONTHS = 6
MOST_STEPS = 16

CONVERSIONS = {  # from, to, how likely against each other
    ladder.O: ((ladder.T, 0.7), (ladder.M, 0.3)),
    ladder.T: ((ladder.M, 0.5), (ladder.P, 0.4), (ladder.O, 0.1)),
    ladder.P: ((ladder.M, 0.8), (ladder.T, 0.2)),
    ladder.M: ((ladder.P, 0.5), (ladder.T, 0.5)),
}

NEW_TABLE_AT = 3
"""The place of a firm that brought in a new table of grades for its workers, and when."""
NEW_TABLE_ON = np.datetime64("2021-01-01")

NEVER = np.datetime64("2100-01-01")


def climbers(build: Build) -> Climbers:
    """Who has a grade, and the one they began with."""
    rng = build.plan.rng("climbers")
    work, spells = build.work, build.work.spells
    until = np.where(np.isnat(spells.end), TOMORROW + DAY, spells.end)
    rows = np.flatnonzero(
        (work.kind == REGULAR)
        & (spells.beside < 0)
        & (spells.start + PLACED_AFTER < np.minimum(until, TOMORROW))
    )
    place = spells.place[rows]
    kind = build.places.post_kind[place]
    sequence = np.array([SEQUENCE_OF[each] for each in range(len(SEQUENCE_OF))])[kind]
    start = spells.start[rows] + PLACED_AFTER
    grade = _first_grades(build, rows, sequence, rng)
    at_the_top = (build.places.sort[place] == STAFF) & (build.places.desk[place] == MANAGER_DESK)
    size = np.array([ground.firm.workers for ground in build.grounds.firms])[work.site[rows]]
    top = np.clip(9 + np.log2(np.maximum(size, 1)).astype(np.int64), 12, 21)
    grade = _young_managers(work.site[rows], sequence, grade, rng)
    return Climbers(
        employment=rows,
        person=work.person[rows],
        firm=work.site[rows],
        sequence=sequence,
        grade=np.where(at_the_top, top, grade),
        start=start,
        until=until[rows],
    )


def _first_grades(build: Build, rows: Ints, sequence: Ints, rng: np.random.Generator) -> Ints:
    """By years of work before, some more and some less; whoever is new begins at the bottom."""
    work = build.work
    age = (work.spells.start[rows] - build.persons.born[work.person[rows]]).astype(int) / 365.25
    years = np.maximum(age - np.array(SCHOOL_ENDS_AT)[sequence], 0)
    climbed = years / YEARS_A_GRADE * rng.uniform(0.15, 0.75, size=len(rows))
    grade = LOWEST[sequence] + climbed.astype(np.int64)
    found: Ints = np.minimum(grade, np.array(HIGHEST_AT_ENTRY)[sequence])
    return found


def _young_managers(firm: Ints, sequence: Ints, grade: Ints, rng: np.random.Generator) -> Ints:
    """The flagship raises most of its managers from the lowest grades."""
    concerned = (firm == FLAGSHIP) & (sequence == ladder.M)
    concerned &= rng.random(len(firm)) < SHARE_OF_YOUNG_MANAGERS
    return np.where(concerned, np.minimum(grade, LOWEST[ladder.M] + 1), grade)


def climb(build: Build, who: Climbers) -> Grades:
    """Everybody's steps until they left or the demo ends, without those over before the reform."""
    rng = build.plan.rng("climb")
    firms = len(build.grounds.firms)
    turn = rng.integers(0, MONTHS_BETWEEN_ROUNDS, size=firms)[who.firm]
    eager = np.clip(rng.lognormal(0.0, 0.28, size=firms), 0.55, 1.7)[who.firm]
    eager[who.firm == FLAGSHIP] = 1.0
    eager[(who.firm == FLAGSHIP) & (who.sequence == ladder.M)] = EAGER_FOR_MANAGERS
    steps = [_placed(who)]
    for _ in range(MOST_STEPS):
        before = steps[-1]
        step = _next_steps(before, who, turn, eager, rng)
        if not len(step):
            break
        steps.append(step)
    return _as_told(_in_order(steps), who)


def _placed(who: Climbers) -> Grades:
    count = len(who)
    return Grades(
        climber=np.arange(count),
        sequence=who.sequence,
        grade=who.grade,
        reason=np.full(count, INITIAL),
        from_sequence=np.full(count, -1),
        from_grade=np.zeros(count, dtype=np.int64),
        start=who.start,
        end=np.full(count, NO_DAY),
        end_reason=np.zeros(count, dtype=np.int64),
    )


def _next_steps(
    before: Grades, who: Climbers, turn: Ints, eager: NDArray[np.float64], rng: np.random.Generator
) -> Grades:
    """Of everybody's possible next steps, the one that comes first; none after the end."""
    of = before.climber
    risen, exceptional = _rises(before, turn[of], eager[of], rng)
    converted, sequence, grade = _conversions(before, who, rng)
    demoted = _demotions(before, rng)
    new_table = _new_tables(before, who)
    days = np.stack([risen, demoted, converted, new_table])
    first = np.argmin(days, axis=0)
    day = days[first, np.arange(len(of))]
    reason = np.array([PROMOTION, DEMOTION, CONVERSION, TABLE_CHANGE])[first]
    reason[(first == 0) & exceptional] = EXCEPTIONAL
    back = (before.reason == CONVERSION) & (rng.random(len(of)) < SHARE_RETURNED)
    day = np.where(back, _on_first(before.start, PROBATION_MONTHS), day)
    reason[back] = RETURN
    gone_to = np.where(reason == CONVERSION, sequence, before.sequence)
    gone_to = np.where(back, before.from_sequence, gone_to)
    at = before.grade + np.array([0, 1, 1, 0, 0, -1, 1])[reason]
    at = np.where(reason == CONVERSION, grade, at)
    at = np.where(back, before.from_grade, at)
    rows = np.flatnonzero(day < np.minimum(who.until[of], TOMORROW))
    return Grades(
        climber=of[rows],
        sequence=gone_to[rows],
        grade=at[rows],
        reason=reason[rows],
        from_sequence=before.sequence[rows],
        from_grade=before.grade[rows],
        start=day[rows],
        end=np.full(len(rows), NO_DAY),
        end_reason=np.zeros(len(rows), dtype=np.int64),
    )


def _rises(
    before: Grades, turn: Ints, eager: NDArray[np.float64], rng: np.random.Generator
) -> tuple[Days, Flags]:
    """The day of the round at which each would rise, and whether before the usual months."""
    count = len(before)
    likely = LIKELY_AT_A_ROUND[before.sequence, before.grade] * eager
    top = before.grade >= HIGHEST[before.sequence]
    exceptional = (rng.random(count) < SHARE_EXCEPTIONAL) & (before.grade > 1)
    months = np.where(exceptional, MONTHS_IF_EXCEPTIONAL, MONTHS_IN_GRADE)
    month = _on_first(before.start, months).astype("datetime64[M]").astype(np.int64)
    month += (turn - month) % MONTHS_BETWEEN_ROUNDS
    tries = rng.geometric(np.clip(likely, 0.01, 0.9)) - 1
    tries[exceptional] = 0
    month += MONTHS_BETWEEN_ROUNDS * np.minimum(tries, 100)
    day = month.astype("datetime64[M]").astype("datetime64[D]")
    return np.where(top | (likely <= 0), NEVER, day), exceptional


def _conversions(
    before: Grades, who: Climbers, rng: np.random.Generator
) -> tuple[Days, Ints, Ints]:
    """The day some change the sequence, to which and at which grade: as high, or a little lower.

    The flagship takes more of its managers from among its engineers than others do.
    """
    count = len(before)
    chance, pick = rng.random(count), rng.random(count)
    lower = rng.choice(3, size=count, p=[0.7, 0.2, 0.1])
    wait = rng.integers(14, 40, size=count)
    target = np.zeros(count, dtype=np.int64)
    for sequence, choices in CONVERSIONS.items():
        rows = before.sequence == sequence
        edges = np.cumsum([weight for _, weight in choices])[:-1]
        targets = np.array([each for each, _ in choices])
        target[rows] = targets[np.searchsorted(edges, pick[rows], side="right")]
    heads = (who.firm[before.climber] == FLAGSHIP) & (before.sequence == ladder.T)
    heads &= before.grade >= LEAST_GRADE_OF_SECTION_HEADS
    target[heads], lower[heads] = ladder.M, 0
    grade = np.clip(before.grade - lower, LOWEST[target], HIGHEST[target])
    fits = (grade <= before.grade) & (grade >= before.grade - 2)
    likely = SHARE_CONVERTED * np.where(before.sequence == ladder.O, 2.5, 1.0)
    likely[heads] = SHARE_OF_ENGINEERS_INTO_MANAGEMENT
    steady = np.isin(before.reason, [INITIAL, PROMOTION])
    fits &= (chance < likely) & steady & (before.grade >= LEAST_GRADE_TO_CONVERT)
    return np.where(fits, _on_first(before.start, wait), NEVER), target, grade


def _demotions(before: Grades, rng: np.random.Generator) -> Days:
    count = len(before)
    day = _on_first(before.start, rng.integers(5, 24, size=count))
    likely = (rng.random(count) < SHARE_DEMOTED) & (before.grade > LOWEST[before.sequence])
    return np.where(likely & np.isin(before.reason, [INITIAL, PROMOTION]), day, NEVER)


def _new_tables(before: Grades, who: Climbers) -> Days:
    concerned = (
        (who.firm[before.climber] == NEW_TABLE_AT)
        & (before.sequence == ladder.O)
        & (before.start < NEW_TABLE_ON)
        & (before.grade < HIGHEST[ladder.O] - 2)
    )
    return np.where(concerned, NEW_TABLE_ON, NEVER)


def _on_first(days: Days, months: Ints | int) -> Days:
    """The first day of a month that is at least so many months after these days."""
    month = (days - DAY).astype("datetime64[M]").astype(np.int64) + 1 + months
    return month.astype("datetime64[M]").astype("datetime64[D]")


def _in_order(steps: list[Grades]) -> Grades:
    joined = Grades(
        *(np.concatenate([getattr(step, f.name) for step in steps]) for f in fields(Grades))
    )
    return joined.at(np.lexsort((joined.start, joined.climber)))


def _as_told(grades: Grades, who: Climbers) -> Grades:
    """With the end of each, and of earlier days only what still held when the reform began."""
    last = np.r_[grades.climber[1:] != grades.climber[:-1], True]
    until = who.until[grades.climber]
    over = last & (until < TOMORROW + DAY)
    end = np.where(last, np.where(over, until, NO_DAY), np.r_[grades.start[1:], grades.start[:1]])
    told = np.isnat(end) | (end > np.datetime64(REFORM))
    first = told & np.r_[True, (grades.climber[1:] != grades.climber[:-1]) | ~told[:-1]]
    return Grades(
        climber=grades.climber,
        sequence=grades.sequence,
        grade=grades.grade,
        reason=np.where(first, INITIAL, grades.reason),
        from_sequence=np.where(first, -1, grades.from_sequence),
        from_grade=np.where(first, 0, grades.from_grade),
        start=grades.start,
        end=end,
        end_reason=np.where(last, np.where(over, EMPLOYMENT_ENDED, 0), NEXT),
    ).at(told)
