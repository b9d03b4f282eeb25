"""Whatever the services leave behind, the checks agree with."""

from __future__ import annotations

from datetime import date

import pytest

from apprenticeships import (
    BEGINS,
    Shop,
    certify,
    confirmed,
    drafted,
    examined,
    graduated,
    noon,
    signed,
    started,
)
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.services.agreements import withdraw_agreement
from gongjiang.mentoring.services.changes import propose_change, sign_change
from gongjiang.mentoring.services.exams import conclude_exam
from gongjiang.mentoring.services.records import check_midterm, sign_off_goal
from gongjiang.mentoring.services.reminders import end_for_leavers
from gongjiang.mentoring.services.requests import ask, decide_request
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.fsck import ledger as of_the_ledger
from gongjiang.ops.fsck import mentoring as checks
from gongjiang.people.models import Person
from gongjiang.people.services.employment import end_employment
from world import make_worker

CHECKED = (*checks.CHECKS, *of_the_ledger.CHECKS)


@pytest.fixture
def every_way(shop: Shop) -> dict[str, Agreement]:
    """An agreement gone each way there is, by the state it is in."""
    other = make_worker(shop.site, "钱师傅", on=date(2019, 1, 7)).person
    certify(other, 5)
    found = {"GRADUATED": _graduated(shop, other)}
    found["FAILED"] = _failed(shop, newcomer(shop), other)
    found["EXTENDED"] = _extended(shop, newcomer(shop))
    found["TERMINATED"] = _dissolved(shop, newcomer(shop), other)
    found["LEFT"] = _left(shop, newcomer(shop))
    found["EXIT_EXAM"] = _in_exam(shop, newcomer(shop), other)
    found["SIGNED"] = signed(shop, apprentice=newcomer(shop))
    gone = drafted(shop, apprentice=newcomer(shop))
    withdraw_agreement(agreement_id=gone.id, actor=shop.master, at=noon(BEGINS))
    drafted(shop, apprentice=newcomer(shop), master=other)
    return found


def newcomer(shop: Shop) -> Person:
    return make_worker(shop.site, "小何", on=date(2022, 2, 21)).person


def _graduated(shop: Shop, other: Person) -> Agreement:
    agreement = started(shop)
    confirmed(agreement, [1, 2])
    at = noon(date(2022, 5, 20))
    change = propose_change(
        agreement_id=agreement.id, to_master=other, reason="调班", actor=shop.site.hr, at=at
    )
    for person in (shop.apprentice, other):
        sign_change(change_id=change.id, actor=person, at=at)
    agreement.refresh_from_db()
    confirmed(agreement, [3, 4, 5])
    check_midterm(agreement_id=agreement.id, on_track=True, remark="", actor=shop.leader, at=at)
    sign_off_goal(goal_id=agreement.goals.get(position=1).id, actor=shop.leader, at=at)
    return graduated(shop, agreement, date(2022, 9, 1), "EXCELLENT")


def _failed(shop: Shop, apprentice: Person, master: Person) -> Agreement:
    agreement = started(shop, apprentice=apprentice, master=master)
    day = date(2022, 9, 1)
    examined(shop, agreement, day, marks=(30, 30))
    return conclude_exam(
        agreement_id=agreement.id, outcome="FAILED", actor=shop.site.hr, at=noon(day)
    )


def _extended(shop: Shop, apprentice: Person) -> Agreement:
    agreement = started(shop, apprentice=apprentice)
    day = date(2022, 9, 1)
    examined(shop, agreement, day, marks=(50, 80))
    return conclude_exam(
        agreement_id=agreement.id,
        outcome="EXTENDED",
        extension_months=3,
        actor=shop.site.hr,
        at=noon(day),
    )


def _dissolved(shop: Shop, apprentice: Person, master: Person) -> Agreement:
    agreement = started(shop, apprentice=apprentice, master=master)
    at = noon(date(2022, 6, 1))
    request = ask(
        agreement_id=agreement.id, kind="EARLY_END", reason="家事", actor=apprentice, at=at
    )
    decide_request(request_id=request.id, grant=True, answer="同意", actor=shop.site.hr, at=at)
    return agreement


def _left(shop: Shop, apprentice: Person) -> Agreement:
    agreement = started(shop, apprentice=apprentice)
    [job] = apprentice.employments.all()
    end_employment(
        employment_id=job.id, reason="RESIGNED", actor=shop.site.hr, on=date(2022, 5, 10)
    )
    end_for_leavers(at=noon(date(2022, 5, 12)))
    return agreement


def _in_exam(shop: Shop, apprentice: Person, master: Person) -> Agreement:
    agreement = started(shop, apprentice=apprentice, master=master)
    return examined(shop, agreement, date(2022, 8, 15))


def test_what_the_services_leave_behind_contradicts_no_check(every_way: dict[str, Agreement]):
    states = set(Agreement.objects.values_list("state", flat=True))
    assert states == {
        "DRAFT", "SIGNED", "EXTENDED", "EXIT_EXAM", "GRADUATED", "FAILED", "TERMINATED",
        "WITHDRAWN",
    }  # fmt: skip

    report = check_everything(CHECKED)

    assert [broken.as_json() for broken in report.broken] == []
