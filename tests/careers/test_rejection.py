"""A promotion that is turned down, and the appeal that reopens it."""

from __future__ import annotations

from datetime import date

import pytest

from careers.firm import (
    Firm,
    kinds_of,
    senior_worker,
)
from gongjiang.careers.models import Promotion
from gongjiang.careers.services import appealing, reviewing
from gongjiang.careers.services.applying import NotEligible
from gongjiang.careers.services.cases import NotNow
from gongjiang.governance.models import Appeal
from gongjiang.governance.services.appeals import decide_appeal, take_up_appeal, withdraw_appeal
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.models import Person
from world import NOON


def rejected(firm: Firm) -> Promotion:
    promotion = firm.at_the_defence()
    return reviewing.reject(promotion_id=promotion.id, actor=firm.hr, reason="述职未通过", at=NOON)


def test_a_rejection_has_a_reason_and_a_cool_off(firm: Firm):
    promotion = firm.apply()
    with pytest.raises(CannotDo, match="Give the reason"):
        reviewing.reject(promotion_id=promotion.id, actor=firm.reviewer, reason=" ", at=NOON)

    reviewing.reject(promotion_id=promotion.id, actor=firm.reviewer, reason="再锻炼", at=NOON)

    promotion.refresh_from_db()
    assert promotion.cool_off_until == date(2023, 5, 28)
    with pytest.raises(NotEligible, match="2023-05-28"):
        firm.apply()


def test_an_appeal_reopens_it_where_it_was_stopped(firm: Firm, reformer: Person):
    promotion = rejected(firm)
    made = appealing.appeal(
        promotion_id=promotion.id, actor=firm.worker, reason="评分未出齐", at=NOON
    )
    assert made.heard_at.kind == "ZONE"  # HR is the one appealed against
    take_up_appeal(appeal_id=made.id, actor=reformer, at=NOON)

    decide_appeal(appeal_id=made.id, actor=reformer, uphold=True, answer="应评分", at=NOON)

    promotion.refresh_from_db()
    assert (promotion.state, promotion.reached) == ("RE_REVIEWED", "QUALIFIED")
    assert "careers.promotion.rejected" not in kinds_of(firm.worker)
    firm.scored(promotion)
    assert firm.defended(promotion).state == "DEFENDED"


def test_it_may_be_rejected_again_and_appealed_again(firm: Firm, reformer: Person):
    promotion = rejected(firm)
    for _time in range(2):
        made = appealing.appeal(
            promotion_id=promotion.id, actor=firm.worker, reason="不服", at=NOON
        )
        take_up_appeal(appeal_id=made.id, actor=reformer, at=NOON)
        decide_appeal(appeal_id=made.id, actor=reformer, uphold=True, answer="应评分", at=NOON)
        reviewing.reject(promotion_id=promotion.id, actor=firm.hr, reason="仍未通过", at=NOON)

    assert kinds_of(firm.worker).count("careers.promotion.rejected") == 1
    assert kinds_of(firm.worker).count("careers.promotion.re_reviewed") == 2


def test_an_appeal_turned_down_leaves_the_rejection(firm: Firm, reformer: Person):
    promotion = rejected(firm)
    made = appealing.appeal(promotion_id=promotion.id, actor=firm.worker, reason="不服", at=NOON)
    take_up_appeal(appeal_id=made.id, actor=reformer, at=NOON)

    decide_appeal(appeal_id=made.id, actor=reformer, uphold=False, answer="程序合规", at=NOON)

    promotion.refresh_from_db()
    assert promotion.state == "REJECTED"
    assert Appeal.objects.get(id=made.id).state == "REJECTED"


def test_a_withdrawn_appeal_leaves_the_rejection(firm: Firm):
    promotion = rejected(firm)
    made = appealing.appeal(promotion_id=promotion.id, actor=firm.worker, reason="不服", at=NOON)

    withdraw_appeal(appeal_id=made.id, actor=firm.worker, at=NOON)

    promotion.refresh_from_db()
    assert promotion.state == "REJECTED"


def test_one_appeals_ones_own_rejection_alone(firm: Firm):
    promotion = rejected(firm)
    with pytest.raises(NotAllowed):
        appealing.appeal(promotion_id=promotion.id, actor=firm.hr, reason="不服", at=NOON)
    with pytest.raises(NotNow):
        appealing.appeal(
            promotion_id=firm.apply(senior_worker(firm, "李工")).id,
            actor=Person.objects.get(name="李工"),
            reason="不服",
            at=NOON,
        )
