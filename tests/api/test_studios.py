"""Studios, challenges and offered ideas over the API, by the same rules as the pages."""

from __future__ import annotations

from uuid import uuid4

import pytest

from access.readers import client_of
from gongjiang.governance.models import RuleSet
from gongjiang.innovation.models import SpreadOffer
from gongjiang.innovation.services.challenges import post_challenge
from gongjiang.innovation.services.defaults_studios import install_studio_rules
from gongjiang.innovation.services.spread import offer_idea
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from studio_shop import StudioShop, accepted_idea, make_shop, name_it, new_challenge
from world import NOON, OPENING, TODAY, World, make_worker

V1 = "/api/v1"


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def shop(world: World, defaults: list[RuleSet]) -> StudioShop:
    install_studio_rules(actor=SYSTEM, on=TODAY)
    return make_shop(world)


def sent(key: str = "") -> dict[str, str]:
    return {"HTTP_IDEMPOTENCY_KEY": key or str(uuid4())}


def test_topics_are_for_those_who_see_the_room(shop: StudioShop) -> None:
    name_it(shop)
    path = f"{V1}/studios/{shop.studio.public_id}"
    assert len(client_of(shop.leader).get(path).json()["topics"]) == 1
    assert client_of(shop.worker).get(path).json()["topics"] == []
    assert client_of(shop.worker).get(f"{V1}/studios").json()["count"] == 1


def test_minutes_sent_twice_are_written_once(shop: StudioShop) -> None:
    path = f"{V1}/studios/{shop.studio.public_id}/minutes"
    body = {"kind": "MEETING", "held_on": TODAY.isoformat(), "present": 4, "text": "例会"}
    key = str(uuid4())
    client = client_of(shop.leader)
    answers = [
        client.post(path, body, content_type="application/json", **sent(key)).json()
        for _again in range(2)
    ]
    assert answers[0] == answers[1]
    assert shop.studio.minutes.count() == 1


def test_a_secret_problem_is_not_told(shop: StudioShop) -> None:
    challenge = post_challenge(
        new_challenge(shop, secrecy="PLEDGED"), actor=shop.world.b.hr, at=NOON
    )
    path = f"{V1}/challenges/{challenge.public_id}"
    assert client_of(shop.worker).get(path).json()["problem"] == ""
    assert "废品率" in client_of(shop.world.b.hr).get(path).json()["problem"]


def test_a_leader_answers_an_offered_idea(shop: StudioShop) -> None:
    b = shop.world.b
    leader = make_worker(b, "乙班长", on=OPENING).person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=b.team, actor=SYSTEM, on=OPENING)
    idea = accepted_idea(shop, shop.leader)
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    client = client_of(leader)
    [waiting] = client.get(f"{V1}/spread/waiting").json()
    answer = client.post(
        f"{V1}/spread/{waiting['public_id']}/answer",
        {"answer": "ACCEPTED"},
        content_type="application/json",
        **sent(),
    )
    assert answer.json()["state"] == "ACCEPTED"
    assert SpreadOffer.objects.get(unit=b.team).answered_by_id == leader.id
    assert client.get(f"{V1}/spread/waiting").json() == []
