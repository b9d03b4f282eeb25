"""Grades with what they rested on: marks, merits, breaches; changes of sequence and demotions."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import career_cases, career_rounds
from gongjiang.demo.clerks import moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch, clerks_of, firm_units
from gongjiang.demo.growth import ladder, leaders, records
from gongjiang.demo.growth.apprentices import plus_months
from gongjiang.demo.growth.grades import PROBATION_MONTHS
from gongjiang.demo.growth.leaders import Leaderships
from gongjiang.demo.numbers import public_ids
from gongjiang.kernel.columns import NO_DAY, NULL, Column, ids_or_null
from gongjiang.ledger.bulk import Detail
from gongjiang.ledger.facts.careers import (
    Appraised,
    Disciplined,
    GradeEntered,
    GradeLeft,
    MeritRecorded,
)

MERIT_TITLES = ("合理化建议被采纳", "徒弟出师", "内部授课", "岗位技能竞赛获奖", "技术能手称号")
BREACHES = ("未按规程操作", "违反作业安全规定")


def write(build: Build) -> None:
    _write_grades(build)
    _write_leaderships(build)
    _write_appraisals(build)
    _write_merits(build)
    _write_breaches(build)
    career_cases.write(build)
    career_rounds.write(build)


def _write_grades(build: Build) -> None:
    rng = build.plan.rng("grade rows")
    who, steps = build.growth.climbers, build.growth.grades
    count = len(steps)
    build.spell_ids = reserve(build.cursor, "careers_gradespell", count)
    employment = who.employment[steps.climber]
    on_probation = steps.reason == ladder.CONVERSION
    probation = plus_months(steps.start, np.full(count, PROBATION_MONTHS))
    _copy_spells(
        build,
        {
            "id": build.spell_ids,
            "person_id": build.person_ids[who.person[steps.climber]],
            "enterprise_id": firm_units(build)[who.firm[steps.climber]],
            "sequence": picked(ladder.SEQUENCES, steps.sequence),
            "grade": steps.grade,
            "track": [ladder.TRACKS[ladder.PRIMARY]] * count,
            "reason": picked(ladder.REASONS, steps.reason),
            "probation_until": np.where(on_probation, probation, NO_DAY),
            "end_reason": picked(ladder.ENDS, steps.end_reason),
            "valid_from": steps.start,
            "valid_to": steps.end,
        },
    )
    entered_at = moments(rng, steps.start)
    build.entered_at = entered_at
    entered = Happened(build.spell_ids, employment, steps.start, entered_at)
    first = steps.from_sequence < 0
    detail: dict[str, Detail] = {
        "sequence": picked(ladder.SEQUENCES, steps.sequence),
        "grade": steps.grade,
        "reason": picked(ladder.REASONS, steps.reason),
        "from_sequence": [
            None if place < 0 else ladder.SEQUENCES[place] for place in steps.from_sequence.tolist()
        ],
        "from_grade": [
            None if is_first else grade
            for is_first, grade in zip(first.tolist(), steps.from_grade.tolist(), strict=True)
        ],
        "track": [ladder.TRACKS[ladder.PRIMARY]] * count,
    }
    build.facts.append(batch(build, GradeEntered, entered, detail))
    gone = np.flatnonzero(steps.end_reason == ladder.EMPLOYMENT_ENDED)
    left = Happened(
        build.spell_ids[gone], employment[gone], steps.end[gone], moments(rng, steps.end[gone])
    )
    reason = [ladder.ENDS[ladder.EMPLOYMENT_ENDED]] * len(gone)
    build.facts.append(batch(build, GradeLeft, left, {"reason": reason}))


def _copy_spells(build: Build, columns: dict[str, Column]) -> None:
    copy(build.cursor, "careers_gradespell", columns)


def _write_leaderships(build: Build) -> None:
    rng = build.plan.rng("leaderships")
    who = build.growth.climbers
    found: Leaderships = leaders.lead(build, who, build.growth.grades)
    count = len(found)
    ids = reserve(build.cursor, "careers_gradespell", count)
    employment = who.employment[found.climber]
    over = ~np.isnat(found.end)
    ends = np.where(found.laid_down, ladder.LAID_DOWN, ladder.EMPLOYMENT_ENDED)
    ends = np.where(over, ends, ladder.RUNNING)
    in_management = [ladder.SEQUENCES[ladder.M]] * count
    secondary = [ladder.TRACKS[ladder.SECONDARY]] * count
    initial = [ladder.REASONS[ladder.INITIAL]] * count
    _copy_spells(
        build,
        {
            "id": ids,
            "person_id": build.person_ids[who.person[found.climber]],
            "enterprise_id": firm_units(build)[who.firm[found.climber]],
            "sequence": in_management,
            "grade": found.grade,
            "track": secondary,
            "reason": initial,
            "probation_until": np.full(count, NO_DAY),
            "end_reason": picked(ladder.ENDS, ends),
            "valid_from": found.start,
            "valid_to": found.end,
        },
    )
    entered = Happened(ids, employment, found.start, moments(rng, found.start))
    nothing = [None] * count
    detail: dict[str, Detail] = {
        "sequence": in_management,
        "grade": found.grade,
        "reason": initial,
        "from_sequence": nothing,
        "from_grade": nothing,
        "track": secondary,
    }
    build.facts.append(batch(build, GradeEntered, entered, detail))
    gone = np.flatnonzero(over)
    left = Happened(ids[gone], employment[gone], found.end[gone], moments(rng, found.end[gone]))
    reason = picked(ladder.ENDS, ends[gone])
    build.facts.append(batch(build, GradeLeft, left, {"reason": reason}))


def _write_appraisals(build: Build) -> None:
    rng = build.plan.rng("appraisal rows")
    who = build.growth.climbers
    marks = records.appraise(build, who, build.growth.grades)
    ids = reserve(build.cursor, "careers_appraisal", len(marks))
    employment = who.employment[marks.climber]
    told = Happened(ids, employment, marks.on, moments(rng, marks.on))
    words = picked(records.MARKS, marks.mark)
    copy(
        build.cursor,
        "careers_appraisal",
        {
            **_recorded(build, rng, told),
            "year": marks.year,
            "mark": words,
            "decided_on": marks.on,
        },
    )
    build.facts.append(batch(build, Appraised, told, {"year": marks.year, "mark": words}))


def _write_merits(build: Build) -> None:
    rng = build.plan.rng("merit rows")
    who = build.growth.climbers
    merits = records.contribute(build, who, build.growth.grades)
    ids = reserve(build.cursor, "careers_merit", len(merits))
    told = Happened(ids, who.employment[merits.climber], merits.on, moments(rng, merits.on))
    kinds = picked(records.MERIT_KINDS, merits.kind)
    levels = picked(records.MERIT_LEVELS, merits.level)
    copy(
        build.cursor,
        "careers_merit",
        {
            **_recorded(build, rng, told),
            "kind": kinds,
            "level": levels,
            "title": picked(MERIT_TITLES, merits.kind),
            "occurred_on": merits.on,
        },
    )
    detail: dict[str, Detail] = {"merit_kind": kinds, "level": levels}
    build.facts.append(batch(build, MeritRecorded, told, detail))


def _write_breaches(build: Build) -> None:
    rng = build.plan.rng("breach rows")
    who = build.growth.climbers
    breaches = records.offend(build, build.growth.grades)
    ids = reserve(build.cursor, "careers_disciplineevent", len(breaches))
    told = Happened(ids, who.employment[breaches.climber], breaches.on, moments(rng, breaches.on))
    kinds = picked(records.DISCIPLINE_KINDS, breaches.kind)
    copy(
        build.cursor,
        "careers_disciplineevent",
        {
            **_recorded(build, rng, told),
            "kind": kinds,
            "serious": breaches.serious,
            "occurred_on": breaches.on,
            "description": picked(BREACHES, breaches.kind),
        },
    )
    detail: dict[str, Detail] = {"discipline_kind": kinds, "serious": breaches.serious}
    build.facts.append(batch(build, Disciplined, told, detail))


def _recorded(build: Build, rng: np.random.Generator, told: Happened) -> dict[str, Column]:
    """The columns that all have of what HR wrote down."""
    work, count = build.work, len(told.subject)
    return {
        "id": told.subject,
        "public_id": public_ids(rng, count),
        "person_id": build.person_ids[work.person[told.employment]],
        "enterprise_id": firm_units(build)[work.site[told.employment]],
        "recorded_by_id": ids_or_null(clerks_of(build, told.employment, told.recorded_at)),
        "annulled_at": [NULL] * count,
        "annulled_because": [""] * count,
    }
