"""How a chapter writes many rows at once: by COPY, under ids reserved ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gongjiang.kernel.columns import AS_CSV, Column, Ints, as_csv

IDS_AT_ONCE = 500


def reserve(cursor: Any, table: str, count: int) -> Ints:
    """Take so many ids from a table's identity sequence."""
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        [table, count],
    )
    return np.fromiter((row[0] for row in cursor.fetchall()), dtype=np.int64, count=count)


def id_by_id(cursor: Any, table: str) -> Iterator[int]:
    """Ids of a table, for as many rows as there will be."""
    while True:
        yield from reserve(cursor, table, IDS_AT_ONCE).tolist()


def copy(cursor: Any, table: str, columns: Mapping[str, Column]) -> None:
    """Write rows by COPY, given as columns of equal length by name."""
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN {AS_CSV}") as stream:
        for rows in as_csv(list(columns.values())):
            stream.write(rows)


def picked(words: Sequence[str], indexes: Ints) -> list[str]:
    """The words at these indexes."""
    return [words[index] for index in indexes.tolist()]
