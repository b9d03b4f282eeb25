"""The roll worked out from the ledger alone is the roll of the employments, on sample days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from gongjiang.kernel.periods import today
from gongjiang.ops.fsck.check import Check
from gongjiang.people.queries.roll import Roll, replayed, roll_on

YEARS_BACK = 3


def sample_days() -> list[date]:
    """The last day anything happened, and the ends of some years before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(occurred_on) FROM ledger_entry WHERE occurred_on <= %s", [today()]
        )
        [last] = cursor.fetchone()
    if last is None:
        return []
    return [last, *(date(last.year - back, 12, 31) for back in range(1, YEARS_BACK + 1))]


def _differences() -> tuple[str, tuple[Any, ...]]:
    """Employments that one roll has and the other has not, or has otherwise."""
    parts: list[str] = ["SELECT 0::bigint AS id WHERE FALSE"]
    params: list[Any] = []
    for day in sample_days():
        state, ledger = roll_on(day), replayed(day)
        for one, other in ((state, ledger), (ledger, state)):
            parts.append(f"SELECT employment_id FROM ({_rows(one)} EXCEPT ALL {_rows(other)}) AS d")
            params += [*one.params, *other.params]
    return f"SELECT DISTINCT id FROM ({' UNION ALL '.join(parts)}) AS difference", tuple(params)


def _rows(roll: Roll) -> str:
    columns = "employment_id, person_id, unit_id, post_kind, employment_kind, employer_id"
    return f"(SELECT {columns} FROM ({roll.sql}) AS roll)"


REPLAYED = Check(
    name="people.roll_replays",
    sentence="Who is on roll by the ledger alone is who is on roll by the employments.",
    table="people_employment",
    sql=_differences,
)

CHECKS = (REPLAYED,)
