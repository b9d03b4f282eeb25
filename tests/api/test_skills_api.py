"""What people can do, over the API."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from gongjiang.governance.models import RuleSet
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from gongjiang.skills.services.defaults import install_skill_rules
from gongjiang.skills.services.posts import require_certificate
from signing import sign_in
from skills.deeds import certified, licensed
from world import TODAY, World, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world: World, defaults: list[RuleSet], settings: pytest.MonkeyPatch) -> Person:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    install_skill_rules(actor=SYSTEM, on=TODAY)
    return make_worker(world.a).person


def asked(client: Client, url: str) -> dict:
    answer = client.get(f"/api/v1/skills/people/{url}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_what_somebody_holds_and_what_the_next_rank_asks(world: World, worker: Person):
    certified(worker, 2, date(2021, 1, 1), by=world.a.hr)
    client = sign_in(worker)

    held = asked(client, str(worker.public_id))
    found = asked(client, f"{worker.public_id}/eligibility")

    assert (held["rank"], held["certificates"][0]["occupation"]) == (2, "6-31-01-03")
    assert (found["target"], found["eligible"], len(found["ways"])) == (3, False, 2)
    assert found["ways"][0]["conditions"][0]["evidence"][0].startswith("certificate:")


def test_may_this_person_do_this_now(world: World, worker: Person):
    requirement = require_certificate(
        unit=world.a.team, post="电工", kind_code="LOW_VOLTAGE", actor=world.a.hr, on=TODAY
    )
    url = f"{worker.public_id}/authorisation/{requirement.public_id}"
    assert asked(sign_in(world.a.hr), url)["allowed"] is False
    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    answer = asked(sign_in(world.a.hr), url)
    assert answer["allowed"] is True
    assert answer["signed"].startswith("GJP1.")
    assert sign_in(world.b.hr).get(f"/api/v1/skills/people/{url}").status_code == 404


def test_a_certificate_is_recorded_once(world: World, worker: Person):
    client, headers = sign_in(world.a.hr), {"Idempotency-Key": str(uuid4())}
    sent = {
        "occupation": "6-31-01-03",
        "rank": 3,
        "number": "S1",
        "issuer_kind": "SOCIAL",
        "issuer": "某机构",
        "issued_on": "2022-01-01",
    }
    answers = [
        client.post(
            f"/api/v1/skills/people/{worker.public_id}/certificates",
            json.dumps(sent),
            content_type="application/json",
            headers=headers,
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
