"""The month of ideas says beside the count of rewards what they came to, but not of a few."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from benefiting import House, confirmed, due
from gongjiang.innovation.models import Award
from gongjiang.innovation.services.awards import pay_award
from proposing import noon, working_day
from web.governance.asking import MOST_QUERIES, reader

PAID_ON = working_day(6)
AT = "/proposals/months"
MONTH = {"month": f"{PAID_ON:%Y-%m}"}


def paid(house: House) -> Award:
    confirmed(house)
    return pay_award(
        award_id=due(house).id, reference="付-301", actor=house.finance, at=noon(PAID_ON)
    )


def test_hr_reads_the_yuan_and_the_zone_not_what_one_person_got(
    house: House, settings: Any, django_assert_max_num_queries: Any
):
    settings.TODAY = PAID_ON
    award = paid(house)
    yuan = Decimal(award.amount_fen) / 100
    hr, leader = reader(house.floor.hr), reader(house.floor.world.leader)

    with django_assert_max_num_queries(MOST_QUERIES):
        page = hr.get(AT, MONTH)
    assert page.context["whole"].paid == yuan
    assert page.context["whole"].month.rewarded == 1
    assert f"{yuan:,.2f}" in page.content.decode()

    told = leader.get(AT, MONTH)
    assert told.context["whole"].paid is None
    assert f"{yuan:,.2f}" not in told.content.decode()
    assert "Withheld" in told.content.decode()


def test_what_was_paid_in_another_month_is_not_of_this_one(house: House, settings: Any):
    settings.TODAY = PAID_ON
    award = paid(house)
    Award.objects.filter(id=award.id).update(paid_on=PAID_ON.replace(year=2021))

    page = reader(house.floor.hr).get(AT, MONTH)

    assert page.context["whole"].paid == 0
