"""The tables of a database as text, out and in, the same bytes whatever the server's version.

A table is read by COPY in the order of its key, with every setting that shapes the text said. So
two databases hold the same exactly when the digests are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any

from gongjiang.ops.backup.manifest import Table

LEFT_OUT = frozenset({"django_migrations", "people_session", "procrastinate_workers"})
"""Migrations make their own list; who was signed in signs in again; dead workers stay dead."""

COLUMNS_LEFT_OUT = {"procrastinate_jobs": frozenset({"worker_id"})}
"""A job under way belongs to nobody after a restore, and is taken up."""

MADE_BY_MIGRATIONS = frozenset({"django_content_type", "auth_permission"})
"""Tables that a database without anything in it may have rows in."""

SHAPE_OF_TEXT = """
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL DateStyle = 'ISO, YMD';
    SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL bytea_output = 'hex'
"""

# A transaction's id means nothing in another cluster, and a generated column writes itself.
COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype
    GROUP BY c.relname ORDER BY c.relname
"""

KEY = """
    SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indisprimary AND i.indrelid = %s::regclass
"""

# The other foreign keys are checked when the transaction ends.
CHECKED_AT_ONCE = """
    SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid
"""

SEQUENCES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname
"""


def columns_of_tables(cursor: Any) -> dict[str, tuple[str, ...]]:
    """Each table that is kept, with those of its columns that are."""
    cursor.execute(COLUMNS)
    return {
        table: tuple(name for name in names if name not in COLUMNS_LEFT_OUT.get(table, ()))
        for table, names in cursor.fetchall()
        if table not in LEFT_OUT
    }


def copy_out(cursor: Any, table: str, columns: Iterable[str], write: Any) -> int:
    """Write a table's rows in the order of its key; how many there were."""
    cursor.execute(KEY, [f'public."{table}"'])
    [key] = cursor.fetchone()
    names = _quoted(columns)
    order = _quoted(key) if key else names
    with cursor.copy(f'COPY (SELECT {names} FROM "{table}" ORDER BY {order}) TO STDOUT') as rows:
        for data in rows:
            write(data)
    count: int = cursor.rowcount
    return count


def copy_in(cursor: Any, name: str, table: Table, pieces: Iterable[bytes]) -> None:
    """Fill a table; what migrations or a trigger have put there gives way."""
    if not is_empty(cursor, name):
        cursor.execute(f'DELETE FROM "{name}"')
    with cursor.copy(f'COPY "{name}" ({_quoted(table.columns)}) FROM STDIN') as rows:
        for piece in pieces:
            rows.write(piece)


def digest_of(cursor: Any, table: str, columns: Iterable[str]) -> str:
    """The digest of a table's text as `copy_out` writes it."""
    digest = hashlib.sha256()
    copy_out(cursor, table, columns, digest.update)
    return digest.hexdigest()


def is_empty(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT NOT EXISTS (SELECT FROM "{table}")')
    [answer] = cursor.fetchone()
    return bool(answer)


def in_loading_order(cursor: Any, tables: Iterable[str]) -> list[str]:
    """Those that others point to before those that point, where that is checked at once."""
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    cursor.execute(CHECKED_AT_ONCE)
    for table, needed in cursor.fetchall():
        sorter.add(table, needed)
    wanted = set(tables)
    return [table for table in sorter.static_order() if table in wanted]


def sequences(cursor: Any) -> dict[str, tuple[int, bool]]:
    """Where each sequence stands. Read after the tables: it is never behind their ids."""
    cursor.execute(SEQUENCES)
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT last_value, is_called FROM "{name}"')
        found[name] = tuple(cursor.fetchone())
    return found


def set_sequences(cursor: Any, stand: dict[str, tuple[int, bool]]) -> None:
    for name, (last, given_out) in stand.items():
        cursor.execute("SELECT setval(to_regclass(%s), %s, %s)", [f'"{name}"', last, given_out])


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
