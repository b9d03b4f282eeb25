"""A problem is posted with a prize; bids stay sealed; milestones release it to the fen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Sum

from gongjiang.governance.services.appeals import decide_appeal, take_up_appeal
from gongjiang.innovation.models import Bid, Challenge, ChallengeShare
from gongjiang.innovation.queries.challenges import bids_seen_by
from gongjiang.innovation.rules.challenges import digest_of
from gongjiang.innovation.services.bids import make_bid, open_bids, withdraw_bid
from gongjiang.innovation.services.challenges import (
    NewMilestone,
    NotNow,
    award,
    post_challenge,
    replace_judge,
    score_bid,
    sign_pledge,
    stop_challenge,
)
from gongjiang.innovation.services.milestones import (
    appeal_award,
    appeal_milestone,
    claim_milestone,
    release_milestone,
    send_back,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from studio_shop import StudioShop, judges_of, moment, new_bid, new_challenge
from world import NOON, OPENING, TODAY, make_person, make_worker

AFTER = moment(TODAY + timedelta(days=21))


@pytest.fixture
def challenge(shop: StudioShop) -> Challenge:
    return post_challenge(new_challenge(shop), actor=shop.world.b.hr, at=NOON)


@pytest.fixture
def office(shop: StudioShop) -> Person:
    """The reform office of the zone, which hears appeals."""
    officer = make_person("改革办")
    appoint(person=officer, role=Role.REFORM_OFFICE, unit=shop.world.zone, actor=SYSTEM, on=OPENING)
    return officer


def awarded(shop: StudioShop, challenge: Challenge) -> Bid:
    """A's studio wins against a team of B."""
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    rival = make_worker(shop.world.b, "乙工").person
    other = make_bid(
        challenge_id=challenge.id,
        new=new_bid(
            shop, studio=None, unit=shop.world.b.team, shares=[(rival, 10_000)], shown_as="乙队"
        ),
        actor=rival,
        at=NOON,
    )
    open_bids(challenge_id=challenge.id, at=AFTER)
    for judge in judges_of(challenge):
        score_bid(bid_id=bid.id, points=90, remark="思路清楚", actor=judge, at=AFTER)
        score_bid(bid_id=other.id, points=70, remark="尚可", actor=judge, at=AFTER)
    award(bid_id=bid.id, reason="分数最高", actor=judges_of(challenge)[0], at=AFTER)
    bid.refresh_from_db()
    return bid


def test_the_promised_prize_stands_in_the_ledger(challenge: Challenge) -> None:
    [entry] = live().filter(kind="innovation.challenge.posted")
    assert (entry.subject_id, entry.amount_fen) == (challenge.id, 100_001)


def test_nobody_reads_a_bid_before_the_deadline(shop: StudioShop, challenge: Challenge) -> None:
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)

    kept = Bid.objects.values_list("plan", "nonce", "sealed").get(id=bid.id)
    assert kept[:2] == ("", "")
    assert "气幕" not in kept[2]
    with pytest.raises(NotAllowed, match="sealed until the deadline"):
        open_bids(challenge_id=challenge.id, at=challenge.bids_until - timedelta(seconds=1))
    with pytest.raises(NotNow, match="once they have been opened"):
        score_bid(bid_id=bid.id, points=90, remark="好", actor=judges_of(challenge)[0], at=AFTER)

    assert open_bids(challenge_id=challenge.id, at=challenge.bids_until) == 1
    bid.refresh_from_db()
    assert bid.plan == "改油冷为气幕，分三步"
    assert digest_of(bid.plan, bid.nonce) == bid.digest
    assert open_bids(challenge_id=challenge.id, at=AFTER) == 0


def test_a_bid_changed_under_its_seal_is_found(shop: StudioShop, challenge: Challenge) -> None:
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    Bid.objects.filter(id=bid.id).update(digest=digest_of("改油冷为水冷", "00"))
    with pytest.raises(CannotDo, match="it was changed"):
        open_bids(challenge_id=challenge.id, at=AFTER)


def test_one_bid_a_studio_until_it_is_taken_back(shop: StudioShop, challenge: Challenge) -> None:
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    with pytest.raises(CannotDo, match="a bid of this team or studio already"):
        make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.members[0], at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_bid(bid_id=bid.id, actor=shop.members[0], at=NOON)
    withdraw_bid(bid_id=bid.id, actor=shop.leader, at=NOON)
    make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.members[0], at=NOON)
    with pytest.raises(NotNow, match="no longer taken"):
        make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=AFTER)


def test_a_secret_problem_is_bid_for_after_a_pledge(shop: StudioShop) -> None:
    challenge = post_challenge(
        new_challenge(shop, secrecy="PLEDGED"), actor=shop.world.b.hr, at=NOON
    )
    with pytest.raises(CannotDo, match="pledge of secrecy"):
        make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    sign_pledge(challenge_id=challenge.id, actor=shop.leader, at=NOON)
    assert make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"prize_fen": 100_000}, "release 1000.01 yuan in all, but the prize is 1000.00"),
        ({"bids_until": moment(TODAY + timedelta(days=9))}, "Bids are taken for 10 days at least"),
        ({"summary": " "}, "Give title, summary"),
        ({"judges": []}, "3 judges at least"),
        (
            {"milestones": [NewMilestone(title="一步", due_on=TODAY, amount_fen=100_001)]},
            "a day after the deadline for bids",
        ),
    ],
)
def test_what_cannot_be_posted(shop: StudioShop, changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(CannotDo, match=sentence):
        post_challenge(new_challenge(shop, **changes), actor=shop.world.b.hr, at=NOON)


def test_only_the_enterprise_posts(shop: StudioShop) -> None:
    with pytest.raises(NotAllowed):
        post_challenge(new_challenge(shop), actor=shop.hr, at=NOON)


def test_no_judge_stands_on_a_bidders_side(shop: StudioShop, challenge: Challenge) -> None:
    mine = make_worker(shop.world.a, "甲评委", unit=shop.world.a.other_team).person
    first, second, _third = judges_of(challenge)
    seats = {"challenge_id": challenge.id, "reason": "回避", "actor": shop.world.b.hr}
    replace_judge(out=second, new=mine, at=NOON, **seats)
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    open_bids(challenge_id=challenge.id, at=AFTER)
    with pytest.raises(CannotDo, match="enterprise bids here cannot judge"):
        score_bid(bid_id=bid.id, points=99, remark="好", actor=mine, at=AFTER)
    with pytest.raises(CannotDo, match="cannot judge"):
        award(bid_id=bid.id, reason="好", actor=first, at=AFTER)
    replace_judge(out=mine, new=second, at=AFTER, **seats)
    assert score_bid(bid_id=bid.id, points=80, remark="好", actor=second, at=AFTER)


def test_a_replaced_judges_scores_stay_on_record_and_count_no_more(
    shop: StudioShop, challenge: Challenge
) -> None:
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    open_bids(challenge_id=challenge.id, at=AFTER)
    chair, second, third = judges_of(challenge)
    for judge, points in ((chair, 0), (second, 80), (third, 90)):
        score_bid(bid_id=bid.id, points=points, remark="看过", actor=judge, at=AFTER)
    fresh = make_worker(shop.world.b, "新评委", unit=shop.world.b.workshop).person
    swap = {"challenge_id": challenge.id, "out": chair, "new": fresh, "at": AFTER}
    hr = shop.world.b.hr
    with pytest.raises(CannotDo, match="Say why"):
        replace_judge(reason=" ", actor=hr, **swap)
    with pytest.raises(NotAllowed):
        replace_judge(reason="回避", actor=second, **swap)

    replace_judge(reason="与竞标方有亲属关系", actor=hr, **swap)

    [line] = bids_seen_by(second, challenge, at=AFTER, judges_or_posts=True)
    assert (line.bid.points, line.bid.judged) == (170, 2)
    with pytest.raises(NotAllowed):
        score_bid(bid_id=bid.id, points=99, remark="改", actor=chair, at=AFTER)
    with pytest.raises(CannotDo, match="Every judge scores every bid"):
        award(bid_id=bid.id, reason="好", actor=fresh, at=AFTER)
    score_bid(bid_id=bid.id, points=70, remark="可行", actor=fresh, at=AFTER)
    award(bid_id=bid.id, reason="好", actor=fresh, at=AFTER)
    assert sorted(bid.scores.values_list("points", flat=True)) == [0, 70, 80, 90]
    with pytest.raises(NotNow):
        replace_judge(reason="再换", actor=hr, **{**swap, "out": fresh, "new": chair})


def test_the_best_mean_wins_once_everybody_has_scored(
    shop: StudioShop, challenge: Challenge
) -> None:
    bid = make_bid(challenge_id=challenge.id, new=new_bid(shop), actor=shop.leader, at=NOON)
    open_bids(challenge_id=challenge.id, at=AFTER)
    chair, second, third = judges_of(challenge)
    for judge in (chair, second):
        score_bid(bid_id=bid.id, points=50, remark="一般", actor=judge, at=AFTER)
    with pytest.raises(CannotDo, match="Every judge scores every bid"):
        award(bid_id=bid.id, reason="好", actor=chair, at=AFTER)
    score_bid(bid_id=bid.id, points=50, remark="一般", actor=third, at=AFTER)
    with pytest.raises(CannotDo, match="No bid reaches 60 points"):
        award(bid_id=bid.id, reason="好", actor=chair, at=AFTER)
    score_bid(bid_id=bid.id, points=80, remark="改判", actor=third, at=AFTER)
    with pytest.raises(NotAllowed, match="panel's chair"):
        award(bid_id=bid.id, reason="好", actor=second, at=AFTER)
    assert award(bid_id=bid.id, reason="好", actor=chair, at=AFTER).state == "AWARDED"


def test_milestones_release_the_prize_to_the_fen(shop: StudioShop, challenge: Challenge) -> None:
    awarded(shop, challenge)
    for step in challenge.milestones.order_by("position"):
        with pytest.raises(NotAllowed):
            claim_milestone(milestone_id=step.id, evidence="好了", actor=shop.worker, at=AFTER)
        claim_milestone(
            milestone_id=step.id, evidence="测试报告 3 号", actor=shop.members[0], at=AFTER
        )
        release_milestone(milestone_id=step.id, actor=shop.world.b.hr, at=AFTER)

    challenge.refresh_from_db()
    assert challenge.state == Challenge.State.SETTLED
    by_person = dict(
        ChallengeShare.objects.values_list("person_id").annotate(fen=Sum("amount_fen"))
    )
    # 30 000 and 70 001 fen by 3334 : 3333 : 3333, each split to the fen.
    assert by_person == {
        shop.leader.id: 10_002 + 23_339,
        shop.members[0].id: 9_999 + 23_331,
        shop.members[1].id: 9_999 + 23_331,
    }
    assert sum(by_person.values()) == 100_001
    earned = [f for f in facts_of(shop.leader.id) if f.kind == "innovation.challenge.earned"]
    assert [f.enterprise_id for f in earned] == [shop.world.a.enterprise.id] * 2


def test_a_milestone_is_sent_back_with_a_remark_and_may_be_appealed(
    shop: StudioShop, challenge: Challenge, office: Person
) -> None:
    awarded(shop, challenge)
    step = challenge.milestones.order_by("position").first()
    assert step is not None
    claim_milestone(milestone_id=step.id, evidence="报告", actor=shop.leader, at=AFTER)
    with pytest.raises(CannotDo, match="still missing"):
        send_back(milestone_id=step.id, remark="", actor=shop.world.b.hr, at=AFTER)
    send_back(milestone_id=step.id, remark="缺实测", actor=shop.world.b.hr, at=AFTER)
    appeal = appeal_milestone(
        milestone_id=step.id, reason="实测在附件", actor=shop.leader, at=AFTER
    )
    with pytest.raises(NotNow, match="An appeal about this challenge waits"):
        stop_challenge(challenge_id=challenge.id, reason="不做了", actor=shop.world.b.hr, at=AFTER)
    take_up_appeal(appeal_id=appeal.id, actor=office, at=AFTER)
    decide_appeal(appeal_id=appeal.id, actor=office, uphold=True, answer="实测齐全", at=AFTER)
    step.refresh_from_db()
    assert (step.state, step.decided_by_id) == ("RELEASED", office.id)


def test_what_was_not_released_returns_when_it_stops(
    shop: StudioShop, challenge: Challenge
) -> None:
    awarded(shop, challenge)
    first = challenge.milestones.order_by("position").first()
    assert first is not None
    claim_milestone(milestone_id=first.id, evidence="报告", actor=shop.leader, at=AFTER)
    with pytest.raises(NotNow, match="waits for acceptance"):
        stop_challenge(challenge_id=challenge.id, reason="停", actor=shop.world.b.hr, at=AFTER)
    release_milestone(milestone_id=first.id, actor=shop.world.b.hr, at=AFTER)
    stop_challenge(challenge_id=challenge.id, reason="停产", actor=shop.world.b.hr, at=AFTER)

    amounts = dict(
        live().filter(kind__startswith="innovation.challenge.").exclude(
            kind="innovation.challenge.earned"
        ).values_list("kind", "amount_fen")
    )  # fmt: skip
    assert amounts["innovation.challenge.released"] == 30_000
    assert amounts["innovation.challenge.returned"] == 70_001
    assert amounts["innovation.challenge.posted"] == 100_001


def test_an_upheld_appeal_undoes_the_award(
    shop: StudioShop, challenge: Challenge, office: Person
) -> None:
    bid = awarded(shop, challenge)
    loser = challenge.bids.get(state="LOST")
    appeal = appeal_award(bid_id=loser.id, reason="评分有误", actor=loser.by, at=AFTER)
    step = challenge.milestones.order_by("position").first()
    assert step is not None
    claim_milestone(milestone_id=step.id, evidence="报告", actor=shop.leader, at=AFTER)
    with pytest.raises(NotNow, match="An appeal about this challenge waits"):
        release_milestone(milestone_id=step.id, actor=shop.world.b.hr, at=AFTER)
    take_up_appeal(appeal_id=appeal.id, actor=office, at=AFTER)
    decide_appeal(appeal_id=appeal.id, actor=office, uphold=True, answer="重评", at=AFTER)

    challenge.refresh_from_db()
    bid.refresh_from_db()
    assert (challenge.state, bid.state) == ("POSTED", "OPENED")
    assert not live().filter(kind="innovation.challenge.awarded").exists()
    again = award(bid_id=bid.id, reason="重评后仍第一", actor=judges_of(challenge)[0], at=AFTER)
    assert again.state == "AWARDED"
    assert live().filter(kind="innovation.challenge.awarded").count() == 1
