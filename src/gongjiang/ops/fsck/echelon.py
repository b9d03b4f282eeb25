"""Every key position, successor, export and new base has its facts, and they it."""

from __future__ import annotations

from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.pipeline import (
    Exported,
    ExportReturned,
    KeyPositionClosed,
    KeyPositionNamed,
    NewBaseRegistered,
    SuccessorNamed,
    SuccessorRemoved,
)
from gongjiang.ops.fsck.check import Check

# Each row with the fact of its beginning and, where it ended, of its end. `begun` and `row` say
# the same of the fact and of the row.
RECORDED = """
    SELECT r.id FROM ({rows}) AS r
    LEFT JOIN fact b ON b.subject_id = r.id AND b.kind = '{began}'
    LEFT JOIN fact e ON e.subject_id = r.id AND e.kind = '{ended}'
    WHERE b.id IS NULL
       OR (b.occurred_on, b.person_id, b.unit_id, b.enterprise_id, {begun})
          IS DISTINCT FROM (r.valid_from, r.person_id, r.unit_id, r.enterprise_id, {row})
       OR e.occurred_on IS DISTINCT FROM r.valid_to
       OR (e.id IS NOT NULL AND e.person_id IS DISTINCT FROM r.person_id)
"""

HAS_ROW = """
    SELECT f.id FROM fact f LEFT JOIN {table} r ON r.id = f.subject_id
    WHERE r.id IS NULL{more}
"""


def _pair(
    name: str,
    table: str,
    facts: tuple[type[Fact], ...],
    *,
    rows: str,
    begun: str,
    row: str,
) -> tuple[Check, Check]:
    """Rows have their facts, and facts their rows."""
    kinds = tuple(fact.kind for fact in facts)
    ended = kinds[1] if len(kinds) > 1 else ""
    return (
        Check(
            name=f"careers.{name}_is_recorded",
            sentence=f"Each {name.replace('_', ' ')} was recorded as it stands, and its end too.",
            table=table,
            facts=kinds,
            sql=RECORDED.format(rows=rows, began=kinds[0], ended=ended, begun=begun, row=row),
        ),
        Check(
            name=f"careers.{name}_fact_has_its_row",
            sentence=f"Each recorded {name.replace('_', ' ')} is there, as each recorded end is.",
            table="ledger_entry",
            facts=kinds,
            sql=HAS_ROW.format(
                table=table, more=f" OR (f.kind = '{ended}' AND r.valid_to IS NULL)" * bool(ended)
            ),
        ),
    )


WITHIN = Check(
    name="careers.successor_within_position",
    sentence="Somebody is prepared for a key position only while it is one.",
    table="careers_successor",
    sql="""
        SELECT s.id FROM careers_successor s JOIN careers_keyposition k ON k.id = s.position_id
        WHERE NOT daterange(k.valid_from, k.valid_to) @> daterange(s.valid_from, s.valid_to)
    """,
)

CHECKS = (
    *_pair(
        "key_position",
        "careers_keyposition",
        (KeyPositionNamed, KeyPositionClosed),
        rows="SELECT *, NULL::bigint AS person_id FROM careers_keyposition",
        begun="(b.detail->>'grade')::int",
        row="r.grade",
    ),
    *_pair(
        "successor",
        "careers_successor",
        (SuccessorNamed, SuccessorRemoved),
        rows="SELECT s.*, k.unit_id, k.enterprise_id FROM careers_successor s"
        " JOIN careers_keyposition k ON k.id = s.position_id",
        begun="(b.detail->>'key_position_id')::bigint, b.detail->>'readiness'",
        row="r.position_id, r.readiness",
    ),
    *_pair(
        "export",
        "careers_export",
        (Exported, ExportReturned),
        # The unit is the person's, which the row does not keep.
        rows="SELECT x.*, f.unit_id FROM careers_export x LEFT JOIN fact f ON f.subject_id = x.id"
        f" AND f.kind = '{Exported.kind}'",
        begun="(b.detail->>'to_enterprise_id')::bigint, (b.detail->>'to_base_id')::bigint,"
        " b.detail->>'export_kind', (b.detail->>'grade')::int,"
        " (b.detail->>'is_backbone')::boolean, (b.detail->>'within_group')::boolean",
        row="r.to_enterprise_id, r.to_base_id, r.kind, r.grade, r.is_backbone, r.within_group",
    ),
    *_pair(
        "new_base",
        "careers_newbase",
        (NewBaseRegistered,),
        rows="SELECT id, NULL::bigint AS person_id, enterprise_id AS unit_id, enterprise_id,"
        " registered_on AS valid_from, NULL::date AS valid_to FROM careers_newbase",
        begun="1",
        row="1",
    ),
    WITHIN,
)
