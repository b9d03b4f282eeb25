"""Careers as one would write them down, and a slow, plain judge of them: the oracle of `assess`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from gongjiang.careers.canonical import LADDER
from gongjiang.careers.ladder import Criteria, LadderRule
from gongjiang.careers.rules.histories import FOREVER, Events, Histories, Marks, Runs
from gongjiang.careers.rules.ladder import GRADES, LEVELS, MARKS, SEQUENCES
from gongjiang.kernel.periods import add_months

Run = tuple[int, date, date | None]  # value, first day, first day after


@dataclass
class Career:
    """One person in one enterprise; every list may reach past the day that is asked about."""

    sequence: str = "O"
    grade: int = 4
    since: date = date(2020, 1, 1)
    probation_until: date | None = None
    marks: list[tuple[int, str, date]] = field(default_factory=list)  # year, mark, decided on
    vetoes: list[date] = field(default_factory=list)
    contributions: list[date] = field(default_factory=list)
    training: list[tuple[date, int]] = field(default_factory=list)  # day, hundredths of hours
    awards: list[tuple[date, str]] = field(default_factory=list)
    exceptional: list[date] = field(default_factory=list)
    ranks: list[Run] = field(default_factory=list)
    titles: list[Run] = field(default_factory=list)
    freezes: list[Run] = field(default_factory=list)
    cool_offs: list[Run] = field(default_factory=list)
    vacancies: list[Run] = field(default_factory=list)  # in an enterprise of their own
    others: list[tuple[str, int]] = field(default_factory=list)  # who else holds which grade there


def arrays(careers: Sequence[Career]) -> Histories:
    """The careers as `assess` takes them, each in an enterprise of its own."""
    n = len(careers)
    holders = np.zeros((n, len(SEQUENCES), GRADES), dtype=np.int64)
    for place, career in enumerate(careers):
        for sequence, grade in [(career.sequence, career.grade), *career.others]:
            holders[place, SEQUENCES.index(sequence), grade] += 1
    return Histories(
        person=np.arange(n) + 1,
        enterprise=np.arange(n) + 1001,
        sequence=_ints([SEQUENCES.index(c.sequence) for c in careers]),
        grade=_ints([c.grade for c in careers]),
        since=_days([c.since for c in careers]),
        probation_until=_days([c.probation_until for c in careers]),
        place=np.arange(n),
        holders=holders,
        marks=_marks(careers),
        vetoes=_events([[(day, 0) for day in c.vetoes] for c in careers]),
        contributions=_events([[(day, 0) for day in c.contributions] for c in careers]),
        training=_events([c.training for c in careers]),
        awards=_events([[(day, LEVELS.index(level)) for day, level in c.awards] for c in careers]),
        exceptional=_events([[(day, 0) for day in c.exceptional] for c in careers]),
        ranks=_runs([c.ranks for c in careers]),
        titles=_runs([c.titles for c in careers]),
        freezes=_runs([c.freezes for c in careers]),
        cool_offs=_runs([c.cool_offs for c in careers]),
        vacancies=_runs([c.vacancies for c in careers]),
    )


@dataclass
class Verdict:
    """What the oracle says: which criteria are missing, by name."""

    target: int
    missing: set[str]
    exceptional: bool


def judge(career: Career, on: date, rule: LadderRule = LADDER) -> Verdict:
    """One career by the words of domain.md §4.2, as plainly as it can be said."""
    asks = rule.asks(career.sequence, career.grade + 1)
    if not rule.in_span(career.sequence, career.grade) or asks is None:
        return Verdict(0, set(), exceptional=False)
    missing = {name for name, holds in _criteria(career, asks, on).items() if not holds}
    early = (
        missing == {"MONTHS"}
        and on >= add_months(career.since, asks.exceptional_months)
        and any(
            career.since <= day <= on and LEVELS.index(level) >= LEVELS.index(rule.award_level)
            for day, level in career.awards
        )
        and not any(day <= on for day in career.exceptional)
    )
    return Verdict(career.grade + 1, missing, exceptional=early)


def _criteria(career: Career, asks: Criteria, on: date) -> dict[str, bool]:
    rank = _most(career.ranks, on, 0) >= asks.rank
    title = asks.title is None or _most(career.titles, on, -1) >= asks.title
    if asks.either and asks.rank and asks.title is not None:
        rank = title = rank or title
    return {
        "MONTHS": on >= add_months(career.since, asks.months),
        "APPRAISALS": _appraised(career, asks, on),
        "RANK": rank,
        "TITLE": title,
        "TRAINING": sum(h for day, h in career.training if career.since <= day <= on)
        >= 100 * asks.training_hours,
        "CONTRIBUTION": sum(career.since <= day <= on for day in career.contributions)
        >= asks.contributions,
        "VETO": not any(day <= on < add_months(day, asks.veto_months) for day in career.vetoes),
        "VACANCY": not asks.vacancy
        or any(_runs_on(run, on) and run[0] == career.grade + 1 for run in career.vacancies),
        "PLACES": not asks.cap_permille or _has_place(career, asks.cap_permille),
        "PROBATION": career.probation_until is None or on >= career.probation_until,
        "FREEZE": not any(_runs_on(run, on) for run in career.freezes),
        "COOL_OFF": not any(_runs_on(run, on) for run in career.cool_offs),
    }


def _appraised(career: Career, asks: Criteria, on: date) -> bool:
    known = sorted((year, mark) for year, mark, day in career.marks if day <= on)
    last = known[len(known) - asks.appraisals :] if asks.appraisals else []
    return len(known) >= asks.appraisals and all(
        MARKS.index(mark) >= MARKS.index(asks.mark) for _year, mark in last
    )


def _has_place(career: Career, permille: int) -> bool:
    here = [
        grade
        for sequence, grade in [(career.sequence, career.grade), *career.others]
        if sequence == career.sequence
    ]
    above = sum(grade >= career.grade + 1 for grade in here)
    return above < max(1, len(here) * permille // 1000)


def _most(runs: list[Run], on: date, none: int) -> int:
    return max((run[0] for run in runs if _runs_on(run, on)), default=none)


def _runs_on(run: Run, on: date) -> bool:
    _value, start, end = run
    return start <= on and (end is None or on < end)


def _ints(values: Sequence[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _days(values: Sequence[date | None]) -> np.ndarray:
    return np.array(values, dtype="datetime64[D]")


def _events(of_each: Sequence[Sequence[tuple[date, int]]]) -> Events:
    rows = [(row, day, value) for row, events in enumerate(of_each) for day, value in events]
    return Events(
        row=_ints([row for row, _, _ in rows]),
        day=_days([day for _, day, _ in rows]),
        value=_ints([value for _, _, value in rows]),
    )


def _marks(careers: Sequence[Career]) -> Marks:
    rows = [(row, *mark) for row, career in enumerate(careers) for mark in career.marks]
    return Marks(
        row=_ints([row for row, _, _, _ in rows]),
        day=_days([day for _, _, _, day in rows]),
        year=_ints([year for _, year, _, _ in rows]),
        value=_ints([MARKS.index(mark) for _, _, mark, _ in rows]),
    )


def _runs(of_each: Sequence[Sequence[Run]]) -> Runs:
    rows = [(row, *run) for row, runs in enumerate(of_each) for run in runs]
    end = [run[3] if run[3] is not None else FOREVER.item() for run in rows]
    return Runs(
        row=_ints([run[0] for run in rows]),
        value=_ints([run[1] for run in rows]),
        start=_days([run[2] for run in rows]),
        end=_days(end),
    )


def next_day(day: date) -> date:
    return day + timedelta(days=1)
