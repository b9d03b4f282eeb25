"""Whatever the services leave behind, the checks agree with; and each check sees what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from benefiting import House, confirmed, decided, due, entered, scheme
from gongjiang.innovation.services.awards import pay_award
from gongjiang.innovation.services.benefit_months import correct_month, take_back
from gongjiang.innovation.services.points import give_points
from gongjiang.ops.fsck import benefits as checks
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.fsck import ledger as of_the_ledger
from innovation.benefits.test_months import SHEET
from ops.fsck.benefits_breaks import BREAKS
from proposing import accepted, noon, working_day

pytestmark = pytest.mark.django_db

CHECKED = (*checks.CHECKS, *of_the_ledger.CHECKS)
FIRST = date(2021, 10, 1)


@pytest.fixture
def every_way(house: House) -> House:
    """An effect and an award gone each way there is."""
    effect = confirmed(house, share_bp=6_000)
    for month, fen in ((FIRST, 500_000), (FIRST, 400_000), (date(2022, 1, 1), -1)):
        correct_month(
            effect_id=effect.id,
            month=month,
            amount_fen=fen,
            reason="更正",
            actor=house.finance,
            at=noon(),
        )
    gone = confirmed(house, cost_line="电")
    take_back(effect_id=gone.id, from_month=FIRST, reason="基准错", actor=house.finance, at=noon())
    ahead = confirmed(house, cost_line="水", adopted_on=date(2022, 8, 1))
    take_back(
        effect_id=ahead.id,
        from_month=date(2023, 1, 1),
        reason="停用",
        actor=house.finance,
        at=noon(),
    )
    soft = entered(house, cost_line="噪声", kind="INTANGIBLE", inputs={})
    give_points(effect_id=soft.id, sheet=SHEET, actor=house.finance, at=noon())
    entered(house, cost_line="砂轮", share_bp=3_000)
    by = scheme(house)
    award = due(house, by)
    pay_award(award_id=award.id, reference="付1", actor=house.finance, at=noon(working_day(7)))
    other = House(house.floor, house.chair, accepted(house.floor, house.floor.author))
    confirmed(other, cost_line="石英")
    decided(other, by)
    return house


def test_what_the_services_leave_behind_contradicts_no_check(every_way: House):
    assert [broken.as_json() for broken in check_everything(CHECKED).broken] == []


def test_each_check_sees_what_is_wrong(every_way: House):
    """All in one world, each break undone after it."""
    for name, sql in BREAKS.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)
                assert cursor.rowcount, name
            seen = {broken.check.name for broken in check_everything(checks.CHECKS).broken}
            transaction.set_rollback(True)
        assert seen == {name}


def test_each_check_is_broken_here():
    assert set(BREAKS) == {check.name for check in checks.CHECKS}
