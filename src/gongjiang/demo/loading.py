"""Loading much at once: indexes and keys of the large tables are made after their rows.

A key that is checked and an index that is built once over all rows cost a fraction of what they
cost row by row. Everything is made again as it was, in the transaction that writes the zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LARGE = (
    "ledger_entry", "people_person", "people_employment", "people_posting",
    "skills_skillcertificate", "skills_title", "skills_operationcertificate",
    "skills_postassignment", "mentoring_agreement", "mentoring_tenure", "mentoring_exitexam",
    "careers_gradespell", "careers_appraisal", "careers_merit",
    "innovation_proposal", "innovation_author", "innovation_implementation",
    "innovation_proposalstep", "innovation_proposalreview", "innovation_escalation",
    "innovation_effect", "innovation_claim", "innovation_benefitentry", "innovation_effectstep",
    "innovation_award", "innovation_awardshare",
)  # fmt: skip
WORTH_IT = 5000
"""Workers from which on it saves more than it costs."""
MEMORY = "256MB"

CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
                  conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE conrelid = ANY (%s::regclass[]) AND contype = ANY (%s::"char"[])
    ORDER BY conrelid::regclass::text, conname
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY (%s::regclass[])
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid::regclass::text
"""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid aside: how it is dropped, and how it is made again."""

    drop: str
    make: str


def lay_aside(cursor: Any, *, workers: int) -> list[Laid]:
    """Drop keys and indexes of the large tables; in a small zone, none."""
    if workers < WORTH_IT:
        return []
    keys = _found(cursor, CONSTRAINTS, [list(LARGE), ["f"]])
    unique = _found(cursor, CONSTRAINTS, [list(LARGE), ["u", "x"]])
    indexes = _found(cursor, INDEXES, [list(LARGE)])
    for laid in (*keys, *unique, *indexes):
        cursor.execute(laid.drop)
    # In the order in which they are made again: keys last, checked by what the others made.
    return [*indexes, *unique, *keys]


def make_again(cursor: Any, aside: list[Laid]) -> None:
    """Check every key that waited, and make again what was laid aside."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    for laid in aside:
        cursor.execute(laid.make)


def _found(cursor: Any, sql: str, params: list[Any]) -> list[Laid]:
    cursor.execute(sql, params)
    return [Laid(*row) for row in cursor.fetchall()]
