"""Who held which grade, from the ledger as it was known at a moment, as columns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from gongjiang.careers.queries.columns import as_days, day_number, rows_of
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.rules.speed import Entered, Spells
from gongjiang.ledger.facts.careers import GradeEntered, GradeLeft
from gongjiang.ledger.queries import live_sql

# Of each primary grade the day it ended: by the next one there, or because nothing came after.
SPELLS = """
    WITH fact AS ({live}),
    ended AS (SELECT subject_id, occurred_on FROM fact WHERE kind = %s),
    entered AS (
        SELECT subject_id, person_id, enterprise_id, unit_id, occurred_on,
               strpos(%s, detail->>'sequence') - 1 AS sequence, (detail->>'grade')::int AS grade,
               array_position(%s::text[], detail->>'reason') - 1 AS reason,
               lead(occurred_on) OVER (
                   PARTITION BY person_id, enterprise_id ORDER BY occurred_on, id
               ) AS next_on
        FROM fact WHERE kind = %s AND coalesce(detail->>'track', 'PRIMARY') = 'PRIMARY'
    )
    SELECT person_id, enterprise_id, coalesce(unit_id, enterprise_id), sequence, grade, reason,
           {start}, {end}
    FROM entered LEFT JOIN ended USING (subject_id)
    WHERE person_id IS NOT NULL AND enterprise_id IS NOT NULL
"""


def grade_history(
    *, known_at: datetime | None = None, enterprises: Collection[int] | None = None
) -> Spells:
    """Every primary grade ever entered, one query.

    Args:
        enterprises: only those held with these; None: with any.
        known_at: as the ledger knew it by this moment, included; None: as it is known now.
    """
    entered, left = GradeEntered.kind, GradeLeft.kind
    live, params = live_sql((entered, left), known_at=known_at, enterprises=enterprises)
    reasons = [reason.name for reason in Entered]
    person, enterprise, unit, sequence, grade, reason, start, end = rows_of(
        SPELLS.format(
            live=live,
            start=day_number("entered.occurred_on"),
            end=day_number("least(next_on, ended.occurred_on)"),
        ),
        (*params, left, SEQUENCES, reasons, entered),
        width=8,
    )
    return Spells(
        person=person,
        enterprise=enterprise,
        unit=unit,
        sequence=sequence,
        grade=grade,
        reason=reason,
        start=as_days(start),
        end=as_days(end),
    )
