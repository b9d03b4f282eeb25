"""Entries of the ledger as files, a folder a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.lake.columns import (
    CIRCUMSTANCES,
    DIGEST,
    FieldColumn,
    columns_of,
    own_columns,
    row_digest,
)
from gongjiang.lake.files import Files
from gongjiang.lake.manifest import File
from gongjiang.lake.source import Snapshot
from gongjiang.ledger.facts.base import Annulled, Fact, all_fact_classes

ROWS_AT_ONCE = 1_000_000
"""So many entries are held in memory."""

READ = ("id", "kind", "occurred_on", "occurred_at", "person_id", "unit_id", "enterprise_id",
        "quantity", "amount_fen", "actor_id", "recorded_at", "subject_id", "detail")  # fmt: skip

ENTRIES = f"""
    SELECT {", ".join(READ)}
    FROM (SELECT id, kind, occurred_on, occurred_at, person_id, unit_id, enterprise_id,
                 quantity::text AS quantity, amount_fen, actor_id, recorded_at, subject_id,
                 detail::text AS detail, recorded_xid
          FROM ledger_entry) AS entry
    WHERE recorded_xid >= '{{after}}'::xid8 AND recorded_xid < '{{before}}'::xid8
      AND kind <> '{Annulled.kind}'
"""

FACTS = "facts/"
"""Before a kind: the name of its table."""


class UnknownKind(CannotDo):
    """The ledger holds facts of which this program has never heard."""


def kinds() -> dict[str, type[Fact]]:
    """The kinds that have files of their own; an annulment is a correction only."""
    return {kind: fact for kind, fact in all_fact_classes().items() if fact is not Annulled}


def table_of(kind: str) -> str:
    return FACTS + kind


def stored_columns(fact: type[Fact]) -> dict[str, str]:
    return {**columns_of(fact), DIGEST: "BIGINT"}


def write_entries(files: Files, snapshot: Snapshot, after: int) -> Iterator[tuple[str, File]]:
    """Write what ended transactions recorded, from a watermark on: each new file and its kind.

    Raises:
        UnknownKind: a newer program wrote into this ledger.
    """
    known = kinds()
    for entries in gathered(snapshot.rows(entries_sql(after, snapshot.before))):
        with files.holding(entries) as rows:
            for kind in sorted(pc.unique(entries["kind"]).to_pylist()):
                if kind not in known:
                    raise UnknownKind(
                        _("The ledger holds facts of a kind this program does not know: %(kind)s.")
                        % {"kind": kind}
                    )
                yield (
                    kind,
                    files.write(table_of(kind), f"{typed(known[kind], rows)} ORDER BY {IN_ORDER}"),
                )


def entries_sql(after: int, before: int) -> str:
    """What PostgreSQL is asked for the entries of transactions in [after, before)."""
    return ENTRIES.format(after=after, before=before)


IN_ORDER = "occurred_on, id"
"""The earliest day first: who asks for some days need not read the others."""


def write_none(files: Files, fact: type[Fact]) -> File:
    """A file without rows, so that a kind of which nothing happened can be asked as well."""
    columns = ", ".join(
        f'NULL::{type_} AS "{name}"' for name, type_ in stored_columns(fact).items()
    )
    return files.write(table_of(fact.kind), f"SELECT {columns} WHERE FALSE")


def typed(fact: type[Fact], entries: str) -> str:
    """Those of one kind among entries as they were read, with a column for each field."""
    own = tuple(own_columns(fact))
    paths = ", ".join(f"'$.\"{column.field}\"'" for column in own)
    values = [f"{name}::{type_} AS {name}" for name, type_ in CIRCUMSTANCES.items()]
    values += [
        f'{_value(column, f"field[{place}]")} AS "{column.name}"'
        for place, column in enumerate(own, start=1)
    ]
    values.append(f"{row_digest(READ)} AS {DIGEST}")
    return (
        f"SELECT {', '.join(values)} FROM (SELECT *, json_extract_string(detail, [{paths}]) "
        f"AS field FROM {entries} WHERE kind = '{fact.kind}')"
    )


def _value(column: FieldColumn, said: str) -> str:
    if column.is_subject:
        return "subject_id"
    if column.default is not None:
        said = f"coalesce({said}, {_literal(column.default)})"
    return f"{said}::{column.type}"


def _literal(value: Any) -> str:
    words = str(value).replace("'", "''")
    return f"'{words}'"


def gathered(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """What arrives, in tables of about `ROWS_AT_ONCE`."""
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        waiting.append(batch)
        if sum(part.num_rows for part in waiting) >= ROWS_AT_ONCE:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if any(part.num_rows for part in waiting):
        yield pa.Table.from_batches(waiting)
