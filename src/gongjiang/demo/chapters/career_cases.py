"""The cases behind a change of sequence or a demotion: who agreed, who decided."""

from __future__ import annotations

import numpy as np

from gongjiang.careers.models import Conversion
from gongjiang.demo import clerks
from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY, OFFICE_HOURS, OFFICE_OPENS, SECOND, moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch, firm_units
from gongjiang.demo.growth import ladder
from gongjiang.demo.growth.apprentices import plus_months, units_on
from gongjiang.demo.growth.grades import PROBATION_MONTHS
from gongjiang.demo.numbers import public_ids
from gongjiang.demo.places import MANAGER_DESK, TOMORROW
from gongjiang.demo.spells import DAY
from gongjiang.kernel.columns import NULL, Ints, ids_or_null
from gongjiang.ledger.bulk import Detail
from gongjiang.ledger.facts.careers import (
    ConversionAsked,
    ConversionConfirmed,
    ConversionReturned,
    ConversionTookEffect,
    MeasureTaken,
)

CONFIRMED, RETURNED, PROBATION = range(3)
STATES = tuple(
    str(state)
    for state in (
        Conversion.State.CONFIRMED, Conversion.State.RETURNED, Conversion.State.PROBATION
    )
)  # fmt: skip
STATEMENT = "本人在现岗位表现稳定，申请转入新的序列发展。"
RETURN_REASON = "试用期满，双方同意回到原序列。"
GROUND = "严重违反操作规程，经调查属实。"
ANSWER = "接受处理。"


def write(build: Build) -> None:
    _write_conversions(build)
    _write_demotions(build)


def managers_of(build: Build) -> Ints:
    """For each firm, the person at the manager's desk; NOBODY where there is none."""
    return clerks.holders(build.places, build.work, MANAGER_DESK, len(build.grounds.firms))


def _write_conversions(build: Build) -> None:
    rng = build.plan.rng("conversions")
    who, steps = build.growth.climbers, build.growth.grades
    rows = np.flatnonzero(steps.reason == ladder.CONVERSION)
    climber = steps.climber[rows]
    asked_on = np.maximum(
        steps.start[rows] - rng.integers(20, 60, size=len(rows)) * DAY, steps.start[rows - 1] + DAY
    )
    firm, person = who.firm[climber], who.person[climber]
    hr, manager = build.hr.on(firm, asked_on), managers_of(build)[firm]
    fits = (hr != NOBODY) & (manager != NOBODY) & (hr != person) & (manager != person)
    # Whoever left on probation: nothing was decided about them.
    fits &= (_states(build, rows) != PROBATION) | np.isnat(steps.end[rows])
    rows, asked_on, hr, manager = rows[fits], asked_on[fits], hr[fits], manager[fits]
    climber = steps.climber[rows]
    count = len(rows)
    employment = who.employment[climber]
    state = _states(build, rows)
    ids = reserve(build.cursor, "careers_conversion", count)
    after = np.minimum(rows + 1, len(steps) - 1)
    second = OFFICE_OPENS + rng.integers(0, OFFICE_HOURS, size=count)
    asked_at = asked_on.astype("datetime64[s]") + second * SECOND
    unit = units_on(build, employment, steps.start[rows])
    agreed = build.person_ids[manager]
    copy(
        build.cursor,
        "careers_conversion",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[who.person[climber]],
            "enterprise_id": firm_units(build)[who.firm[climber]],
            "from_spell_id": build.spell_ids[rows - 1],
            "from_sequence": picked(ladder.SEQUENCES, steps.from_sequence[rows]),
            "from_grade": steps.from_grade[rows],
            "from_unit_id": unit,
            "to_sequence": picked(ladder.SEQUENCES, steps.sequence[rows]),
            "to_grade": steps.grade[rows],
            "to_unit_id": unit,
            "statement": [STATEMENT] * count,
            "from_agreed_by_id": agreed,
            "to_agreed_by_id": agreed,
            "hr_agreed_by_id": build.person_ids[hr],
            "state": picked(STATES, state),
            "reason": [RETURN_REASON if each == RETURNED else "" for each in state.tolist()],
            "spell_id": build.spell_ids[rows],
            "return_spell_id": ids_or_null(np.where(state == RETURNED, build.spell_ids[after], 0)),
            "asked_at": asked_at,
        },
    )
    _record_conversions(build, rows, ids, state, Happened(ids, employment, asked_on, asked_at))


def _states(build: Build, rows: Ints) -> Ints:
    """Back in the former sequence, confirmed after the probation, or still on it."""
    steps = build.growth.grades
    next_reason = np.r_[steps.reason[1:], 0][rows]
    returned = (next_reason == ladder.RETURN) & (steps.end_reason[rows] == ladder.NEXT)
    probation = plus_months(steps.start[rows], np.full(len(rows), PROBATION_MONTHS))
    end = np.where(np.isnat(steps.end[rows]), TOMORROW, steps.end[rows])
    confirmed = probation < end
    return np.where(returned, RETURNED, np.where(confirmed, CONFIRMED, PROBATION))


def _record_conversions(build: Build, rows: Ints, ids: Ints, state: Ints, asked: Happened) -> None:
    rng = build.plan.rng("conversion facts")
    steps = build.growth.grades
    detail: dict[str, Detail] = {
        "from_sequence": picked(ladder.SEQUENCES, steps.from_sequence[rows]),
        "from_grade": steps.from_grade[rows],
        "to_sequence": picked(ladder.SEQUENCES, steps.sequence[rows]),
        "to_grade": steps.grade[rows],
    }
    probation = plus_months(steps.start[rows], np.full(len(rows), PROBATION_MONTHS))
    took = Happened(ids, asked.employment, steps.start[rows], build.entered_at[rows])
    effect: dict[str, Detail] = {"spell_id": build.spell_ids[rows], "probation_until": probation}
    build.facts += [
        batch(build, ConversionAsked, asked, detail),
        batch(build, ConversionTookEffect, took, effect),
    ]
    confirmed = np.flatnonzero(state == CONFIRMED)
    on = probation[confirmed]
    told = Happened(ids[confirmed], asked.employment[confirmed], on, moments(rng, on))
    build.facts.append(batch(build, ConversionConfirmed, told, {}))
    back = np.flatnonzero(state == RETURNED)
    after = rows[back] + 1
    told = Happened(ids[back], asked.employment[back], steps.start[after], build.entered_at[after])
    detail = {"spell_id": build.spell_ids[after]}
    build.facts.append(batch(build, ConversionReturned, told, detail))


def _write_demotions(build: Build) -> None:
    """HR proposes, the manager decides; where either seat is empty the paper alone tells of it."""
    who, steps = build.growth.climbers, build.growth.grades
    rows = np.flatnonzero(steps.reason == ladder.DEMOTION)
    climber = steps.climber[rows]
    on = steps.start[rows]
    hr = build.hr.on(who.firm[climber], on - 10 * DAY)
    manager = managers_of(build)[who.firm[climber]]
    person = who.person[climber]
    fits = (hr != NOBODY) & (manager != NOBODY) & (hr != person) & (manager != person)
    fits &= hr != manager
    rows, on, hr, manager = rows[fits], on[fits], hr[fits], manager[fits]
    climber = steps.climber[rows]
    count = len(rows)
    ids = reserve(build.cursor, "careers_measure", count)
    copy(
        build.cursor,
        "careers_measure",
        {
            "id": ids,
            "public_id": public_ids(build.plan.rng("measures"), count),
            "kind": ["DEMOTION"] * count,
            "person_id": build.person_ids[who.person[climber]],
            "enterprise_id": firm_units(build)[who.firm[climber]],
            "from_spell_id": build.spell_ids[rows - 1],
            "to_grade": steps.grade[rows],
            "ground": [GROUND] * count,
            "answer": [ANSWER] * count,
            "answer_by": on - 2 * DAY,
            "proposed_by_id": build.person_ids[hr],
            "decided_by_id": build.person_ids[manager],
            "state": ["EFFECTIVE"] * count,
            "starts_on": on,
            "ends_on": [NULL] * count,
            "spell_id": build.spell_ids[rows],
        },
    )
    told = Happened(ids, who.employment[climber], on, build.entered_at[rows] + SECOND)
    build.facts.append(batch(build, MeasureTaken, told, {"measure_kind": ["DEMOTION"] * count}))
