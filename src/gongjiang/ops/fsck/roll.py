"""The roll worked out from the ledger alone is the roll of the employments, on sample days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from gongjiang.kernel.periods import today
from gongjiang.ops.fsck.check import Check
from gongjiang.people.queries.roll import replayed, roll_on

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
        parts.append(
            f"SELECT coalesce(s.employment_id, l.employment_id) FROM ({state.sql}) AS s "
            f"FULL JOIN ({ledger.sql}) AS l ON l.employment_id = s.employment_id "
            f"WHERE ({_columns('s')}) IS DISTINCT FROM ({_columns('l')})"
        )
        params += [*state.params, *ledger.params]
    return f"SELECT DISTINCT id FROM ({' UNION ALL '.join(parts)}) AS difference", tuple(params)


def _columns(roll: str) -> str:
    names = ("person_id", "unit_id", "post_kind", "employment_kind", "employer_id")
    return ", ".join(f"{roll}.{name}" for name in names)


REPLAYED = Check(
    name="people.roll_replays",
    sentence="Who is on roll by the ledger alone is who is on roll by the employments.",
    table="people_employment",
    sql=_differences,
)

CHECKS = (REPLAYED,)
