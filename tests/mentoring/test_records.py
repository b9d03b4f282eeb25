"""Months, goals and the mid-term check while an agreement runs."""

from __future__ import annotations

import io
from datetime import date

import pytest

from apprenticeships import Shop, confirmed, noon, started
from gongjiang.governance.models import Notice
from gongjiang.governance.queries.attachments import is_visible_to
from gongjiang.governance.queries.reach import reach_of
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.mentoring.services.records import (
    Month,
    add_photo,
    check_midterm,
    confirm_month,
    return_month,
    sign_off_goal,
    write_month,
)
from gongjiang.mentoring.services.steps import NotNow
from gongjiang.people.models import Person
from world import World

APRIL = noon(date(2022, 4, 2))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002"
    "000001000100a5f645400000000049454e44ae426082"
)


def written(agreement: Agreement, by: Person, **changes: object) -> MonthRecord:
    values: dict[str, object] = {
        "number": 1,
        "practised": [2, 1],
        "hours": 36,
        "sentence": " 会独立换刀了。 ",
    }
    month = Month(**(values | changes))  # type: ignore[arg-type]
    return write_month(agreement_id=agreement.id, month=month, actor=by, at=APRIL)


def test_the_apprentice_writes_and_the_master_confirms(shop: Shop):
    agreement = started(shop)
    record = written(agreement, shop.apprentice)
    assert (record.practised, record.sentence) == ([1, 2], "会独立换刀了。")
    assert [f for f in facts_of(shop.apprentice.id) if f.kind == "mentoring.month.recorded"] == []

    confirm_month(record_id=record.id, actor=shop.master, at=APRIL)

    [fact] = [f for f in facts_of(shop.apprentice.id) if f.kind == "mentoring.month.recorded"]
    assert (fact.fact.month, int(fact.fact.quantity)) == (1, 36)  # type: ignore[attr-defined]
    assert Notice.objects.filter(person=shop.master, kind="mentoring.month_written").exists()


def test_a_month_is_confirmed_once_and_then_stands(shop: Shop):
    agreement = started(shop)
    [record] = confirmed(agreement, [1])

    with pytest.raises(NotNow):
        confirm_month(record_id=record.id, actor=shop.master, at=APRIL)
    with pytest.raises(NotNow):
        written(agreement, shop.apprentice)


def test_a_month_may_be_written_again_until_it_is_confirmed(shop: Shop):
    agreement = started(shop)
    first = written(agreement, shop.apprentice)

    again = written(agreement, shop.apprentice, hours=20)

    assert (again.id, again.hours) == (first.id, 20)
    assert MonthRecord.objects.count() == 1


def test_a_month_that_went_back_is_written_anew(shop: Shop):
    agreement = started(shop)
    record = written(agreement, shop.apprentice)
    return_month(record_id=record.id, remark="写清楚换了哪把刀。", actor=shop.master, at=APRIL)
    with pytest.raises(NotNow):
        confirm_month(record_id=record.id, actor=shop.master, at=APRIL)

    record = written(agreement, shop.apprentice, sentence="换了 D3 刀。")

    assert (record.returned_at, record.remark) == (None, "")
    assert confirm_month(record_id=record.id, actor=shop.master, at=APRIL).confirmed_at == APRIL


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": 3}, "has not begun"),
        ({"number": 0}, "has not begun"),
        ({"practised": []}, "Choose what was practised"),
        ({"practised": [9]}, "Choose what was practised"),
        ({"hours": 0}, "from 1 to 400"),
        ({"hours": 401}, "from 1 to 400"),
        ({"sentence": " "}, "Write one sentence"),
    ],
)
def test_what_a_month_must_say(shop: Shop, changes: dict[str, object], sentence: str):
    agreement = started(shop)

    with pytest.raises(CannotDo, match=sentence):
        written(agreement, shop.apprentice, **changes)


def test_only_the_two_sides_keep_months(shop: Shop, world: World):
    agreement = started(shop)
    for other in (shop.master, shop.leader, shop.site.hr, world.b.hr):
        with pytest.raises(NotAllowed):
            written(agreement, other)
    record = written(agreement, shop.apprentice)

    for other in (shop.apprentice, shop.leader, shop.site.hr, world.b.hr):
        with pytest.raises(NotAllowed):
            confirm_month(record_id=record.id, actor=other, at=APRIL)
        with pytest.raises(NotAllowed):
            return_month(record_id=record.id, remark="不", actor=other, at=APRIL)


def test_a_goal_is_signed_off_once_by_somebody_other_than_the_master(shop: Shop):
    agreement = started(shop)
    goal = agreement.goals.get(position=2)
    for other in (shop.master, shop.apprentice):
        with pytest.raises(NotAllowed, match="other than master and apprentice"):
            sign_off_goal(goal_id=goal.id, actor=other, at=APRIL)

    sign_off_goal(goal_id=goal.id, actor=shop.leader, at=APRIL)

    with pytest.raises(NotNow):
        sign_off_goal(goal_id=goal.id, actor=shop.site.hr, at=APRIL)
    kinds = [fact.kind for fact in facts_of(shop.apprentice.id)]
    assert kinds.count("mentoring.goal.signed_off") == 1


def test_the_mid_term_check_is_made_once(shop: Shop, world: World):
    agreement = started(shop)
    for other in (shop.master, world.b.hr):
        with pytest.raises(NotAllowed):
            check_midterm(
                agreement_id=agreement.id, on_track=True, remark="", actor=other, at=APRIL
            )
    with pytest.raises(CannotDo, match="Say what is missing"):
        check_midterm(
            agreement_id=agreement.id, on_track=False, remark=" ", actor=shop.leader, at=APRIL
        )

    check = check_midterm(
        agreement_id=agreement.id, on_track=False, remark="量具不熟", actor=shop.leader, at=APRIL
    )

    assert (check.checked_by, check.checked_on) == (shop.leader, date(2022, 4, 2))
    with pytest.raises(NotNow):
        check_midterm(
            agreement_id=agreement.id, on_track=True, remark="", actor=shop.site.hr, at=APRIL
        )


@pytest.mark.usefixtures("media")
def test_a_picture_of_a_month_is_for_those_who_see_the_agreement(shop: Shop, world: World):
    agreement = started(shop)
    record = written(agreement, shop.apprentice)

    photo = add_photo(
        record_id=record.id,
        name="刀具.png",
        content=io.BytesIO(PNG),
        actor=shop.apprentice,
        at=APRIL,
    )

    seen = {
        person.name: is_visible_to(reach_of(person, date(2022, 4, 2)), photo)
        for person in (shop.apprentice, shop.master, shop.leader, shop.site.hr, world.b.hr)
    }
    assert seen == {"小林": True, "郑师傅": True, "赵班长": True, "甲人事": True, "乙人事": False}
    with pytest.raises(NotAllowed):
        add_photo(
            record_id=record.id,
            name="x.png",
            content=io.BytesIO(PNG),
            actor=shop.master,
            at=APRIL,
        )
