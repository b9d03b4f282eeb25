"""What the night sees: each is told once, and who has left has no agreement any more."""

from __future__ import annotations

from datetime import date

import pytest

from apprenticeships import BEGINS, Shop, certify, confirmed, noon, started
from gongjiang.governance.models import Notice
from gongjiang.mentoring.models import Tenure
from gongjiang.mentoring.services.records import Month, check_midterm, write_month
from gongjiang.mentoring.services.reminders import end_for_leavers, remind, tell_of_masters_gone
from gongjiang.mentoring.tasks import remind as nightly
from gongjiang.people.models import Person
from gongjiang.people.services.employment import end_employment
from world import make_worker

SECOND_OF_APRIL = noon(date(2022, 4, 2))


def told(kind: str) -> list[Person]:
    return [notice.person for notice in Notice.objects.filter(kind=f"mentoring.{kind}")]


def leave(person: Person, shop: Shop, on: date) -> None:
    [job] = person.employments.all()
    end_employment(employment_id=job.id, reason="RESIGNED", actor=shop.site.hr, on=on)


def test_a_missing_month_is_told_of_once(shop: Shop):
    started(shop)
    assert remind(at=noon(date(2022, 3, 31))) == 0  # the first month is not over

    assert remind(at=SECOND_OF_APRIL) == 1
    assert remind(at=SECOND_OF_APRIL) == 0

    assert told("month_missing") == [shop.apprentice]
    assert remind(at=noon(date(2022, 5, 2))) == 1  # the next month


def test_a_month_that_waits_is_told_to_the_master(shop: Shop):
    agreement = started(shop)
    month = Month(number=1, practised=[1], hours=8, sentence="好。")
    write_month(agreement_id=agreement.id, month=month, actor=shop.apprentice, at=SECOND_OF_APRIL)

    assert remind(at=SECOND_OF_APRIL) == 1

    assert told("month_unconfirmed") == [shop.master]


def test_nobody_is_told_of_what_is_done(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, [1])

    assert remind(at=SECOND_OF_APRIL) == 0


def test_the_mid_term_check_and_the_examination_are_asked_for(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, [1, 2, 3])
    assert remind(at=noon(date(2022, 6, 2))) == 1
    assert told("midterm_due") == [shop.leader]
    check_midterm(
        agreement_id=agreement.id,
        on_track=True,
        remark="",
        actor=shop.leader,
        at=noon(date(2022, 6, 2)),
    )
    confirmed(agreement, [4, 5])

    assert remind(at=noon(date(2022, 8, 2))) == 1

    assert told("exam_due") == [shop.site.hr]


def test_an_agreement_ends_with_the_employment(shop: Shop):
    agreement = started(shop)
    leave(shop.apprentice, shop, date(2022, 5, 10))
    assert end_for_leavers(at=noon(date(2022, 5, 9))) == 0

    assert end_for_leavers(at=noon(date(2022, 5, 12))) == 1
    assert end_for_leavers(at=noon(date(2022, 5, 12))) == 0

    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("TERMINATED", "LEFT")
    assert agreement.ended_on == date(2022, 5, 10)
    assert Tenure.objects.get().valid_to == date(2022, 5, 10)


def test_hr_is_told_once_of_a_master_who_left(shop: Shop):
    started(shop)
    leave(shop.master, shop, date(2022, 5, 10))

    assert tell_of_masters_gone(at=noon(date(2022, 5, 12))) == 1
    assert tell_of_masters_gone(at=noon(date(2022, 5, 13))) == 0

    assert told("master_gone") == [shop.site.hr]


def test_the_night_does_all_of_it(shop: Shop, settings: pytest.FixtureRequest):
    settings.TODAY = date(2022, 5, 12)  # type: ignore[attr-defined]
    started(shop)
    other = make_worker(shop.site, "钱师傅").person
    certify(other, 5)
    second = started(
        shop, master=other, apprentice=make_worker(shop.site, "小何", on=BEGINS).person
    )
    leave(second.apprentice, shop, date(2022, 5, 10))

    nightly()

    second.refresh_from_db()
    assert second.state == "TERMINATED"
    assert told("month_missing") == [shop.apprentice]
