"""Months of an agreement, results of its examination, and what a result earns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongjiang.kernel.periods import Period
from gongjiang.mentoring.rules.months import (
    Taught,
    master_of,
    may_end_early,
    month_on,
    months_by_master,
    months_over,
)
from gongjiang.mentoring.rules.results import (
    Papers,
    best_result,
    earned,
    may_conclude,
    may_graduate,
)
from gongjiang.mentoring.services.defaults import DEFAULT

PASSED = Papers(theory=80, practice=85, master_agrees=True, leader_agrees=True)


@pytest.mark.parametrize(
    ("starts_on", "day", "month"),
    [
        (date(2022, 3, 1), date(2022, 3, 1), 1),
        (date(2022, 3, 1), date(2022, 3, 31), 1),
        (date(2022, 3, 1), date(2022, 4, 1), 2),
        (date(2022, 1, 31), date(2022, 2, 27), 1),
        (date(2022, 1, 31), date(2022, 2, 28), 2),
        (date(2022, 1, 31), date(2022, 3, 30), 2),
        (date(2022, 1, 31), date(2022, 3, 31), 3),
        (date(2022, 3, 1), date(2022, 2, 28), 0),
        (date(2021, 12, 15), date(2022, 12, 14), 12),
    ],
)
def test_which_month_a_day_falls_in(starts_on: date, day: date, month: int):
    assert month_on(starts_on, day) == month
    assert months_over(starts_on, day) == max(month - 1, 0)


def test_a_month_is_whose_who_teaches_on_its_last_day():
    starts_on = date(2022, 3, 1)
    taught = [
        Taught(7, Period(starts_on, date(2022, 5, 20))),
        Taught(9, Period(date(2022, 5, 20), None)),
    ]

    assert [master_of(taught, starts_on, month) for month in (1, 2, 3, 4)] == [7, 7, 9, 9]
    assert months_by_master(taught, starts_on, [1, 2, 3, 4, 5]) == {7: 2, 9: 3}


def test_half_the_term_is_enough_to_end_as_completed():
    starts_on, ends_on = date(2022, 1, 1), date(2022, 7, 1)  # 181 days

    assert not may_end_early(starts_on, ends_on, date(2022, 4, 1), 50)  # after 90
    assert may_end_early(starts_on, ends_on, date(2022, 4, 2), 50)


@pytest.mark.parametrize(
    ("theory", "practice", "result"),
    [
        (59, 100, None),
        (60, 60, "PASS"),
        (100, 74, "PASS"),
        (75, 75, "GOOD"),
        (89, 100, "GOOD"),
        (90, 90, "EXCELLENT"),
    ],
)
def test_the_lower_mark_decides(theory: int, practice: int, result: str | None):
    assert best_result(theory, practice, DEFAULT) == result


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"theory": None, "leader_agrees": None}, "theory, the team leader's opinion"),
        ({"theory": 59}, "Graduation needs 60 marks in theory, and there are 59."),
        ({"practice": 12}, "Graduation needs 60 marks in practice, and there are 12."),
        ({"master_agrees": False}, "needs the consent of master and team leader"),
        ({"leader_agrees": False}, "needs the consent of master and team leader"),
    ],
)
def test_graduation_needs_both_marks_and_both_opinions(change: dict[str, object], sentence: str):
    decision = may_graduate(replace(PASSED, **change), DEFAULT)  # type: ignore[arg-type]

    assert sentence in str(decision.reason)


@pytest.mark.parametrize(
    ("outcome", "papers", "extended_before", "reason", "allowed"),
    [
        ("GOOD", PASSED, False, "", True),
        ("EXCELLENT", PASSED, False, "破格", False),
        ("PASS", PASSED, False, "", False),
        ("PASS", PASSED, False, "缺席两次", True),
        ("FAILED", PASSED, False, "", False),
        ("FAILED", PASSED, False, "作弊", True),
        ("EXTENDED", replace(PASSED, theory=40), False, "", True),
        ("EXTENDED", replace(PASSED, theory=40), True, "", False),
        ("FAILED", replace(PASSED, theory=40), True, "", True),
        ("FAILED", replace(PASSED, theory=None), True, "", False),
        ("GOOD", replace(PASSED, leader_agrees=False), False, "", False),
    ],
)
def test_what_may_be_decided(
    outcome: str, papers: Papers, extended_before: bool, reason: str, allowed: bool
):
    decision = may_conclude(
        outcome, papers, DEFAULT, extended_before=extended_before, reason=reason
    )

    assert bool(decision) is allowed


def test_what_an_excellent_result_earns_two_masters():
    lines = earned({7: 2, 9: 4}, DEFAULT, percent=100, excellent=True)

    assert [(line.master_id, line.months, line.prize_fen) for line in lines] == [
        (7, 2, 33_333),
        (9, 4, 66_667),
    ]
    assert [line.amount_fen for line in lines] == [40_000 + 33_333, 80_000 + 66_667]


@pytest.mark.parametrize(
    ("months", "percent", "amounts"),
    [({7: 6}, 50, [60_000]), ({7: 6}, 0, []), ({7: 0}, 100, []), ({7: 1, 9: 0}, 75, [15_000])],
)
def test_what_other_results_earn(months: dict[int, int], percent: int, amounts: list[int]):
    lines = earned(months, DEFAULT, percent=percent, excellent=False)

    assert [line.amount_fen for line in lines] == amounts


def test_no_prize_for_months_without_a_record():
    assert earned({7: 0}, DEFAULT, percent=100, excellent=True) == []
