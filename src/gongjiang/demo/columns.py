"""How a chapter writes many rows at once: by COPY, under ids reserved ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from gongjiang.kernel.columns import AS_CSV, Column, Ints, written_to

IDS_AT_ONCE = 500


def reserve(cursor: Any, table: str, count: int) -> Ints:
    """Take so many ids from a table's identity sequence."""
    if not count:
        return np.empty(0, dtype=np.int64)
    # The zone is built by one alone, so what it takes from a sequence is in one piece.
    cursor.execute(
        "SELECT setval(name, nextval(name) + %s - 1) FROM pg_get_serial_sequence(%s, 'id') AS name",
        [count, table],
    )
    [last] = cursor.fetchone()
    return np.arange(last - count + 1, last + 1)


def id_by_id(cursor: Any, table: str) -> Iterator[int]:
    """Ids of a table, for as many rows as there will be."""
    while True:
        yield from reserve(cursor, table, IDS_AT_ONCE).tolist()


def copy(cursor: Any, table: str, columns: Mapping[str, Column]) -> None:
    """Write rows by COPY, given as columns of equal length by name."""
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN {AS_CSV}") as stream:
        written_to(stream, list(columns.values()))


def picked(words: Sequence[str], indexes: Ints) -> list[str]:
    """The words at these indexes."""
    return [words[index] for index in indexes.tolist()]
