"""Days, periods and windows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.kernel.periods import (
    Period,
    add_months,
    age_on,
    as_told,
    day_of,
    end_of,
    overlapping,
    read_day,
    read_moment,
    start_of,
    window_of_months,
)

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(days)
    length = draw(st.none() | st.integers(1, 4000))
    return Period(start, None if length is None else start + timedelta(days=length))


@given(periods(), periods(), days)
def test_a_day_is_in_the_overlap_exactly_when_it_is_in_both(a: Period, b: Period, day: date):
    shared = a.overlap(b)

    assert (shared is not None and day in shared) == (day in a and day in b)


@given(periods(), periods(), days)
def test_what_is_covered_has_no_day_outside(a: Period, b: Period, day: date):
    if a.covers(b) and day in b:
        assert day in a


@given(st.lists(periods(), max_size=6))
def test_overlapping_finds_a_shared_day_exactly_when_there_is_one(several: list[Period]):
    naive = any(a.overlap(b) for i, a in enumerate(several) for b in several[i + 1 :])

    assert bool(overlapping(several)) == naive


def test_the_last_day_of_a_period_is_the_day_before_its_end():
    period = Period(date(2022, 1, 1), date(2022, 2, 1))

    assert date(2022, 1, 31) in period
    assert date(2022, 2, 1) not in period


@pytest.mark.parametrize("end", [date(2022, 1, 1), date(2021, 12, 31)])
def test_an_empty_period_is_refused(end: date):
    with pytest.raises(ValueError, match="end after"):
        Period(date(2022, 1, 1), end)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2022, 11, 28), -12, date(2021, 11, 28)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
        (date(2022, 3, 31), -1, date(2022, 2, 28)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date):
    assert add_months(day, months) == expected


def test_a_window_of_twelve_months_leaves_its_first_day_out():
    window = window_of_months(date(2022, 11, 28), 12)

    assert date(2021, 11, 28) not in window
    assert date(2021, 11, 29) in window
    assert date(2022, 11, 28) in window


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2022, 5, 31), 15), (date(2022, 6, 1), 16), (date(2022, 6, 2), 16)],
)
def test_a_birthday_counts_from_that_day(day: date, age: int):
    assert age_on(date(2006, 6, 1), day) == age


def test_a_day_is_a_day_in_shanghai():
    assert day_of(datetime(2022, 11, 27, 16, 0, tzinfo=UTC)) == date(2022, 11, 28)
    assert day_of(datetime(2022, 11, 27, 15, 59, tzinfo=UTC)) == date(2022, 11, 27)


@given(days)
def test_a_day_lasts_from_its_start_to_the_next_ones(day: date):
    assert end_of(day) == start_of(day + timedelta(days=1))
    assert day_of(start_of(day)) == day


@pytest.mark.parametrize("text", ["0001-01-02", "1899-12-31", "3000-01-01", "tomorrow"])
def test_no_day_outside_the_calendar_is_asked_about(text: str):
    with pytest.raises(ValueError, match=r"day|isoformat"):
        read_day(text)


def test_a_moment_without_a_time_zone_is_shanghais():
    assert read_moment("2022-11-28T18:00") == datetime(2022, 11, 28, 10, tzinfo=UTC)


def test_a_moment_of_an_absurd_time_zone_is_a_moment_in_utc():
    read = read_moment("2361-06-19T06:53:22-23:18")

    assert read.utcoffset() == timedelta(0)
    assert read == datetime(2361, 6, 20, 6, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-01T09:30+08:00", "2022-11-28T01:30+00:00"),
        ("2026-03-01T00:10+08:00", "2022-11-27T16:10+00:00"),
        ("2022-11-28T23:59+08:00", "2022-11-28T15:59+00:00"),
        ("2020-01-01T08:00+08:00", "2020-01-01T00:00+00:00"),
    ],
)
def test_a_zone_that_stands_still_tells_later_moments_as_its_own_days(
    settings, moment: str, told: str
):
    settings.TODAY = date(2022, 11, 28)

    assert as_told(datetime.fromisoformat(moment)) == datetime.fromisoformat(told)


def test_elsewhere_a_moment_is_told_as_it_is(settings):
    settings.TODAY = None
    moment = datetime.fromisoformat("2026-03-01T09:30+08:00")

    assert as_told(moment) == moment
