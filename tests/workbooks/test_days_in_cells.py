"""A day is understood however it is written, and refused where it could be another."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.workbooks.cells import days
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.problem import FORMULA_FAILED, Problem

MARCH_5 = date(2021, 3, 5)
DAYS = st.dates(date(1920, 1, 1), date(2118, 12, 31))
SPELLINGS = (
    "{0:%Y}-{0:%m}-{0:%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 号",
    "{0:%Y}{0:%m}{0:%d}",
    "{0.year}－{0.month}－{0.day}",
    "{0:%Y}-{0:%m}-{0:%d} 00:00:00",
    "{0.year}/{0.month}/{0.day} 8:30",
)


@given(DAYS, st.sampled_from(SPELLINGS))
def test_each_spelling_gives_the_day(day, spelling):
    assert read_day(spelling.format(day)) == day


@given(DAYS)
def test_digits_of_full_width_count_too(day):
    wide = day.isoformat().translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})

    assert read_day(f" {wide}\u3000") == day


@given(DAYS)
def test_excels_own_numbers_give_the_day_in_both_ways_of_counting(day):
    assert read_day(float((day - date(1899, 12, 30)).days)) == day
    assert read_day((day - date(1904, 1, 1)).days, counts_from_1904=True) == day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", None),
        (" \u3000", None),
        (MARCH_5, MARCH_5),
        (datetime(2021, 3, 5, 8, 30, tzinfo=UTC), MARCH_5),
        (44260.354, MARCH_5),
        ("44260", MARCH_5),
        (20210305.0, MARCH_5),
        ("5-Mar-2021", MARCH_5),
        ("5 March 2021", MARCH_5),
        ("二〇二一年三月五日", MARCH_5),
        ("二零二一年十二月二十五日", date(2021, 12, 25)),
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (60, days.NO_SUCH_DAY),
        (61, date(1900, 3, 1)),
        ("05/03/2021", days.AMBIGUOUS),
        ("25.12.2021", days.AMBIGUOUS),
        ("3/5/21", days.AMBIGUOUS),
        ("21-3-5", days.YEAR_IS_SHORT),
        ("2021-02-30", days.NO_SUCH_DAY),
        (20210230, days.NO_SUCH_DAY),
        ("2021-13-01", days.NO_SUCH_DAY),
        ("2021年3月", days.DAY_IS_MISSING),
        ("2021.3", days.DAY_IS_MISSING),
        (2021.3, days.DAY_IS_MISSING),
        ("2021", days.DAY_IS_MISSING),
        ("1899-12-31", days.OUT_OF_RANGE),
        (datetime(9999, 1, 1, tzinfo=UTC), days.OUT_OF_RANGE),
        ("长期", days.NOT_A_DAY),
        (0, days.NOT_A_DAY),
        (-5.0, days.NOT_A_DAY),
        (float("nan"), days.NOT_A_DAY),
        (float("inf"), days.NOT_A_DAY),
        (True, days.NOT_A_DAY),
        (time(8, 30), days.NOT_A_DAY),
        (timedelta(days=3), days.NOT_A_DAY),
        ("#N/A", FORMULA_FAILED),
    ],
)
def test_what_a_cell_says_about_a_day(value, expected):
    assert read_day(value) == expected


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.booleans(), st.times()))
def test_any_cell_is_a_day_or_empty_or_told(value):
    answer = read_day(value)

    assert answer is None or isinstance(answer, date | Problem)
