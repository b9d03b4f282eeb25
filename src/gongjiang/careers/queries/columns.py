"""Grades held by many people, as columns: one reading serves a page, a replay and the index.

spans = grade_spans()
running = (spans.start <= day) & (np.isnat(spans.end) | (day < spans.end))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection

from gongjiang.careers.models import Reason
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.kernel.columns import Days, Ints

REASONS = tuple(Reason.values)
"""The order in which columns number the reasons."""

NONE = np.iinfo(np.int64).min
"""What stands for null in `rows_of`; it is NaT as a day."""


def day_number(column: str) -> str:
    """SQL for a day as days since 1970; null as `NONE`."""
    return f"coalesce({column} - DATE '1970-01-01', ({NONE})::bigint)"


@dataclass(frozen=True, slots=True)
class GradeSpans:
    """Grades held on the days `[start, end)`, by person, enterprise and day.

    Attributes:
        sequence: index of `rules.ladder.SEQUENCES`. reason: index of `REASONS`.
        since: from when months in this grade count: a change of sequence at the same grade, a
            return, and a new grade table carry them on.
        end, probation_until: NaT where there is none.
    """

    id: Ints
    person: Ints
    enterprise: Ints
    sequence: Ints
    grade: Ints
    reason: Ints
    start: Days
    end: Days
    since: Days
    probation_until: Days


def grade_spans(
    person_ids: Sequence[int] | None = None,
    enterprise_ids: Sequence[int] | None = None,
    *,
    track: str = "PRIMARY",
) -> GradeSpans:
    """Every grade ever held on one track; one query.

    Args:
        person_ids, enterprise_ids: of these alone; None: of everybody, everywhere.
    """
    where = ["track = %s"]
    values: list[Any] = [track]
    for column, ids in (("person_id", person_ids), ("enterprise_id", enterprise_ids)):
        if ids is not None:
            where.append(f"{column} = ANY(%s)")
            values.append(list(ids))
    rows = rows_of(
        f"""
        SELECT id, person_id, enterprise_id, strpos('{SEQUENCES}', sequence) - 1, grade,
               array_position(ARRAY{list(REASONS)}, reason::text) - 1,
               {day_number("valid_from")}, {day_number("valid_to")},
               {day_number("probation_until")}
        FROM careers_gradespell WHERE {" AND ".join(where)}
        ORDER BY person_id, enterprise_id, valid_from
        """,
        values,
        width=9,
    )
    number, person, enterprise, sequence, grade, reason = rows[:6]
    start, end, probation_until = map(as_days, rows[6:])
    return GradeSpans(
        id=number,
        person=person,
        enterprise=enterprise,
        sequence=sequence,
        grade=grade,
        reason=reason,
        start=start,
        end=end,
        since=_since(rows, start=start, end=end),
        probation_until=probation_until,
    )


def rows_of(sql: str, values: Sequence[Any], *, width: int) -> list[Ints]:
    """The columns of a query that yields whole numbers and no nulls."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    flat = chain.from_iterable(found)
    table = np.fromiter(flat, dtype=np.int64, count=len(found) * width)
    return list(table.reshape(len(found), width).T)


def as_days(numbers: Ints) -> Days:
    """Days since 1970 as days; `NONE` as NaT."""
    days: Days = numbers.astype("datetime64[D]")
    return days


def _since(rows: Sequence[Ints], *, start: Days, end: Days) -> Days:
    """From when the months of each spell count: the first day of the run it carries on."""
    _number, person, enterprise, _sequence, grade, reason = rows[:6]
    if not len(person):
        return start
    carried = np.isin(reason, [REASONS.index(Reason.CONVERSION), REASONS.index(Reason.RETURN)])
    same = (person[1:] == person[:-1]) & (enterprise[1:] == enterprise[:-1])
    same &= start[1:] == end[:-1]
    on = carried[1:] & (grade[1:] == grade[:-1])
    on |= reason[1:] == REASONS.index(Reason.TABLE_CHANGE)
    begins = np.r_[True, ~(same & on)]
    first = np.maximum.accumulate(np.where(begins, np.arange(len(person)), 0))
    days: Days = start[first]
    return days
