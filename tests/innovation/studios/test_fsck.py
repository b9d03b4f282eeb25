"""Whatever the services leave behind, the checks agree with."""

from __future__ import annotations

from datetime import date, timedelta

from gongjiang.governance.services.appeals import decide_appeal, take_up_appeal
from gongjiang.innovation.models import SpreadOffer
from gongjiang.innovation.services.bids import make_bid, open_bids
from gongjiang.innovation.services.challenges import (
    award,
    post_challenge,
    score_bid,
    stop_challenge,
)
from gongjiang.innovation.services.milestones import claim_milestone, release_milestone
from gongjiang.innovation.services.spread import answer_offer, offer_idea, verify_copy
from gongjiang.innovation.services.studio_books import reverse_line, write_line
from gongjiang.innovation.services.studio_measures import appeal_measure, take_measure
from gongjiang.innovation.services.studio_reviews import compute_sheet, decide_review
from gongjiang.innovation.services.studios import record_higher_level
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.fsck import ledger as of_the_ledger
from gongjiang.ops.fsck import studios as checks
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from studio_shop import (
    StudioShop,
    accepted_idea,
    judges_of,
    moment,
    name_it,
    new_bid,
    new_challenge,
)
from world import NOON, OPENING, TODAY, make_worker

AFTER = moment(TODAY + timedelta(days=21))
CHECKED = (*checks.CHECKS, *of_the_ledger.CHECKS)


def test_every_way_agrees_with_its_facts(shop: StudioShop) -> None:
    _studio(shop)
    _challenges(shop)
    _spread(shop)

    broken = check_everything(CHECKED).broken
    assert [(each.check.name, each.ids) for each in broken] == []


def _studio(shop: StudioShop) -> None:
    """Named, risen twice, reviewed, rectified, revoked, and its name given back on appeal."""
    name_it(shop)
    name_it(shop, "ZONE", on=date(2021, 4, 1))
    record_higher_level(
        studio_id=shop.studio.id,
        level="CITY",
        document="市工发〔2021〕12号",
        authority="市总工会",
        actor=shop.zone_union,
        at=moment(date(2021, 7, 1)),
    )
    line = write_line(
        studio_id=shop.studio.id,
        kind="SPENT",
        amount_fen=1_000,
        purpose="密封件",
        actor=shop.chair,
        at=moment(date(2021, 8, 1)),
    )
    reverse_line(line_id=line.id, reason="记错", actor=shop.chair, at=moment(date(2021, 8, 2)))
    on = moment(date(2022, 1, 20))
    sheet = compute_sheet(studio_id=shop.studio.id, year=2021, actor=shop.zone_union, at=on)
    decide_review(review_id=sheet.id, result="RECTIFY", reason="不足", actor=shop.zone_union, at=on)
    on = moment(date(2022, 6, 1))
    revoked = take_measure(
        studio_id=shop.studio.id, kind="REVOKE", reason="未整改", actor=shop.zone_union, at=on
    )
    office = make_worker(shop.world.a, "改革办", on=OPENING).person
    appoint(person=office, role=Role.REFORM_OFFICE, unit=shop.world.zone, actor=SYSTEM, on=OPENING)
    appeal = appeal_measure(measure_id=revoked.id, reason="已改", actor=shop.leader, at=on)
    take_up_appeal(appeal_id=appeal.id, actor=office, at=on)
    decide_appeal(appeal_id=appeal.id, actor=office, uphold=True, answer="属实", at=on)


def _challenges(shop: StudioShop) -> None:
    """One stopped half-way, one that nobody bid for."""
    hr = shop.world.b.hr
    challenge = post_challenge(new_challenge(shop), actor=hr, at=NOON)
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    open_bids(challenge_id=challenge.id, at=AFTER)
    for judge in judges_of(challenge):
        score_bid(bid_id=bid.id, points=90, remark="好", actor=judge, at=AFTER)
    award(bid_id=bid.id, reason="好", actor=judges_of(challenge)[0], at=AFTER)
    step = challenge.milestones.get(position=1)
    claim_milestone(milestone_id=step.id, evidence="报告", actor=shop.leader, at=AFTER)
    release_milestone(milestone_id=step.id, actor=hr, at=AFTER)
    stop_challenge(challenge_id=challenge.id, reason="停产", actor=hr, at=AFTER)
    alone = post_challenge(new_challenge(shop), actor=hr, at=NOON)
    stop_challenge(challenge_id=alone.id, reason="撤题", actor=hr, at=AFTER)


def _spread(shop: StudioShop) -> None:
    """One copy verified, one offer waiting."""
    b = shop.world.b
    leader = make_worker(b, "乙班长", on=OPENING).person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=b.team, actor=SYSTEM, on=OPENING)
    idea = accepted_idea(shop, shop.leader, shop.members[0])
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    offer = SpreadOffer.objects.get(unit=b.team)
    answer_offer(offer_id=offer.id, answer="ACCEPTED", actor=leader, at=NOON)
    verify_copy(offer_id=offer.id, note="在用", actor=shop.reviewer, at=NOON)
