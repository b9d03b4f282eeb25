"""Loading much at once: indexes and keys of the large tables are made after their rows.

A key that is checked and an index that is built once over all rows cost a fraction of what they
cost row by row. They are laid aside in the transaction that writes the zone, and made again as they
were after it, a transaction each, while the zone is read already; what is left is noted with the
zone, so that a build that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
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
                  conrelid::regclass, conname, pg_get_constraintdef(oid)),
           conname
    FROM pg_constraint
    WHERE conrelid = ANY (%s::regclass[]) AND contype = ANY (%s::"char"[])
    ORDER BY conrelid::regclass::text, conname
"""
UNIQUE = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           pg_get_indexdef(conindid),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s USING INDEX %%I',
                  conrelid::regclass, conname,
                  CASE contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, conname),
           conname
    FROM pg_constraint AS own
    WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('p', 'u') AND NOT condeferrable
      AND NOT EXISTS (SELECT FROM pg_constraint AS other
                      WHERE other.confrelid = own.conrelid AND own.contype = 'p')
    ORDER BY conrelid::regclass::text, conname
"""
"""What must be unique, but for primary keys to which another table refers."""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid),
           relname
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = ANY (%s::regclass[])
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid::regclass::text
"""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid aside: its name, and how it is made again.

    Attributes:
        make: an index is made without keeping readers out.
        belongs: how an index becomes the constraint of its name; "" where it is none.
    """

    name: str
    make: str
    belongs: str = ""


def lay_aside(cursor: Any, *, workers: int) -> list[Laid]:
    """Drop keys and indexes of the large tables; in a small zone, none."""
    if workers < WORTH_IT:
        return []
    keys = _found(cursor, CONSTRAINTS, [list(LARGE), ["f"]])
    apart = _found(cursor, CONSTRAINTS, [list(LARGE), ["x"]])
    unique = _found(cursor, UNIQUE, [list(LARGE)])
    indexes = _found(cursor, INDEXES, [list(LARGE)])
    for drop, *_ in (*keys, *apart, *unique, *indexes):
        cursor.execute(drop)
    # In the order in which they are made again: keys last, checked by what the others made.
    return [
        *(Laid(name, make) for _drop, make, name in indexes),
        *(Laid(name, make, belongs) for _drop, make, belongs, name in unique),
        *(Laid(name, make) for _drop, make, name in (*apart, *keys)),
    ]


def make_again(cursor: Any, aside: Sequence[Laid]) -> None:
    """Make again what was laid aside, and check every key; what is there already is passed over."""
    cursor.execute(f"SET maintenance_work_mem = '{MEMORY}'")
    for laid in aside:
        if not _is_there(cursor, laid.name):
            cursor.execute(laid.make)
        if laid.belongs and not _is_held(cursor, laid.name):
            cursor.execute(laid.belongs)
    cursor.execute("RESET maintenance_work_mem")


def _is_there(cursor: Any, name: str) -> bool:
    """Whether there is an index or a constraint of that name."""
    cursor.execute("SELECT to_regclass(quote_ident(%s)) IS NOT NULL", [name])
    [there] = cursor.fetchone()
    return bool(there) or _is_held(cursor, name)


def _is_held(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_constraint WHERE conname = %s)", [name])
    [held] = cursor.fetchone()
    return bool(held)


def _found(cursor: Any, sql: str, params: list[Any]) -> list[tuple[str, ...]]:
    cursor.execute(sql, params)
    return list(cursor.fetchall())
