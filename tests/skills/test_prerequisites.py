"""Who may sit for which rank: every alternative, by the rules of 2018 and of 2023."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.kernel.periods import Period, add_months
from gongjiang.skills.contents import PrerequisitesRule
from gongjiang.skills.contents.defaults import RANKS_2018, RANKS_2023
from gongjiang.skills.rules.explanation import as_json
from gongjiang.skills.rules.holder import (
    Apprenticeship,
    HeldDiploma,
    HeldRank,
    HeldTitle,
    Holder,
    Work,
)
from gongjiang.skills.rules.prerequisites import Asks, eligible
from gongjiang.skills.rules.working_time import months_worked, reached, united

RULE_2018 = PrerequisitesRule.read({"related": "SMALL_CLASS", "ranks": RANKS_2018})
RULE_2023 = PrerequisitesRule.read({"related": "SMALL_CLASS", "ranks": RANKS_2023})
ELECTRICIAN, NEIGHBOUR, WELDER = "6-31-01-03", "6-31-01-02", "6-18-02-04"
ON = date(2022, 11, 28)


def worker(*, since: date | None = None, **held: object) -> Holder:
    work = (Work(ELECTRICIAN, Period(since), "posting:1"),) if since else ()
    return Holder(born_on=date(1990, 5, 1), work=work, **held)  # type: ignore[arg-type]


def rank(value: int, since: date, occupation: str = ELECTRICIAN) -> HeldRank:
    return HeldRank(occupation, value, since, f"certificate:{value}")


@pytest.mark.parametrize(
    ("rule", "holder", "target", "expected"),
    [
        (RULE_2018, worker(since=date(2021, 11, 28)), 1, True),
        (RULE_2018, worker(since=date(2021, 11, 29)), 1, False),
        (
            RULE_2018,
            worker(
                since=date(2022, 6, 1),
                apprenticeships=(Apprenticeship(date(2022, 11, 1), "agreement:1"),),
            ),
            1,
            True,
        ),
        (RULE_2023, worker(since=date(2022, 11, 28)), 1, True),
        (RULE_2023, worker(), 1, False),  # neither in the occupation nor entering it
        (RULE_2018, worker(since=date(2016, 11, 28)), 2, True),
        (RULE_2018, worker(since=date(2017, 11, 28)), 2, False),
        (RULE_2023, worker(since=date(2017, 11, 28)), 2, True),
        (RULE_2018, worker(since=date(2018, 1, 1), ranks=(rank(1, date(2018, 11, 28)),)), 2, True),
        (RULE_2018, worker(since=date(2018, 1, 1), ranks=(rank(1, date(2019, 11, 28)),)), 2, False),
        (RULE_2023, worker(since=date(2018, 1, 1), ranks=(rank(1, date(2019, 11, 28)),)), 2, True),
        (RULE_2023, worker(since=date(2012, 11, 28)), 3, True),
        (RULE_2018, worker(since=date(2002, 11, 28)), 3, False),  # years alone are not enough
        (RULE_2018, worker(since=date(2010, 1, 1), ranks=(rank(3, date(2018, 11, 28)),)), 4, True),
        (RULE_2023, worker(since=date(2010, 1, 1), ranks=(rank(3, date(2018, 11, 28)),)), 4, False),
        (
            RULE_2023,
            worker(since=date(2020, 1, 1), titles=(HeldTitle(2, date(2021, 11, 28), "title:1"),)),
            4,
            True,
        ),
        (RULE_2018, worker(since=date(2000, 1, 1), ranks=(rank(5, date(2010, 1, 1)),)), 6, False),
        (RULE_2023, worker(since=date(2000, 1, 1), ranks=(rank(5, date(2010, 1, 1)),)), 6, True),
    ],
)
def test_who_may_sit_for_a_rank(
    rule: PrerequisitesRule, holder: Holder, target: int, expected: bool
):
    assert eligible(holder, ELECTRICIAN, target, rule, ON).eligible is expected


def test_every_way_is_told_with_its_evidence_and_its_day():
    holder = worker(since=date(2018, 1, 1), ranks=(rank(1, date(2019, 6, 1)),))

    found = eligible(holder, ELECTRICIAN, 2, RULE_2018, ON)

    after_grade_five, six_years, diploma = found.ways
    assert after_grade_five.earliest == date(2023, 6, 1)
    assert [c.evidence for c in after_grade_five.conditions] == [
        ("certificate:1",),
        ("posting:1",),
    ]
    assert after_grade_five.conditions[1].months == 41
    assert six_years.earliest == date(2024, 1, 1)
    assert diploma.earliest is None
    assert (found.eligible, found.earliest, found.nearest) == (
        False,
        date(2023, 6, 1),
        after_grade_five,
    )


def test_a_rank_that_is_held_is_not_sat_for_again():
    holder = worker(since=date(2000, 1, 1), ranks=(rank(2, date(2015, 1, 1)),))
    found = eligible(holder, ELECTRICIAN, 2, RULE_2018, ON)
    assert (found.held, found.eligible) == (True, False)


def test_work_in_the_same_small_class_counts_and_other_work_does_not():
    near = Holder(date(1990, 5, 1), (Work(NEIGHBOUR, Period(date(2010, 1, 1)), "posting:1"),))
    far = Holder(date(1990, 5, 1), (Work(WELDER, Period(date(2010, 1, 1)), "posting:1"),))
    assert eligible(near, ELECTRICIAN, 2, RULE_2018, ON).eligible
    assert not eligible(far, ELECTRICIAN, 2, RULE_2018, ON).eligible


@pytest.mark.parametrize(
    ("level", "occupation", "graduated_on", "rule", "expected"),
    [
        ("SKILLED_MIDDLE", ELECTRICIAN, date(2022, 7, 1), RULE_2018, True),
        ("BACHELOR", ELECTRICIAN, date(2022, 7, 1), RULE_2018, True),
        ("SKILLED_MIDDLE", WELDER, date(2022, 7, 1), RULE_2018, False),
        ("SKILLED_MIDDLE", "", date(2022, 7, 1), RULE_2018, False),
        ("SKILLED_MIDDLE", ELECTRICIAN, date(2023, 7, 1), RULE_2018, False),
        ("SKILLED_MIDDLE", ELECTRICIAN, date(2023, 7, 1), RULE_2023, True),  # a final-year student
    ],
)
def test_a_diploma_counts_by_its_worth_and_subject(
    level: str, occupation: str, graduated_on: date, rule: PrerequisitesRule, expected: bool
):
    holder = worker(diplomas=(HeldDiploma(level, occupation, graduated_on, "diploma:1"),))
    assert eligible(holder, ELECTRICIAN, 2, rule, ON).eligible is expected


def test_an_explanation_keeps_its_evidence_as_json():
    holder = worker(since=date(2016, 1, 1))
    kept = as_json(eligible(holder, ELECTRICIAN, 2, RULE_2018, ON))
    [condition] = kept["ways"][1]["conditions"]
    assert kept["eligible"] is True
    assert condition == {
        "asks": Asks.YEARS,
        "needs": 6,
        "holds": True,
        "since": "2022-01-01",
        "months": 82,
        "evidence": ["posting:1"],
    }


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Other tests share the machine."""

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
PERIODS = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)),
    DAYS,
    st.integers(1, 3000),
)


@UNHURRIED
@given(st.lists(PERIODS, max_size=6))
def test_no_day_is_counted_twice(periods: list[Period]):
    days = {p.start + timedelta(days=n) for p in periods for n in range((p.end - p.start).days)}
    whole = united(periods)
    assert sum((p.end - p.start).days for p in whole if p.end) == len(days)
    assert all(a.end < b.start for a, b in pairwise(whole))


@UNHURRIED
@given(st.lists(PERIODS, min_size=1, max_size=5), st.integers(1, 8))
def test_the_same_work_said_twice_is_the_same_work(periods: list[Period], years: int):
    assert reached(periods, years) == reached([*periods, *periods], years)


@UNHURRIED
@given(DAYS, st.integers(1, 20), st.integers(1, 3000))
def test_work_in_two_parts_is_as_long_as_in_one(start: date, years: int, cut: int):
    middle = start + timedelta(days=cut)
    parts = [Period(start, middle), Period(middle)]
    assert reached(parts, years) == reached([Period(start)], years) == add_months(start, 12 * years)


@UNHURRIED
@given(st.lists(PERIODS, min_size=1, max_size=5), st.integers(1, 8))
def test_so_many_years_are_worked_when_they_are_reached(periods: list[Period], years: int):
    day = reached(periods, years)
    if day is not None:
        assert months_worked(periods, day) >= 12 * years - 1  # a leap day may be between
        assert months_worked(periods, day - timedelta(days=40)) < 12 * years


@UNHURRIED
@given(st.lists(PERIODS, max_size=4), PERIODS, st.integers(1, 8))
def test_more_work_never_comes_later(periods: list[Period], more: Period, years: int):
    before, after = reached(periods, years), reached([*periods, more], years)
    if before is not None:
        assert after is not None
        assert after <= before + timedelta(days=1)
