"""Columns of values as the CSV that PostgreSQL's COPY reads, many rows at once."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

Ints: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
Moments: TypeAlias = NDArray[np.datetime64]
Flags: TypeAlias = NDArray[np.bool_]
Item = TypeVar("Item")
Column: TypeAlias = NDArray[Any] | Sequence[str] | pa.Array

NULL = r"\N"
NO_DAY = np.datetime64("NaT", "D")
ROWS_AT_ONCE = 50_000
AS_CSV = "(FORMAT csv)"
"""The options of the COPY that reads what `as_csv` writes."""


def as_csv(columns: Sequence[Column]) -> Iterator[bytes]:
    """Rows in CSV, some thousands at a time: nothing between the commas is null.

    Args:
        columns: of equal length. Arrays of numbers, flags, days (none: NaT) or moments (UTC), in
            which what is masked is null; lists of text, in which `NULL` is; Arrow's own.
    """
    table = pa.Table.from_arrays(
        [_array(values) for values in columns], [str(i) for i in range(len(columns))]
    )
    options = csv.WriteOptions(include_header=False)
    for start in range(0, len(table), ROWS_AT_ONCE):
        sink = io.BytesIO()
        csv.write_csv(table.slice(start, ROWS_AT_ONCE), sink, options)
        yield sink.getvalue()


def ids_or_null(values: Ints) -> NDArray[np.int64]:
    """Ids, where 0 stands for none."""
    return np.ma.masked_equal(values, 0)


def written_to(copy: Any, columns: Sequence[Column]) -> None:
    """Send rows to a COPY: what is next is put into words while PostgreSQL reads what was sent."""
    for rows in made_ahead(as_csv(columns)):
        copy.write(rows)


def made_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items: the next is made, by a thread, while the last is dealt with."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        waiting = ahead.submit(next, items, None)
        while (item := waiting.result()) is not None:
            waiting = ahead.submit(next, items, None)
            yield item


def texts_at(words: Sequence[str], places: NDArray[Any]) -> pa.Array:
    """The word at each place of a list."""
    return pa.array(words, pa.string()).take(pa.array(places))


def _array(values: Column) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ma.MaskedArray):
        return pa.array(values.data, mask=np.ma.getmaskarray(values))
    if isinstance(values, np.ndarray):
        return pa.array(values, _moment(values))
    texts = pa.array(values, pa.string())
    return pc.if_else(pc.equal(texts, NULL), pa.scalar(None, pa.string()), texts)


def _moment(values: NDArray[Any]) -> pa.DataType | None:
    """Moments are in UTC and say so; what is no moment has the type it has."""
    is_moment = values.dtype.kind == "M" and np.datetime_data(values.dtype)[0] != "D"
    return pa.timestamp(np.datetime_data(values.dtype)[0], tz="UTC") if is_moment else None
