"""Many whole numbers in one value of the database, each as short as the longest needs.

An array of PostgreSQL's costs a call a number to read in and is packed again to be stored; most
units' sums fit a byte each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from django.db import models
from numpy.typing import NDArray

WIDTHS = (1, 2, 4, 8)
"""Bytes a number may have: one of these stands first in each value."""


class WholeNumbersField(models.BinaryField):  # type: ignore[type-arg]  # generic in its stubs alone
    """A list of signed integers of 64 bits, read and written as Python's."""

    def from_db_value(self, value: bytes | None, *_context: Any) -> list[int] | None:
        return None if value is None else unpacked(value)

    def get_prep_value(self, value: Sequence[int] | None) -> bytes | None:
        if value is None:
            return None
        [(_rows, [packed])] = by_width(np.array([value], dtype=np.int64))
        return bytes(packed)


def unpacked(value: bytes) -> list[int]:
    width = value[0]
    numbers: list[int] = np.frombuffer(value, f">i{width}", offset=1).tolist()
    return numbers


def by_width(numbers: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.void]]]:
    """The rows of a table that are of one width, and their values; width by width."""
    width_of = _widths(numbers)
    for width in WIDTHS:
        rows = np.flatnonzero(width_of == width)
        if rows.size:
            yield rows, _packed(numbers[rows], width)


def _widths(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bytes a number of each row, so that its least and its greatest fit."""
    least, most = numbers.min(axis=1, initial=0), numbers.max(axis=1, initial=0)
    needed = np.full(len(numbers), WIDTHS[-1])
    for width in reversed(WIDTHS[:-1]):
        limits = np.iinfo(f"i{width}")
        needed[(least >= limits.min) & (most <= limits.max)] = width
    return needed


def _packed(numbers: NDArray[np.int64], width: int) -> NDArray[np.void]:
    each = [("width", "i1"), ("numbers", f">i{width}", (numbers.shape[1],))]
    table = np.zeros(len(numbers), dtype=each)
    table["width"] = width
    table["numbers"] = numbers
    return table.view(f"V{table.itemsize}")
