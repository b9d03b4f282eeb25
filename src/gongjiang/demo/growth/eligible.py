"""Who of the flagship could rise, judged by the ladder's own rule from the demo's columns."""

from __future__ import annotations

from datetime import date

import numpy as np

from gongjiang.careers.canonical import LADDER
from gongjiang.careers.rules.eligibility import Assessed, assess
from gongjiang.careers.rules.histories import FOREVER, Events, Histories, Marks, Runs
from gongjiang.careers.rules.ladder import GRADES
from gongjiang.demo.build import Build
from gongjiang.demo.growth import ladder, records
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.kernel.columns import Days, Flags, Ints

NOBODY = -1


def flagship_on(build: Build, on: date) -> tuple[Ints, Assessed]:
    """The rows of `Grades` that run there, but those after a change of sequence; and the judgement.

    Held only for rows whose grade began before the day.
    """
    who, steps = build.growth.climbers, build.growth.grades
    held = np.flatnonzero(
        np.isnat(steps.end)
        & (who.firm[steps.climber] == FLAGSHIP)
        & (steps.start <= np.datetime64(on))
        & np.isin(steps.reason, [ladder.INITIAL, ladder.PROMOTION])
    )
    return held, assess(_histories(build, held), LADDER.arrays(), on)


def _histories(build: Build, held: Ints) -> Histories:
    who, steps, growth = build.growth.climbers, build.growth.grades, build.growth
    count = len(held)
    row_of = np.full(len(who), NOBODY)
    row_of[steps.climber[held]] = np.arange(count)
    of_person = np.full(len(build.persons), NOBODY)
    of_person[who.person[steps.climber[held]]] = np.arange(count)
    marks = records.appraise(build, who, steps)
    merits = records.contribute(build, who, steps)
    breaches = records.offend(build, steps)
    prized = np.isin(merits.kind, [records.CONTEST, records.AWARD])
    holders = np.zeros((1, len(ladder.SEQUENCES), GRADES), dtype=np.int64)
    np.add.at(holders[0], (steps.sequence[held], steps.grade[held]), 1)
    told = row_of[marks.climber] >= 0
    return Histories(
        person=build.person_ids[who.person[steps.climber[held]]],
        enterprise=np.full(count, build.grounds.firms[FLAGSHIP].unit),
        sequence=steps.sequence[held],
        grade=steps.grade[held],
        since=steps.start[held],
        probation_until=np.full(count, np.datetime64("NaT")),
        place=np.zeros(count, dtype=np.int64),
        holders=holders,
        marks=Marks(
            row=row_of[marks.climber[told]],
            day=marks.on[told],
            year=marks.year[told],
            # The rule numbers marks from the worst up.
            value=records.E - marks.mark[told],
        ),
        vetoes=_events(row_of, breaches.climber, breaches.on, only=breaches.serious),
        contributions=_events(row_of, merits.climber, merits.on),
        training=_events(row_of, merits.climber[:0], merits.on[:0]),
        awards=_events(row_of, merits.climber, merits.on, value=merits.level, only=prized),
        exceptional=_events(row_of, merits.climber[:0], merits.on[:0]),
        ranks=_runs(of_person, growth.certified.person, growth.certified.rank, growth.certified.on),
        titles=_runs(of_person, growth.titled.person, growth.titled.level, growth.titled.on),
        freezes=_nothing(),
        cool_offs=_nothing(),
        vacancies=_nothing(),
    )


def _events(
    row_of: Ints, climber: Ints, on: Days, *, value: Ints | None = None, only: Flags | None = None
) -> Events:
    row = row_of[climber]
    told = row >= 0 if only is None else (row >= 0) & only
    values = np.ones(len(row), dtype=np.int64) if value is None else value
    return Events(row=row[told], day=on[told], value=values[told])


def _runs(row_of: Ints, person: Ints, value: Ints, since: Days) -> Runs:
    row = row_of[person]
    told = row >= 0
    return Runs(
        row=row[told],
        value=value[told],
        start=since[told],
        end=np.full(int(told.sum()), FOREVER),
    )


def _nothing() -> Runs:
    none, days = np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    return Runs(row=none, value=none, start=days, end=days)
