"""Who is on roll: the rows behind every headcount.

A roll is a relation with a row for each posting that runs on a day:
(employment_id, person_id, unit_id, post_kind, employment_kind, employer_id). It is read from the
employments as they stand, or replayed from the ledger as it was known at some moment; `fsck`
checks that both agree, so that every question below is asked once for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.ledger.queries import live_sql
from gongjiang.people.rules import IndustrialWorkerDefinition

# A posting runs only while its employment does. A left join, which the planner leaves out where
# nothing is asked of the employment; the employment's own days, so that fewer are looked at.
FROM_STATE = """
    SELECT p.employment_id, p.person_id, p.unit_id, p.post_kind,
           e.kind AS employment_kind, e.employer_id
    FROM people_posting p LEFT JOIN people_employment e ON e.id = p.employment_id
     AND e.valid_from <= %s AND (e.valid_to IS NULL OR e.valid_to > %s)
    WHERE p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to > %s)
"""

FROM_LEDGER = """
    WITH fact AS ({live}),
    started AS (
        SELECT subject_id AS employment_id, person_id,
               detail->>'employment_kind' AS employment_kind,
               (detail->>'employer_id')::bigint AS employer_id
        FROM fact WHERE kind IN (%s, %s)
    ),
    ended AS (
        SELECT subject_id AS employment_id FROM fact WHERE kind = %s
        UNION ALL
        SELECT (detail->>'internship_id')::bigint FROM fact WHERE kind = %s
    ),
    seat AS (
        SELECT DISTINCT ON (employment_id) employment_id, unit_id, post_kind FROM (
            SELECT CASE kind WHEN %s THEN (detail->>'employment_id')::bigint
                   ELSE subject_id END AS employment_id,
                   unit_id, detail->>'post_kind' AS post_kind, occurred_on, id
            FROM fact WHERE kind <> %s
        ) AS step ORDER BY employment_id, occurred_on DESC, id DESC
    )
    SELECT employment_id, person_id, unit_id, post_kind, employment_kind, employer_id
    FROM started JOIN seat USING (employment_id)
    WHERE NOT EXISTS (SELECT FROM ended WHERE ended.employment_id = started.employment_id)
"""

IN_INDUSTRY = """
    unit_id IN (
        SELECT a.descendant_id
        FROM orgs_ancestry a JOIN orgs_enterprise n ON n.unit_id = a.ancestor_id
        WHERE a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to > %s)
          AND n.industry_code LIKE ANY(%s)
    )
"""

UNDER = """
    unit_id IN (
        SELECT descendant_id FROM orgs_ancestry
        WHERE ancestor_id = ANY(%s)
          AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    )
"""


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll as SQL, to be narrowed and then counted or listed."""

    day: date
    sql: str
    params: tuple[Any, ...]

    def where(self, condition: str, *params: Any) -> Roll:
        sql = f"SELECT * FROM ({self.sql}) AS roll WHERE {condition}"
        return Roll(self.day, sql, (*self.params, *params))

    def under(self, unit_ids: Sequence[int]) -> Roll:
        """Only those in these units or beneath them on the roll's day."""
        return self.where(UNDER, list(unit_ids), self.day, self.day)

    def industrial(self, definition: IndustrialWorkerDefinition) -> Roll:
        """Only industrial workers under a definition, by the industry of the site worked at."""
        return self.where(
            f"post_kind = ANY(%s) AND employment_kind = ANY(%s) AND {IN_INDUSTRY}",
            sorted(definition.post_kinds),
            sorted(definition.employment_kinds),
            self.day,
            self.day,
            # A pattern, unlike a function of the code, is one the planner can estimate.
            [f"{letter}%" for letter in sorted(definition.industries)],
        )

    def headcount(self) -> int:
        """Distinct persons."""
        [(count,)] = self._rows(
            f"SELECT count(*) FROM (SELECT person_id FROM ({self.sql}) AS roll"
            " GROUP BY person_id) AS person"
        )
        return int(count)

    def persons(self, *, limit: int, offset: int = 0) -> list[int]:
        """Ids of the distinct persons, in the order of their ids."""
        rows = self._rows(
            f"SELECT DISTINCT person_id FROM ({self.sql}) AS roll ORDER BY 1 LIMIT %s OFFSET %s",
            after=(limit, offset),
        )
        return [int(person_id) for (person_id,) in rows]

    def _rows(
        self, sql: str, *, before: tuple[Any, ...] = (), after: tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, (*before, *self.params, *after))
            return list(cursor.fetchall())


def roll_on(day: date, *, known_at: datetime | None = None) -> Roll:
    """The roll of the whole zone on a day.

    Args:
        known_at: as the ledger knew it by this moment, included; None: as it is known now.
    """
    if known_at is None:
        return Roll(day, FROM_STATE, (day, day, day, day))
    return replayed(day, known_at=known_at)


def replayed(day: date, *, known_at: datetime | None = None) -> Roll:
    """The roll of a day worked out from the ledger alone."""
    started, converted, left, moved = (
        Hired.kind,
        InternBecameEmployee.kind,
        Left.kind,
        Moved.kind,
    )
    live, params = live_sql((started, converted, left, moved), on=day, known_at=known_at)
    return Roll(
        day,
        FROM_LEDGER.format(live=live),
        (*params, started, converted, left, converted, moved, left),
    )
