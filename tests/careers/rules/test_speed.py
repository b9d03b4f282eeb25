"""Waits for the next grade, against a reading of §4.4 one person at a time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.careers.rules.speed import Entered, Spells, on_time, waits
from gongjiang.kernel.columns import NO_DAY
from gongjiang.kernel.periods import add_months

DAY = date(2022, 11, 28)
ON = np.datetime64(DAY)


def spells(*rows):
    """Rows of (person, grade, reason, start, end)."""
    person, grade, reason, start, end = zip(*rows, strict=True) if rows else ((),) * 5
    ends = [NO_DAY if day is None else np.datetime64(day) for day in end]
    return Spells(
        person=np.array(person, dtype=np.int64),
        enterprise=np.ones(len(rows), dtype=np.int64),
        unit=np.ones(len(rows), dtype=np.int64),
        sequence=np.zeros(len(rows), dtype=np.int64),
        grade=np.array(grade, dtype=np.int64),
        reason=np.array(reason, dtype=np.int64),
        start=np.array(start, dtype="datetime64[D]"),
        end=np.array(ends, dtype="datetime64[D]"),
    )


def told(found):
    return sorted(
        zip(found.person.tolist(), found.grade.tolist(), found.months.tolist(),
            found.arrived.tolist(), strict=True)
    )  # fmt: skip


def test_a_promotion_ends_a_wait_and_begins_the_next():
    rows = spells(
        (1, 3, Entered.INITIAL, date(2018, 1, 1), date(2020, 3, 1)),
        (1, 4, Entered.PROMOTION, date(2020, 3, 1), None),
    )
    assert told(waits(rows, on=ON)) == [(1, 3, 26, True), (1, 4, 32, False)]


@pytest.mark.parametrize(
    ("grade", "reason", "after"),
    [
        (5, Entered.EXCEPTIONAL, [(1, 5, 32, False)]),  # a jump: no arrival, but an entry
        (2, Entered.DEMOTION, []),
        (4, Entered.TABLE_CHANGE, []),
        (4, Entered.CONVERSION, []),
    ],
)
def test_what_is_no_arrival_counts_as_waiting_until_then(grade, reason, after):
    rows = spells(
        (1, 3, Entered.INITIAL, date(2018, 1, 1), date(2020, 3, 1)),
        (1, grade, reason, date(2020, 3, 1), None),
    )
    assert told(waits(rows, on=ON)) == [(1, 3, 26, False), *after]


def test_a_conversion_within_the_grade_goes_on_waiting():
    rows = spells(
        (1, 7, Entered.INITIAL, date(2018, 1, 1), date(2019, 1, 1)),
        (1, 7, Entered.CONVERSION, date(2019, 1, 1), date(2019, 5, 1)),
        (1, 7, Entered.RETURN, date(2019, 5, 1), date(2020, 7, 1)),
        (1, 8, Entered.PROMOTION, date(2020, 7, 1), None),
    )
    assert told(waits(rows, on=ON)) == [(1, 7, 30, True), (1, 8, 28, False)]


def test_who_left_waited_until_then_and_begins_anew_on_coming_back():
    rows = spells(
        (1, 3, Entered.INITIAL, date(2018, 1, 1), date(2019, 1, 1)),
        (1, 4, Entered.PROMOTION, date(2020, 1, 1), None),
    )
    assert told(waits(rows, on=ON)) == [(1, 3, 12, False), (1, 4, 34, False)]


def test_what_comes_after_the_day_is_not_known_on_it():
    rows = spells(
        (1, 3, Entered.INITIAL, date(2018, 1, 1), date(2020, 3, 1)),
        (1, 4, Entered.PROMOTION, date(2020, 3, 1), None),
    )
    assert told(waits(rows, on=np.datetime64("2020-02-29"))) == [(1, 3, 25, False)]
    assert told(waits(rows, on=np.datetime64("2020-03-01")))[0] == (1, 3, 26, True)


def test_nobody_waits_where_nobody_is():
    assert len(waits(spells(), on=ON)) == 0
    assert on_time(waits(spells(), on=ON), on=ON).share is None


@pytest.mark.parametrize(
    ("risen_on", "in_time"),
    [(date(2021, 1, 1), True), (date(2021, 1, 2), False), (None, False)],
)
def test_thirty_six_months_are_in_time_to_the_day(risen_on, in_time):
    rows = [(1, 3, Entered.INITIAL, date(2018, 1, 1), risen_on)]
    if risen_on:
        rows.append((1, 4, Entered.PROMOTION, risen_on, None))
    found = on_time(waits(spells(*rows), on=ON), on=ON)
    assert (found.cohort, found.risen) == (1, int(in_time))


def test_who_entered_less_than_36_months_ago_is_not_in_the_cohort_though_risen():
    rows = spells(
        (1, 3, Entered.INITIAL, date(2019, 11, 29), date(2021, 1, 1)),
        (1, 4, Entered.PROMOTION, date(2021, 1, 1), None),
    )
    assert on_time(waits(rows, on=ON), on=ON).cohort == 0
    later = ON + np.timedelta64(1, "D")
    assert on_time(waits(rows, on=later), on=later).cohort == 1


steps = st.lists(
    st.tuples(st.integers(1, 900), st.integers(1, 6), st.sampled_from(list(Entered))),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1500), steps, st.booleans()), min_size=1, max_size=4))
def test_whole_columns_agree_with_one_person_at_a_time(people):
    rows = [row for i, told_ in enumerate(people) for row in _rows(i, *told_)]
    assert told(waits(spells(*rows), on=ON)) == sorted(_one_at_a_time(rows))


def _rows(person, offset, changes, ends):
    day = date(2017, 11, 1) + timedelta(days=offset)
    rows = []
    for length, grade, reason in changes:
        rows.append((person, grade, reason, day, day + timedelta(days=length)))
        day += timedelta(days=length)
    if not ends:
        rows[-1] = (*rows[-1][:4], None)
    return rows


def _one_at_a_time(rows):
    found = []
    for person in {row[0] for row in rows}:
        wait = None  # (whether it counts, grade, start, end)
        for _, grade, reason, start, end in (r for r in rows if r[0] == person and r[3] <= DAY):
            stays = reason in {Entered.CONVERSION, Entered.RETURN}
            if wait and stays and wait[1] == grade:
                wait = (*wait[:3], end)
                continue
            if wait:
                rose = reason in {Entered.PROMOTION, Entered.EXCEPTIONAL} and grade == wait[1] + 1
                found.append((person, wait, start, rose))
            counts = reason in {Entered.INITIAL, Entered.PROMOTION, Entered.EXCEPTIONAL}
            wait = (counts, grade, start, end)
        if wait:
            found.append((person, wait, min(wait[3] or DAY, DAY), False))
    return [
        (person, wait[1], _months(wait[2], until), arrived)
        for person, wait, until, arrived in found
        if wait[0]
    ]


def _months(start, until):
    months = 0
    while add_months(start, months + 1) <= until:
        months += 1
    return months
