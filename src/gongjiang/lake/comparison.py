"""Whether the lake says what the ledger says: for the consistency check."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from django.db import connection

from gongjiang.lake.columns import CIRCUMSTANCES
from gongjiang.lake.facts import READ, entries_sql, kinds, table_of, typed
from gongjiang.lake.files import Files, connected, reading
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.tables import CORRECTIONS

ENTRIES_AT_ONCE = 500_000

CSV = "header = false, auto_detect = false, quote = '\"', escape = '\"', allow_quoted_nulls = false"
"""How PostgreSQL writes it: null is nothing at all, an empty text is a pair of quotes."""

AS_READ = {name: CIRCUMSTANCES.get(name, "VARCHAR") for name in READ}
AS_READ |= {"quantity": "VARCHAR", "subject_id": "BIGINT"}


def contradictions(folder: Path) -> list[int]:
    """The ids of entries that one of them has and the other has not, or has otherwise.

    Asked in the transaction of Django's own connection. Where there is no lake, nothing is wrong.
    """
    if not folder.exists():
        return []
    with reading(folder), connected(folder) as engine, tempfile.TemporaryDirectory() as place:
        manifest = Manifest.read(folder)
        if manifest is None:
            return []
        files, read = Files(folder, engine), Path(place) / "rows.csv"
        found = set(_of_corrections(files, manifest, read))
        for first, last in _blocks():
            found.update(_of_entries(files, manifest, read, first, last))
    return sorted(found)


def _of_entries(
    files: Files, manifest: Manifest, read: Path, first: int, last: int
) -> Iterator[int]:
    within = f"id BETWEEN {first} AND {last}"
    _copy(f"{entries_sql(0, manifest.watermark)} AND {within}", read)
    files.engine.execute(f"CREATE OR REPLACE TEMP TABLE said AS FROM {_as_rows(read, AS_READ)}")
    for kind, fact in kinds().items():
        stored = manifest.tables.get(table_of(kind), ())
        if stored:
            kept = f"SELECT * FROM {files.scan(stored)} WHERE {within}"
            yield from _differing(files.engine, typed(fact, "said"), kept)


def _of_corrections(files: Files, manifest: Manifest, read: Path) -> Iterator[int]:
    _copy(CORRECTIONS.sql.format(after=0, before=manifest.watermark), read)
    said = f"SELECT * FROM {_as_rows(read, dict(CORRECTIONS.columns))}"
    kept = f"SELECT * FROM {files.scan(manifest.tables[CORRECTIONS.name])}"
    return _differing(files.engine, said, kept)


def _differing(engine: duckdb.DuckDBPyConnection, one: str, other: str) -> Iterator[int]:
    sql = " UNION ".join(
        f"SELECT id FROM (({here}) EXCEPT ALL ({there}))"
        for here, there in ((one, other), (other, one))
    )
    return (row[0] for row in engine.execute(sql).fetchall())


def _blocks() -> Iterator[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM ledger_entry")
        [last] = cursor.fetchone()
    for first in range(0, last + 1, ENTRIES_AT_ONCE):
        yield first, first + ENTRIES_AT_ONCE - 1


def _copy(sql: str, to: Path) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as rows,
        to.open("wb") as file,
    ):
        for row in rows:
            file.write(row)


def _as_rows(path: Path, columns: dict[str, str]) -> str:
    return f"read_csv('{path}', columns = {columns}, {CSV})"
