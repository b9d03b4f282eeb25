"""Ideas from elsewhere on a leader's phone; copies verified; an idea and its tree."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.innovation.models import ProposalLink, SpreadOffer
from gongjiang.innovation.services.spread import offer_idea
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from studio_shop import StudioShop, accepted_idea
from web.governance.asking import MOST_QUERIES, reader, send
from world import NOON, OPENING, make_worker


def page(person: Person, path: str) -> str:
    answer = reader(person).get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.fixture
def team_leader(shop: StudioShop) -> Person:
    b = shop.world.b
    person = make_worker(b, "乙班长", on=OPENING).person
    appoint(person=person, role=Role.TEAM_LEADER, unit=b.team, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def offer(shop: StudioShop, team_leader: Person) -> SpreadOffer:
    idea = accepted_idea(shop, shop.leader, shop.members[0], method="加装氟橡胶密封圈")
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    return SpreadOffer.objects.get(unit=shop.world.b.team)


def answer_url(offer: SpreadOffer) -> str:
    return f"/spread/offers/{offer.public_id}/answer"


def test_one_tap_takes_an_idea_over(
    shop: StudioShop, offer: SpreadOffer, team_leader: Person
) -> None:
    text = page(team_leader, "/spread/answer")
    assert "加装氟橡胶密封圈" in text
    assert shop.leader.name not in text  # whose idea it was stays in its enterprise
    answer = send(reader(team_leader), answer_url(offer), answer="ACCEPTED")
    assert answer.status_code == 302, answer.content.decode()
    offer.refresh_from_db()
    assert offer.state == "ACCEPTED"
    assert "No idea waits" in page(team_leader, "/spread/answer")


def test_no_fit_without_a_reason(offer: SpreadOffer, team_leader: Person) -> None:
    answer = send(reader(team_leader), answer_url(offer), answer="NOT_APPLICABLE")
    assert answer.status_code == 422
    assert "why it does not fit" in answer.content.decode()


def test_a_copy_is_verified_on_the_ideas_page(
    shop: StudioShop, offer: SpreadOffer, team_leader: Person
) -> None:
    send(reader(team_leader), answer_url(offer), answer="ACCEPTED")
    idea = f"/spread/ideas/{offer.proposal.public_id}"
    assert "Verify this copy" in page(shop.reviewer, idea)
    assert "Verify this copy" not in page(shop.leader, idea)
    answer = send(
        reader(shop.reviewer), f"/spread/offers/{offer.public_id}/verify", note="两台炉在用"
    )
    assert answer.status_code == 302, answer.content.decode()
    offer.refresh_from_db()
    assert offer.state == "VERIFIED"


def test_an_idea_is_offered_from_its_page(shop: StudioShop, team_leader: Person) -> None:
    idea = accepted_idea(shop, shop.leader)
    path = f"/spread/ideas/{idea.public_id}"
    assert reader(shop.worker).get(path).status_code == 404
    assert "Other enterprises too" not in page(shop.hr, path)
    assert send(reader(shop.hr), path + "/offer").status_code == 302
    assert "Other enterprises too" in page(shop.zone_union, path)
    assert send(reader(shop.zone_union), path + "/offer", beyond="on").status_code == 302
    again = send(reader(shop.zone_union), path + "/offer", beyond="on")
    assert "Every team with this process" in again.content.decode()
    assert idea.spread_offers.count() == 2


def test_what_builds_on_an_idea_stands_on_its_page(shop: StudioShop) -> None:
    first = accepted_idea(shop, shop.leader, title="第一代密封")
    second = accepted_idea(shop, shop.members[0], title="第二代密封")
    third = accepted_idea(shop, shop.members[1], title="第三代密封")
    for later, earlier in ((second, first), (third, second)):
        ProposalLink.objects.create(
            later=later, earlier=earlier, kind="BUILDS_ON", made_by=shop.leader, made_at=NOON
        )
    text = page(shop.hr, f"/spread/ideas/{first.public_id}")
    assert "builds on this, 1 step on" in text
    assert "builds on this, 2 steps on" in text
    text = page(shop.hr, f"/spread/ideas/{third.public_id}")
    assert "this builds on it, 2 steps back" in text


def test_a_secret_idea_is_not_the_zone_unions(shop: StudioShop) -> None:
    idea = accepted_idea(shop, shop.leader, confidential=True)
    assert reader(shop.zone_union).get(f"/spread/ideas/{idea.public_id}").status_code == 404


def test_the_pages_cost_so_many_queries_and_no_more(
    shop: StudioShop, offer: SpreadOffer, team_leader: Person
) -> None:
    idea = f"/spread/ideas/{offer.proposal.public_id}"
    for person in (team_leader, shop.zone_union, shop.hr):
        for path in ("/spread", "/spread/answer", idea):
            client = reader(person)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            assert len(queries) <= MOST_QUERIES, [q["sql"][:90] for q in queries]
