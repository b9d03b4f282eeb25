"""Whole numbers in one value: nothing is lost, and each row is as short as it can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.index.whole_numbers import WholeNumbersField, by_width, unpacked

MOST = 2**63 - 1
NUMBERS = st.integers(-MOST - 1, MOST)
TABLES = st.integers(0, 6).flatmap(
    lambda width: st.lists(st.lists(NUMBERS, min_size=width, max_size=width), max_size=8)
)


@given(TABLES)
def test_what_is_packed_comes_back_row_by_row(table: list[list[int]]):
    numbers = np.array(table, dtype=np.int64).reshape(len(table), len(table[0]) if table else 0)

    found = {
        int(row): unpacked(bytes(value))
        for rows, values in by_width(numbers)
        for row, value in zip(rows, values, strict=True)
    }

    assert [found[row] for row in range(len(table))] == table


@pytest.mark.parametrize(
    ("numbers", "width"),
    [
        ([0, 127, -128], 1),
        ([0, 128], 2),
        ([0, -129], 2),
        ([32_768], 4),
        ([-32_768], 2),
        ([2**31], 8),
        ([2**31 - 1], 4),
        ([], 1),
    ],
)
def test_a_row_is_as_short_as_its_longest_number(numbers: list[int], width: int):
    [(_rows, [value])] = by_width(np.array([numbers], dtype=np.int64))

    assert len(bytes(value)) == 1 + width * len(numbers)


@given(st.lists(NUMBERS, max_size=5))
def test_the_field_reads_what_it_writes(numbers: list[int]):
    field = WholeNumbersField()

    assert field.from_db_value(field.get_prep_value(numbers)) == numbers
    assert field.from_db_value(field.get_prep_value(None)) is None
