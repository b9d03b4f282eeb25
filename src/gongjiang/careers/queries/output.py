"""Who was trained, and who was exported: from the ledger as it was known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from gongjiang.careers.output_rule import OutputRule
from gongjiang.careers.rules.backbone import Sent
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.facts.pipeline import Exported, ExportReturned
from gongjiang.ledger.facts.skills import SkillCertified, TitleConferred
from gongjiang.ledger.queries import live_sql


class Category(StrEnum):
    """What somebody can be trained to become (domain.md §4.5)."""

    TECHNICIAN = "TECHNICIAN"
    ENGINEER = "ENGINEER"
    MANAGER = "MANAGER"


@dataclass(frozen=True, slots=True)
class Entry:
    """A person's first entry into a category, or an export, with where they worked then.

    Attributes:
        kind: of the fact that says so.
    """

    person_id: int
    unit_id: int
    enterprise_id: int
    on: date
    kind: str


# A category's entries, each with the value that must be reached, as (kind, sequence, field).
CONDITIONS: Mapping[Category, tuple[tuple[str, str, str, str], ...]] = {
    Category.TECHNICIAN: (
        (SkillCertified.kind, "", "rank", "technician_rank"),
        (GradeEntered.kind, "O", "grade", "technician_grade"),
    ),
    Category.ENGINEER: (
        (TitleConferred.kind, "", "level", "engineer_title"),
        (GradeEntered.kind, "T", "grade", "engineer_grade"),
    ),
    Category.MANAGER: ((GradeEntered.kind, "M", "grade", "manager_grade"),),
}

# Where the first entry of all counts, though it was made before the person came here or without
# training: somebody who was a technician already is not trained to be one.
FIRST_ENTRIES = """
    WITH fact AS ({live}), trained AS (
        SELECT person_id, min(occurred_on) AS since FROM ({training}) AS done GROUP BY 1
    ),
    first AS (
        SELECT DISTINCT ON (person_id)
               person_id, unit_id, enterprise_id, occurred_on, kind
        FROM fact WHERE person_id IS NOT NULL AND ({conditions})
        ORDER BY person_id, occurred_on, id
    )
    SELECT person_id, coalesce(unit_id, enterprise_id), enterprise_id, occurred_on, kind
    FROM first JOIN trained USING (person_id)
    WHERE enterprise_id IS NOT NULL AND trained.since < occurred_on
    ORDER BY occurred_on, person_id
"""

EXPORTS = """
    WITH fact AS NOT MATERIALIZED ({live}),
    back AS (SELECT subject_id, occurred_on FROM fact WHERE kind = %s)
    SELECT person_id, coalesce(unit_id, enterprise_id), enterprise_id, sent.occurred_on,
           back.occurred_on, (detail->>'grade')::int, (detail->>'is_backbone')::boolean,
           coalesce((detail->>'within_group')::boolean, true)
    FROM fact AS sent LEFT JOIN back USING (subject_id)
    WHERE kind = %s AND person_id IS NOT NULL
    ORDER BY sent.occurred_on, person_id
"""


def trained_output(
    category: Category, rule: OutputRule, *, known_at: datetime | None = None
) -> list[Entry]:
    """Everybody's first entry into a category, where training was completed before it.

    The earliest first; one query. Those of a window are the ones whose day is in it.

    Args:
        known_at: as the ledger knew it by this moment, included; None: as it is known now.
    """
    conditions = CONDITIONS[category]
    live, live_params = live_sql({kind for kind, *_ in conditions}, known_at=known_at)
    training, training_params = live_sql(sorted(map(str, rule.training)), known_at=known_at)
    said, params = [], list[Any]()
    for kind, sequence, name, field in conditions:
        said.append(
            "kind = %s AND (%s = '' OR detail->>'sequence' = %s) AND (detail->>%s)::int >= %s"
        )
        params += [kind, sequence, sequence, name, getattr(rule, field)]
    sql = FIRST_ENTRIES.format(live=live, training=training, conditions=" OR ".join(said))
    with connection.cursor() as cursor:
        cursor.execute(sql, (*live_params, *training_params, *params))
        return [Entry(*row) for row in cursor.fetchall()]


def exports_told(*, known_at: datetime | None = None) -> list[tuple[Entry, Sent]]:
    """Every export ever recorded, with what it takes to count it; the earliest first, one query."""
    sent, back = Exported.kind, ExportReturned.kind
    live, params = live_sql((sent, back), known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(EXPORTS.format(live=live), (*params, back, sent))
        return [_export(row) for row in cursor.fetchall()]


def _export(row: tuple[Any, ...]) -> tuple[Entry, Sent]:
    person, unit, enterprise, sent_on, returned_on, grade, flagged, within_group = row
    return (
        Entry(person, unit, enterprise, sent_on, Exported.kind),
        Sent(
            person_id=person,
            sent_on=sent_on,
            returned_on=returned_on,
            grade=grade,
            flagged=flagged,
            within_group=within_group,
        ),
    )
