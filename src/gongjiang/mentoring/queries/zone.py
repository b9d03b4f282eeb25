"""Pairing and graduation across a territory, counted: no person is named."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import connection

from gongjiang.kernel.disclosure import withhold_small
from gongjiang.kernel.periods import window_of_months
from gongjiang.mentoring.models import Agreement

PAIRED_WITHIN_DAYS = 30
WINDOW_MONTHS = 12

COUNTS = """
    WITH child AS (
        SELECT descendant_id AS id FROM orgs_ancestry
        WHERE ancestor_id = %(above)s AND depth = 1
          AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
    ),
    place AS (
        SELECT a.descendant_id AS unit_id, a.ancestor_id AS child_id, a.valid_from, a.valid_to
        FROM orgs_ancestry a JOIN child ON child.id = a.ancestor_id
    ),
    newcomer AS (
        SELECT e.person_id, e.valid_from, place.child_id
        FROM people_employment e
        JOIN people_posting p ON p.employment_id = e.id AND p.valid_from = e.valid_from
        JOIN place ON place.unit_id = p.unit_id AND place.valid_from <= p.valid_from
         AND (place.valid_to IS NULL OR place.valid_to > p.valid_from)
        WHERE e.follows_id IS NULL
          AND e.valid_from > %(hired_after)s AND e.valid_from <= %(hired_until)s
    ),
    paired AS (
        SELECT newcomer.child_id,
               EXISTS (
                   SELECT FROM mentoring_agreement g
                   WHERE g.apprentice_id = newcomer.person_id AND g.registered_at IS NOT NULL
                     AND g.starts_on >= newcomer.valid_from
                     AND g.starts_on <= newcomer.valid_from + %(within)s
               ) AS in_time
        FROM newcomer
    ),
    agreement AS (
        SELECT place.child_id, g.state, g.ended_on
        FROM mentoring_agreement g
        JOIN place ON place.unit_id = g.enterprise_id AND place.valid_from <= %(day)s
         AND (place.valid_to IS NULL OR place.valid_to > %(day)s)
        WHERE g.registered_at IS NOT NULL
    )
    SELECT child.id,
           (SELECT count(*) FROM paired WHERE child_id = child.id AND in_time),
           (SELECT count(*) FROM paired WHERE child_id = child.id AND NOT in_time),
           count(agreement) FILTER (WHERE state = ANY(%(running)s)),
           count(agreement) FILTER (WHERE state = 'GRADUATED' AND ended_on > %(ended_after)s),
           count(agreement) FILTER (WHERE state = 'FAILED' AND ended_on > %(ended_after)s)
    FROM child LEFT JOIN agreement ON agreement.child_id = child.id
    GROUP BY child.id
"""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What happened beneath a unit; None where the number would name people.

    Attributes:
        paired, unpaired: new workers of the window with a master within 30 days, and without.
        running: agreements that run.
        graduated, failed: how examinations of the last twelve months ended.
    """

    paired: int | None = 0
    unpaired: int | None = 0
    running: int | None = 0
    graduated: int | None = 0
    failed: int | None = 0

    @property
    def new_workers(self) -> int | None:
        return _sum(self.paired, self.unpaired)

    @property
    def pairing_percent(self) -> float | None:
        return _percent(self.paired, self.new_workers)

    @property
    def examined(self) -> int | None:
        return _sum(self.graduated, self.failed)

    @property
    def graduation_percent(self) -> float | None:
        return _percent(self.graduated, self.examined)


NAMES = tuple(field.name for field in fields(Pairing))


def pairing_beneath(unit_id: int, day: date) -> tuple[Pairing, dict[int, Pairing]]:
    """The whole, and each unit directly beneath with small groups withheld; one query.

    New workers are those whose first 30 days ended in the last twelve months, as C6 counts them.
    """
    window = window_of_months(day, WINDOW_MONTHS)
    within = timedelta(days=PAIRED_WITHIN_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTS,
            {
                "above": unit_id,
                "day": day,
                "hired_after": window.after - within,
                "hired_until": window.until - within,
                "within": PAIRED_WITHIN_DAYS,
                "running": list(Agreement.RUNNING),
                "ended_after": window.after,
            },
        )
        rows = cursor.fetchall()
    counts = {int(child): list(map(int, values)) for child, *values in rows}
    whole = Pairing(
        *(sum(values[place] for values in counts.values()) for place in range(len(NAMES)))
    )
    return whole, _shown(counts)


def _shown(counts: dict[int, list[int]]) -> dict[int, Pairing]:
    """Each column by itself, so that no small one can be worked out from the others."""
    shown = [
        withhold_small({child: values[place] for child, values in counts.items()}).groups
        for place in range(len(NAMES))
    ]
    return {child: Pairing(*(column.get(child) for column in shown)) for child in counts}


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _percent(part: int | None, whole: int | None) -> float | None:
    return round(part * 100 / whole, 1) if part is not None and whole else None
