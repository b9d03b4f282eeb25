"""Reads the careers of a window from the tables: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Reason
from gongjiang.careers.queries.columns import REASONS, GradeSpans, grade_spans
from gongjiang.careers.queries.histories import gathered
from gongjiang.careers.rules.months import plus_months
from gongjiang.careers.simulator.careers import Careers, Held, events_of
from gongjiang.kernel.columns import Days, Flags, Ints

RISES = [REASONS.index(reason) for reason in (Reason.PROMOTION, Reason.EXCEPTIONAL)]
MONTHS = 60
"""Five years."""


def careers_of(
    until: date, rule: LadderRule, *, months: int = MONTHS, enterprises: Sequence[int] | None = None
) -> Careers:
    """The careers of the months up to a day.

    Args:
        rule: says which facts count as training and as contributions.
        enterprises: of these alone; None: of all.
    """
    days = first_days(until, months)
    spells = grade_spans(enterprise_ids=enterprises)
    begins = np.r_[True, _changes(spells.person) | _changes(spells.enterprise)][: len(spells.id)]
    inside = (spells.start <= days[-1]) & (np.isnat(spells.end) | (spells.end > days[0]))
    career = np.cumsum(begins) - 1
    rows = np.zeros(len(spells.id), dtype=np.bool_)
    rows[_first_of(career, inside)] = True
    histories = gathered(spells, rows, days[-1].item(), rule, enterprises=enterprises)
    number = np.cumsum(_kept(career, rows)) - 1
    held = Held(
        row=number[career][inside],
        sequence=spells.sequence[inside],
        grade=spells.grade[inside],
        start=spells.start[inside],
        end=spells.end[inside],
        since=spells.since[inside],
        probation_until=spells.probation_until[inside],
        rises=np.isin(spells.reason, RISES)[inside],
        goes_on=(spells.reason == REASONS.index(Reason.TABLE_CHANGE))[inside],
    )
    return Careers(
        histories=histories,
        events=events_of(held, days[0]),
        months=days,
        recorded=_recorded(spells, days),
    )


def first_days(until: date, months: int) -> Days:
    """The first days of so many months, the last one no later than a day."""
    last = np.datetime64(until, "M")
    return (last - np.arange(months)[::-1]).astype("datetime64[D]")


def _changes(values: Ints) -> Flags:
    changes: Flags = values[1:] != values[:-1]
    return changes


def _first_of(career: Ints, inside: Flags) -> Ints:
    """Of each career the first spell inside the window."""
    places = np.flatnonzero(inside)
    _, first = np.unique(career[places], return_index=True)
    return places[first]


def _kept(career: Ints, rows: Flags) -> Flags:
    """Of each career, whether it has a row."""
    kept = np.zeros(int(career[-1]) + 1 if len(career) else 0, dtype=np.bool_)
    kept[career[rows]] = True
    return kept


def _recorded(spells: GradeSpans, days: Days) -> Ints:
    """Promotions recorded in the month that ends on each day, that day included."""
    risen = spells.start[np.isin(spells.reason, RISES)]
    edges = np.r_[plus_months(days[:1], -1), days]
    counts = np.searchsorted(np.sort(risen), edges, "right")
    return np.diff(counts).astype(np.int64)
