"""Headcounts on many days at once: one walk over all postings, however many days are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import connection

from gongjiang.kernel.periods import Period
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.ledger.queries import live_sql
from gongjiang.people.rules import IndustrialWorkerDefinition

FROM_STATE = """
    SELECT p.person_id, p.unit_id, p.post_kind, e.kind AS employment_kind,
           daterange(p.valid_from, p.valid_to) AS days
    FROM people_posting p JOIN people_employment e ON e.id = p.employment_id
"""

FROM_LEDGER = """
    WITH fact AS ({live}),
    started AS (
        SELECT subject_id AS employment_id, detail->>'employment_kind' AS employment_kind
        FROM fact WHERE kind IN (%s, %s)
    ),
    ended AS (
        SELECT employment_id, min(ended_on) AS ended_on FROM (
            SELECT subject_id AS employment_id, occurred_on AS ended_on FROM fact WHERE kind = %s
            UNION ALL
            SELECT (detail->>'internship_id')::bigint, occurred_on FROM fact WHERE kind = %s
        ) AS last_day GROUP BY 1
    ),
    step AS (
        SELECT *, lead(occurred_on) OVER (PARTITION BY employment_id ORDER BY occurred_on, id)
               AS next_on
        FROM (
            SELECT CASE kind WHEN %s THEN (detail->>'employment_id')::bigint
                   ELSE subject_id END AS employment_id,
                   person_id, unit_id, detail->>'post_kind' AS post_kind, occurred_on, id
            FROM fact WHERE kind <> %s
        ) AS seat
    ),
    spell AS (
        SELECT step.*, least(next_on, ended_on) AS end_on
        FROM step LEFT JOIN ended USING (employment_id)
    )
    SELECT person_id, unit_id, post_kind, employment_kind,
           daterange(occurred_on, CASE WHEN end_on IS NOT NULL
                                       THEN greatest(occurred_on, end_on) END) AS days
    FROM spell JOIN started USING (employment_id)
"""

HEADCOUNTS = """
    WITH definition AS (
        SELECT * FROM jsonb_to_recordset(%s::jsonb) AS version (
            valid_from date, valid_to date,
            industries text[], post_kinds text[], employment_kinds text[]
        )
    ),
    counted AS (
        SELECT spell.person_id,
               spell.days * daterange(a.valid_from, a.valid_to)
                          * daterange(d.valid_from, d.valid_to) AS days
        FROM ({spells}) AS spell
        JOIN definition d ON spell.post_kind = ANY(d.post_kinds)
                         AND spell.employment_kind = ANY(d.employment_kinds)
        JOIN orgs_ancestry a ON a.descendant_id = spell.unit_id
        JOIN orgs_enterprise n ON n.unit_id = a.ancestor_id
                              AND left(n.industry_code, 1) = ANY(d.industries)
    ),
    presence AS (
        SELECT unnest(range_agg(days)) AS days FROM counted WHERE NOT isempty(days)
        GROUP BY person_id
    ),
    change AS (
        SELECT day, sum(step) AS step FROM (
            SELECT lower(days) AS day, 1 AS step FROM presence
            UNION ALL
            SELECT upper(days), -1 FROM presence WHERE NOT upper_inf(days)
        ) AS come_and_go GROUP BY day
    )
    SELECT asked.day, coalesce(sum(change.step), 0)
    FROM unnest(%s::date[]) AS asked (day) LEFT JOIN change ON change.day <= asked.day
    GROUP BY asked.day ORDER BY asked.day
"""


Narrow: TypeAlias = Callable[[str, tuple[Any, ...]], tuple[str, tuple[Any, ...]]]
"""SQL of spells and its parameters, and the same with fewer rows or days."""


@dataclass(frozen=True, slots=True)
class DatedDefinition:
    """A version of who counts, and the days on which it is in force."""

    period: Period
    definition: IndustrialWorkerDefinition


def industrial_headcounts(
    days: Sequence[date],
    definitions: Sequence[DatedDefinition],
    *,
    known_at: datetime | None = None,
    narrow: Narrow | None = None,
) -> dict[date, int]:
    """Industrial workers on roll, distinct persons, on each day, by the definition of that day.

    Each is what `roll_on(day).industrial(definition).headcount()` would say; one query.

    Args:
        known_at: as the ledger knew it by this moment, included; None: as it is known now.
        narrow: of the spells (person_id, unit_id, post_kind, employment_kind, days) those that
            are to be counted, or the days of them that are.
    """
    spells, params = _spells(known_at)
    if narrow is not None:
        spells, params = narrow(spells, params)
    versions = json.dumps([_version(dated) for dated in definitions])
    with connection.cursor() as cursor:
        cursor.execute(HEADCOUNTS.format(spells=spells), (versions, *params, list(days)))
        return {day: int(count) for day, count in cursor.fetchall()}


def _spells(known_at: datetime | None) -> tuple[str, tuple[Any, ...]]:
    if known_at is None:
        return FROM_STATE, ()
    started, converted, left, moved = Hired.kind, InternBecameEmployee.kind, Left.kind, Moved.kind
    live, params = live_sql((started, converted, left, moved), known_at=known_at)
    return FROM_LEDGER.format(live=live), (
        *params,
        started,
        converted,
        left,
        converted,
        moved,
        left,
    )


def _version(dated: DatedDefinition) -> dict[str, Any]:
    return {
        "valid_from": dated.period.start.isoformat(),
        "valid_to": dated.period.end.isoformat() if dated.period.end else None,
        "industries": sorted(dated.definition.industries),
        "post_kinds": sorted(dated.definition.post_kinds),
        "employment_kinds": sorted(dated.definition.employment_kinds),
    }
