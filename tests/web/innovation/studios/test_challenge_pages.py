"""The challenge board, bids under seal, and milestones, on their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.innovation.models import Bid, Challenge
from gongjiang.innovation.services.bids import make_bid
from gongjiang.innovation.services.challenges import post_challenge
from gongjiang.people.models import Person
from studio_shop import StudioShop, judges_of, name_it, new_bid, new_challenge
from web.governance.asking import MOST_QUERIES, reader, send
from world import NOON, TODAY, make_worker


def url_of(challenge: Challenge, end: str = "") -> str:
    return f"/challenges/{challenge.public_id}{end}"


def page(person: Person, path: str) -> str:
    answer = reader(person).get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.fixture
def challenge(shop: StudioShop) -> Challenge:
    name_it(shop)
    return post_challenge(new_challenge(shop, secrecy="PLEDGED"), actor=shop.world.b.hr, at=NOON)


def test_a_challenge_is_posted_bid_for_awarded_and_paid(
    shop: StudioShop, settings: pytest.FixtureRequest
) -> None:
    name_it(shop)
    b = shop.world.b
    for name in ("评甲", "评乙", "评丙"):
        make_worker(b, name, unit=b.workshop)
    answer = send(
        reader(b.hr),
        "/challenges/post",
        title="主轴温升",
        summary="温升超限",
        problem="连续加工温升 18 度",
        solved_when="不超过 8 度",
        secrecy="OPEN",
        prize="1000.01",
        bids_until=(TODAY + timedelta(days=15)).isoformat(),
        milestones="方案;2023-01-31;300\n验收；2023-03-31；700.01",
        judges="评甲\n评乙\n评丙",
    )
    assert answer.status_code == 302, answer.content.decode()
    challenge = Challenge.objects.get()
    assert challenge.prize_fen == 100_001

    bid_page = page(shop.leader, url_of(challenge, "/bid"))
    assert "Seal the bid" in bid_page
    answer = send(
        reader(shop.leader),
        url_of(challenge, "/bid"),
        side=f"studio-{shop.studio.public_id}",
        plan="改油冷为气幕",
        shown_as="甲字一号",
        shares=f"周劳模 60\n{shop.members[0].name} 40%",
    )
    assert answer.status_code == 302, answer.content.decode()
    bid = Bid.objects.get()
    for person in (b.hr, judges_of(challenge)[0], shop.worker):
        text = page(person, url_of(challenge))
        assert "气幕" not in text
        assert bid.digest not in text
        assert "甲字一号" not in text
    assert bid.digest in page(shop.leader, url_of(challenge))

    settings.TODAY = TODAY + timedelta(days=16)  # type: ignore[attr-defined]
    assert send(reader(b.hr), url_of(challenge, "/open")).status_code == 302
    text = page(b.hr, url_of(challenge))
    assert "气幕" in text
    assert shop.leader.name not in text
    assert "甲硅业" not in text
    for judge in judges_of(challenge):
        answer = send(
            reader(judge),
            url_of(challenge, "/score"),
            bid=bid.public_id,
            points=88,
            remark="可行",
        )
        assert answer.status_code == 302, answer.content.decode()
    chair = judges_of(challenge)[0]
    answer = send(reader(chair), url_of(challenge, "/award"), bid=bid.public_id, reason="分高")
    assert answer.status_code == 302, answer.content.decode()
    assert "甲硅业" in page(b.hr, url_of(challenge))

    step = challenge.milestones.order_by("position").first()
    assert step is not None
    sent = {"milestone": step.public_id}
    answer = send(reader(shop.leader), url_of(challenge, "/claim"), **sent, evidence="方案评审通过")
    assert answer.status_code == 302, answer.content.decode()
    assert send(reader(b.hr), url_of(challenge, "/release"), **sent).status_code == 302
    assert "300.00 / 1,000.01" in page(shop.leader, url_of(challenge))


def test_a_secret_problem_is_read_after_the_pledge(shop: StudioShop, challenge: Challenge) -> None:
    assert "废品率" not in page(shop.leader, url_of(challenge))
    assert reader(shop.leader).get(url_of(challenge, "/bid")).status_code == 302
    assert send(reader(shop.leader), url_of(challenge, "/pledge")).status_code == 302
    assert "废品率" in page(shop.leader, url_of(challenge))
    assert "废品率" not in page(shop.worker, url_of(challenge))


def test_lines_that_cannot_be_read_are_quoted(shop: StudioShop, challenge: Challenge) -> None:
    send(reader(shop.leader), url_of(challenge, "/pledge"))
    for shares, sentence in (
        ("周劳模", "This line has no name and share: “周劳模”."),
        ("无此人 100", "“无此人” is not exactly one person of this enterprise."),
        ("周劳模 90", "sum to 100 %"),
    ):
        answer = send(
            reader(shop.leader),
            url_of(challenge, "/bid"),
            side=f"studio-{shop.studio.public_id}",
            plan="方案",
            shown_as="甲",
            shares=shares,
        )
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


def test_the_pages_cost_so_many_queries_and_no_more(shop: StudioShop, challenge: Challenge) -> None:
    make_bid(
        challenge_id=post_challenge(new_challenge(shop), actor=shop.world.b.hr, at=NOON).id,
        new=new_bid(shop),
        actor=shop.leader,
        at=NOON,
    )
    for person in (shop.leader, shop.world.b.hr, judges_of(challenge)[0]):
        for path in ("/challenges", url_of(challenge), url_of(Challenge.objects.latest("id"))):
            client = reader(person)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            assert len(queries) <= MOST_QUERIES, [q["sql"][:90] for q in queries]


def test_what_is_not_offered_is_refused(shop: StudioShop, challenge: Challenge) -> None:
    assert send(reader(shop.worker), url_of(challenge, "/stop"), reason="停").status_code == 403
    assert send(reader(shop.worker), url_of(challenge, "/nothing")).status_code == 404
    assert reader(shop.worker).get("/challenges/post").status_code == 403


def test_a_judges_seat_is_taken_over_on_the_page(shop: StudioShop, challenge: Challenge) -> None:
    chair, *_others = judges_of(challenge)
    b = shop.world.b
    make_worker(b, "新评委", unit=b.workshop)
    seat = challenge.judges.get(person=chair)
    given = {"judge": seat.id, "name": "新评委", "reason": "回避"}
    assert "Somebody else takes the seat" in page(b.hr, url_of(challenge))
    assert send(reader(chair), url_of(challenge, "/replace-judge"), **given).status_code == 403

    answer = send(reader(b.hr), url_of(challenge, "/replace-judge"), **given)

    assert answer.status_code == 302, answer.content.decode()
    assert challenge.judges.sitting().get(chairs=True).person.name == "新评委"
    assert "回避" in page(b.hr, url_of(challenge))
