"""Columns of values as the text that PostgreSQL's COPY reads, many rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
Moments: TypeAlias = NDArray[np.datetime64]
Flags: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[Any] | Sequence[str]

NULL = r"\N"
NO_DAY = np.datetime64("NaT", "D")
ROWS_AT_ONCE = 5000


def as_copy_text(columns: Sequence[Column]) -> Iterator[str]:
    """Rows in COPY's text format, some thousands at a time.

    Args:
        columns: of equal length. Arrays of numbers, flags, days (none: NaT) or moments (UTC, in
            seconds); lists of text go as they are, so they may hold no tab, line end or backslash
            but `NULL`.
    """
    rows = zip(*(_texts(values) for values in columns), strict=True)
    for chunk in _chunks(rows):
        yield "\n".join(map("\t".join, chunk)) + "\n"


def ids_or_null(values: Ints) -> list[str]:
    """Ids as text, where 0 stands for none."""
    return [str(value) if value else NULL for value in values.tolist()]


def _texts(values: Column) -> Sequence[str]:
    if not isinstance(values, np.ndarray):
        return values
    if values.dtype.kind == "M":
        is_day = np.datetime_data(values.dtype)[0] == "D"
        words: list[str] = np.datetime_as_string(
            values, timezone="naive" if is_day else "UTC"
        ).tolist()
        return [NULL if word == "NaT" else word for word in words]
    if values.dtype.kind == "b":
        return ["t" if value else "f" for value in values.tolist()]
    return list(map(str, values.tolist()))


def _chunks(rows: Iterator[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        yield chunk
