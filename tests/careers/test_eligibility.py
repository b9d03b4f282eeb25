"""The next grade: what `assess` decides, `explain` says, and a plain oracle finds on its own."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.careers_on_paper import Career, arrays, judge
from gongjiang.careers.canonical import LADDER
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.rules.eligibility import Criterion, assess
from gongjiang.careers.rules.explanation import Explanation, explain, from_json
from gongjiang.careers.rules.ladder import LEVELS, MARKS
from gongjiang.careers.rules.months import months_between, plus_months
from gongjiang.kernel.periods import add_months

DAYS = st.dates(date(2016, 1, 1), date(2024, 12, 31))
FROM_ANY_DAY = st.tuples(DAYS, st.one_of(st.none(), st.integers(1, 1500)))


def runs(values: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[list]:
    """Some runs of days, open or ended."""
    return st.lists(
        st.builds(
            lambda value, when: (
                value,
                when[0],
                None if when[1] is None else when[0] + timedelta(days=when[1]),
            ),
            values,
            FROM_ANY_DAY,
        ),
        max_size=most,
    )


GRADES = st.integers(1, 23)
SEQUENCES = st.sampled_from("OTPM")
CAREERS = st.builds(
    Career,
    sequence=SEQUENCES,
    grade=GRADES,
    since=DAYS,
    probation_until=st.one_of(st.none(), DAYS),
    marks=st.lists(
        st.tuples(st.integers(2015, 2024), st.sampled_from(MARKS), DAYS),
        max_size=5,
        unique_by=lambda mark: mark[0],
    ),
    vetoes=st.lists(DAYS, max_size=2),
    contributions=st.lists(DAYS, max_size=3),
    training=st.lists(st.tuples(DAYS, st.integers(1, 5000)), max_size=3),
    awards=st.lists(st.tuples(DAYS, st.sampled_from(LEVELS)), max_size=2),
    exceptional=st.lists(DAYS, max_size=1),
    ranks=runs(st.integers(1, 7)),
    titles=runs(st.integers(0, 4)),
    freezes=runs(st.just(0), 1),
    cool_offs=runs(st.just(0), 1),
    vacancies=runs(st.integers(8, 23)),
    others=st.lists(st.tuples(SEQUENCES, GRADES), max_size=12),
)

CONTENT = LADDER.as_json()
HARDER = LadderRule.read(
    {
        **CONTENT,
        "criteria": [
            {**each, "training_hours": 20, "rank": 3, "title": 1, "either": True, "mark": "C"}
            for each in CONTENT["criteria"]
        ],
    }
)
"""A ladder that asks for everything, and lets rank or title be enough."""


@settings(max_examples=150, deadline=None)
@given(
    careers=st.lists(CAREERS, min_size=1, max_size=8),
    on=DAYS,
    rule=st.sampled_from([LADDER, HARDER]),
)
def test_all_at_once_find_what_one_by_one_finds(
    careers: list[Career], on: date, rule: LadderRule
) -> None:
    found = assess(arrays(careers), rule.arrays(), on)

    for row, career in enumerate(careers):
        expected = judge(career, on, rule)
        explained = explain(found, row, ladder="1")
        assert explained.target == expected.target
        assert {item.criterion.value for item in explained.missing} == expected.missing
        assert explained.exceptional is expected.exceptional
        assert explained.eligible is (expected.target > 0 and not expected.missing)


@settings(max_examples=150, deadline=None)
@given(careers=st.lists(CAREERS, min_size=1, max_size=8), on=DAYS)
def test_the_explanation_says_what_the_decision_says(careers: list[Career], on: date) -> None:
    found = assess(arrays(careers), LADDER.arrays(), on)

    for row in range(len(careers)):
        explained = explain(found, row, ladder="1")
        assert from_json(explained.as_json()) == explained
        assert explained.eligible is bool(found.eligible[row])
        if explained.at_top:
            assert (explained.items, explained.ways) == ((), ())
            continue
        assert explained.eligible is (not explained.missing)
        for way in explained.ways:
            assert way.earliest >= on
            assert {item.criterion for item in way.to_do} <= {
                item.criterion for item in explained.missing
            }
        assert explained.earliest is not None


@settings(max_examples=200, deadline=None)
@given(career=CAREERS, on=DAYS)
def test_waiting_until_the_earliest_day_is_enough_and_needed(career: Career, on: date) -> None:
    """What comes by itself has come on the earliest day, and not on the day before."""
    career.marks = [(year, "A", date(2016, 1, 1)) for year in (2014, 2015)]
    career.ranks, career.titles = [(7, date(2010, 1, 1), None)], [(4, date(2010, 1, 1), None)]
    career.vetoes = [day for day in career.vetoes if day <= on]
    career.freezes = [run for run in career.freezes if run[1] <= on]
    career.cool_offs = [run for run in career.cool_offs if run[1] <= on]
    career.vacancies = [(grade, date(2010, 1, 1), None) for grade in range(8, 24)]
    career.others, career.contributions = [], [max(career.since, on)] * 2
    histories, ladder = arrays([career]), LADDER.arrays()
    now = explain(assess(histories, ladder, on), 0, ladder="1")
    if now.at_top or career.since > on or any(item.to_do for item in now.missing):
        return

    assert now.earliest is not None
    assert bool(assess(histories, ladder, now.earliest).eligible[0])
    if now.earliest > on:
        before = assess(histories, ladder, now.earliest - timedelta(days=1))
        assert not bool(before.eligible[0])


@given(day=DAYS, months=st.integers(0, 60), other=DAYS)
def test_months_are_added_as_everywhere_else(day: date, months: int, other: date) -> None:
    days = np.array([day], dtype="datetime64[D]")

    assert plus_months(days, months)[0].item() == add_months(day, months)
    between = int(months_between(days, np.array([other], dtype="datetime64[D]"))[0])
    assert add_months(day, between) <= other < add_months(day, between + 1)


ON = date(2022, 11, 28)


def a_senior_worker(**changes: object) -> Career:
    """O5 for two years and more, with all that O6 asks."""
    return Career(
        **{
            "sequence": "O",
            "grade": 5,
            "since": date(2020, 6, 1),
            "marks": [(2020, "B", date(2021, 1, 20)), (2021, "A", date(2022, 1, 20))],
            "ranks": [(3, date(2019, 5, 1), None)],
            "contributions": [date(2021, 3, 3)],
            **changes,
        }
    )


def explained(career: Career, on: date = ON) -> Explanation:
    return explain(assess(arrays([career]), LADDER.arrays(), on), 0, ladder="2017.1")


def test_who_has_everything_is_eligible() -> None:
    assert explained(a_senior_worker()).eligible


@pytest.mark.parametrize(
    ("changes", "criterion", "day"),
    [
        ({"since": date(2021, 1, 31)}, "MONTHS", date(2023, 1, 31)),
        ({"marks": [(2021, "B", date(2022, 1, 20))]}, "APPRAISALS", date(2023, 1, 31)),
        (
            {"marks": [(2020, "A", date(2021, 1, 20)), (2021, "C", date(2022, 1, 20))]},
            "APPRAISALS",
            date(2024, 1, 31),
        ),
        ({"ranks": []}, "RANK", None),
        ({"contributions": [date(2020, 5, 31)]}, "CONTRIBUTION", None),
        ({"vetoes": [date(2022, 2, 28)]}, "VETO", date(2023, 2, 28)),
        ({"freezes": [(0, date(2022, 5, 1), None)]}, "FREEZE", None),
        ({"cool_offs": [(0, date(2022, 9, 1), date(2023, 3, 1))]}, "COOL_OFF", date(2023, 3, 1)),
        ({"probation_until": date(2022, 12, 1)}, "PROBATION", date(2022, 12, 1)),
    ],
)
def test_one_thing_is_missing(changes: dict, criterion: str, day: date | None) -> None:
    [item] = explained(a_senior_worker(**changes)).missing

    assert (item.criterion.value, item.day) == (criterion, day)


def test_the_cheapest_way_asks_for_the_fewest_things() -> None:
    """Half a year to wait beats winning an award, and is told first; the sooner one after it."""
    career = a_senior_worker(since=date(2021, 6, 1), contributions=[date(2022, 3, 3)])

    ordinary, early = explained(career).ways

    assert (ordinary.exceptional, ordinary.doings, ordinary.earliest) == (
        False,
        0,
        date(2023, 6, 1),
    )
    assert (early.exceptional, early.award, early.earliest) == (True, True, ON)


def test_with_an_award_the_exceptional_way_comes_first() -> None:
    career = a_senior_worker(
        since=date(2021, 6, 1),
        awards=[(date(2022, 5, 1), "CITY")],
        contributions=[date(2022, 3, 3)],
    )

    found = explained(career)

    assert found.exceptional
    assert not found.eligible
    assert found.ways[0].exceptional


def test_an_exceptional_promotion_comes_once() -> None:
    career = a_senior_worker(
        since=date(2021, 6, 1),
        awards=[(date(2022, 5, 1), "CITY")],
        contributions=[date(2022, 3, 3)],
        exceptional=[date(2019, 6, 1)],
    )

    found = explained(career)

    assert not found.exceptional
    assert [way.exceptional for way in found.ways] == [False]


def test_the_top_of_a_sequence_has_no_next_grade() -> None:
    assert explained(a_senior_worker(grade=14)).at_top


def test_everybody_in_the_zone_is_judged_in_a_moment() -> None:
    many = arrays([a_senior_worker(), a_senior_worker(ranks=[])] * 500)

    found = assess(many, LADDER.arrays(), ON)

    assert int(found.eligible.sum()) == 500
    assert not found.criteria[Criterion.RANK].satisfied[1]
    assert len(many.only(found.eligible)) == 500
