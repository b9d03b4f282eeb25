"""Entries of the ledger as files, a folder a kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gongjiang.lake.columns import CIRCUMSTANCES, FieldColumn, columns_of, own_columns
from gongjiang.lake.files import Files
from gongjiang.lake.manifest import File
from gongjiang.lake.source import Snapshot
from gongjiang.ledger.facts.base import Annulled, Fact, all_fact_classes, fact_class

ROWS_AT_ONCE = 1_000_000
"""So many entries are held in memory, and as many make a file that is large enough."""

ENTRIES = f"""
    SELECT id, kind, occurred_on, occurred_at, person_id, unit_id, enterprise_id,
           quantity::text AS quantity, amount_fen, actor_id, recorded_at,
           subject_id, detail::text AS detail
    FROM ledger_entry
    WHERE recorded_xid >= '{{after}}'::xid8 AND recorded_xid < '{{before}}'::xid8
      AND kind <> '{Annulled.kind}'
"""

FACTS = "facts/"
"""Before a kind: the name of its table."""

DIGEST = "digest"
"""The last column of each table of facts: what tells a row from any other, as a number."""


def kinds() -> dict[str, type[Fact]]:
    """The kinds that have files of their own; an annulment is a correction only."""
    return {kind: fact for kind, fact in all_fact_classes().items() if fact is not Annulled}


def table_of(kind: str) -> str:
    return FACTS + kind


def stored_columns(fact: type[Fact]) -> dict[str, str]:
    return {**columns_of(fact), DIGEST: "BIGINT"}


def write_entries(files: Files, snapshot: Snapshot, after: int) -> Iterator[tuple[str, File]]:
    """Write the entries of ended transactions from a watermark on: each new file and its kind."""
    reader = snapshot.rows(ENTRIES.format(after=after, before=snapshot.before))
    for entries in _gathered(reader):
        files.engine.register("incoming", entries)
        for kind in sorted(pc.unique(entries["kind"]).to_pylist()):
            sql = typed(fact_class(kind), f"(SELECT * FROM incoming WHERE kind = '{kind}')")
            yield kind, files.write(table_of(kind), sql)
        files.engine.unregister("incoming")


def write_none(files: Files, kind: str) -> File:
    """A file without rows, so that a kind of which nothing happened can be asked as well."""
    columns = ", ".join(
        f"NULL::{type_} AS {name}" for name, type_ in stored_columns(fact_class(kind)).items()
    )
    return files.write(table_of(kind), f"SELECT {columns} WHERE FALSE")


def typed(fact: type[Fact], entries: str) -> str:
    """Entries of one kind with a column for each field, the earliest day first."""
    own = tuple(own_columns(fact))
    detail = [column for column in own if not column.is_subject]
    types = json.dumps({column.field: column.type for column in detail})
    parsed = f"json_transform(detail, '{types}')" if detail else "NULL"
    values = [f"{name}::{type_} AS {name}" for name, type_ in CIRCUMSTANCES.items()]
    values += [f"{_value(column)} AS {column.name}" for column in own]
    columns = f"SELECT {', '.join(values)} FROM (SELECT *, {parsed} AS field FROM {entries})"
    return f"{digested(fact, f'({columns})')} ORDER BY occurred_on, id"


def digested(fact: type[Fact], rows: str) -> str:
    """Typed rows with the digest of each: of every value, so that none can change unseen."""
    names = columns_of(fact)
    words = ", ".join(f"coalesce({name}::VARCHAR, chr(0))" for name in names)
    number = f"md5_number_lower(concat_ws(chr(31), {words}))"
    return f"SELECT *, ({number} >> 1)::BIGINT AS {DIGEST} FROM {rows}"


def _value(column: FieldColumn) -> str:
    if column.is_subject:
        return "subject_id"
    value = f"field.{column.field}"
    return value if column.default is None else f"coalesce({value}, {_literal(column.default)})"


def _literal(value: Any) -> str:
    words = str(value).replace("'", "''")
    return f"'{words}'"


def _gathered(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """What arrives, in tables that are large enough to be a file."""
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        waiting.append(batch)
        if sum(part.num_rows for part in waiting) >= ROWS_AT_ONCE:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if any(part.num_rows for part in waiting):
        yield pa.Table.from_batches(waiting)
