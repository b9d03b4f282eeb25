"""Working days: holidays, the weekends worked for them, and years nobody has announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.governance.working_days import NATIONAL, calendar_from

DAYS = st.dates(date(2016, 1, 1), date(2028, 12, 31))
LENGTHS = st.integers(1, 40)


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        (date(2022, 11, 21), 5, date(2022, 11, 25)),  # Monday to Friday
        (date(2022, 11, 25), 2, date(2022, 11, 28)),  # over a weekend
        (date(2022, 9, 30), 5, date(2022, 10, 11)),  # National Day; both weekend days worked after
        (date(2022, 10, 1), 1, date(2022, 10, 8)),  # begins in the holiday; a Saturday is worked
        (date(2020, 1, 23), 2, date(2020, 2, 3)),  # Spring Festival, extended to 2 February
        (date(2020, 1, 17), 3, date(2020, 1, 20)),  # Sunday the 19th is worked
        (date(2017, 9, 29), 3, date(2017, 10, 9)),  # Saturday the 30th is worked, then eight days
        (date(2024, 2, 9), 1, date(2024, 2, 9)),  # the eve itself is no public holiday in 2024
    ],
)
def test_known_runs(start: date, length: int, last: date):
    run = NATIONAL.run_from(start, length)

    assert (run.last, run.announced) == (last, True)


@pytest.mark.parametrize(
    ("year", "working_days"),
    # By hand: weekdays of the year, less weekdays off, and the weekend days worked for them.
    [(2018, 250), (2019, 250), (2021, 250), (2022, 249), (2023, 249)],
)
def test_working_days_of_a_year(year: int, working_days: int):
    assert NATIONAL.count(date(year, 1, 1), date(year + 1, 1, 1)) == working_days


@pytest.mark.parametrize("year", range(2017, 2027))
def test_every_year_is_whole(year: int):
    off = {day for day in NATIONAL.off if day.year == year}
    worked = {day for day in NATIONAL.worked if day.year == year}

    assert len(off) >= 24
    assert all(day.weekday() >= 5 for day in worked)
    assert not off & worked


@given(DAYS, LENGTHS)
def test_a_run_holds_exactly_its_working_days_and_ends_on_one(start: date, length: int):
    run = NATIONAL.run_from(start, length)

    assert NATIONAL.count(run.start, run.end) == length
    assert NATIONAL.is_working(run.last)


@given(DAYS, LENGTHS, LENGTHS)
def test_two_runs_after_each_other_are_one(start: date, first: int, second: int):
    one = NATIONAL.run_from(start, first)

    assert NATIONAL.run_from(one.end, second).end == NATIONAL.run_from(start, first + second).end


@given(DAYS, LENGTHS)
def test_a_clock_does_not_count_the_day_it_starts_on(day: date, length: int):
    assert NATIONAL.run_after(day, length) == NATIONAL.run_from(day + timedelta(days=1), length)


def test_an_unannounced_year_falls_back_to_weekends_and_says_so():
    run = NATIONAL.run_from(date(2026, 12, 31), 3)

    assert (run.last, run.announced) == (date(2027, 1, 4), False)


def test_a_run_has_at_least_one_day():
    with pytest.raises(ValueError, match="at least one"):
        NATIONAL.run_from(date(2022, 1, 1), 0)


def test_a_day_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="off or work"):
        calendar_from([{"day": "2022-01-01", "kind": "half", "holiday": ""}])
