"""Proposals over the API: from an idea to its decision, and without a name."""

from __future__ import annotations

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from access.readers import client_of
from gongjiang.governance.models import RuleSet
from gongjiang.innovation.models import DroppedIdea, Proposal
from gongjiang.innovation.services.anonymous import number_dropped
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Submission
from proposing import WORDS, Floor, decided, make_floor, noon, screened, submitted, working_day
from world import TODAY, World

BASE = "/api/v1/proposals"
IDEA = {
    "kind": WORDS.kind,
    "title": WORDS.title,
    "problem": WORDS.problem,
    "cause": WORDS.cause,
    "method": WORDS.method,
    "expected": WORDS.expected,
}


@pytest.fixture
def floor(world: World, defaults: list[RuleSet], settings: Any) -> Floor:
    settings.TODAY = TODAY
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(world)


def post(client: Client, url: str, key: str = "", **body: Any) -> HttpResponse:
    return client.post(
        url,
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def test_from_an_idea_to_its_acceptance(floor: Floor):
    author, leader, hr, chair = map(client_of, (floor.author, floor.leader, floor.hr, floor.chair))
    key = str(uuid4())
    shares = [
        {"person": str(floor.author.public_id), "share_bp": 6_000},
        {"person": str(floor.friend.public_id), "share_bp": 4_000},
    ]
    first, again = (post(author, BASE, key, **IDEA, authors=shares) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert Proposal.objects.count() == 1
    url = f"{BASE}/{first.json()['proposal']}"

    assert post(author, f"{url}/screen", outcome="OK").status_code == 403
    assert post(leader, f"{url}/screen", outcome="OK").json()["state"] == "PRELIM_OK"
    panel = [str(person.public_id) for person in (floor.chair, floor.second, floor.third)]
    wanted = {"proposals": [first.json()["proposal"]], "reviewers": panel, "chair": panel[0]}
    assert post(hr, f"{BASE}/assign", **wanted).json() == {"assigned": 1}
    marks = {"progress": 7, "feasibility": 8, "benefit": 6}
    for reviewer in (floor.chair, floor.second, floor.third):
        assert post(client_of(reviewer), f"{url}/score", **marks).status_code == 200
    assert post(chair, f"{url}/decide", outcome="ADOPTED").status_code == 409
    assert post(chair, f"{url}/decide", outcome="ADOPTED", reason="可行").json() == {
        "proposal": first.json()["proposal"],
        "number": "2022-000001",
        "state": "ADOPTED",
        "due_on": working_day(10).isoformat(),
    }
    begun = post(
        chair,
        f"{url}/start",
        owner=str(floor.friend.public_id),
        plan="先试",
        planned_on=TODAY.isoformat(),
    )
    assert begun.json()["state"] == "IMPLEMENTING"
    friend = client_of(floor.friend)
    assert post(friend, f"{url}/implemented", result="装好了").json()["state"] == "IMPLEMENTED"
    second = client_of(floor.second)
    assert post(second, f"{url}/accept", accepted=True, evidence="前后").status_code == 200

    shown = author.get(url).json()
    assert [step["to_state"] for step in shown["steps"]][-1] == "ACCEPTED"
    assert [author["share_bp"] for author in shown["authors"]] == [6_000, 4_000]


def test_lists_and_queues_are_the_readers_own(floor: Floor):
    waits, panel_waits = submitted(floor), screened(floor)
    leader, author = client_of(floor.leader), client_of(floor.author)
    stranger = client_of(floor.world.b.hr)

    desk = leader.get(f"{BASE}/queue").json()
    assert [item["public_id"] for item in desk["items"]] == [str(waits.public_id)]
    page = author.get(f"{BASE}/mine", {"page_size": 1}).json()
    assert [item["public_id"] for item in page["items"]] == [str(panel_waits.public_id)]
    rest = author.get(f"{BASE}/mine", {"page_size": 1, "after": page["next"]}).json()
    assert ([item["public_id"] for item in rest["items"]], rest["next"]) == (
        [str(waits.public_id)],
        None,
    )
    assert stranger.get(BASE).json() == {"items": [], "next": None}
    assert stranger.get(f"{BASE}/{waits.public_id}").status_code == 404
    for which in ("review", "decide", "carry_out", "late"):
        assert author.get(f"{BASE}/queue", {"which": which}).json()["items"] == []


def test_waiting_times_are_everybodys_and_numbers_those_of_ones_enterprise(floor: Floor):
    decided(floor)
    elsewhere = client_of(floor.world.b.hr)

    said = elsewhere.get(f"{BASE}/waiting-times")
    assert said.status_code == 200, said.json()
    [group] = said.json()
    assert (group["unit"]["name"], group["count"], group["median_days"]) == ("甲硅业", 1, None)
    [cohort] = client_of(floor.author).get(f"{BASE}/numbers").json()["cohorts"]
    assert (cohort["submitted"], cohort["adopted"]) == (1, 1)
    assert elsewhere.get(f"{BASE}/numbers").json() == {"cohorts": [], "periods": []}


def test_notes_are_read_by_those_they_are_for(floor: Floor):
    url = f"{BASE}/{submitted(floor).public_id}"
    leader, author = client_of(floor.leader), client_of(floor.author)
    private = post(leader, f"{url}/notes", text="先看一号炉")
    assert post(author, f"{url}/notes", text="?", private=True).status_code == 403
    post(leader, f"{url}/notes", text="尺寸?", private=False)

    [heard] = author.get(url).json()["notes"]
    assert (heard["text"], heard["private"]) == ("尺寸?", False)
    answer = post(author, f"{url}/notes", text="两米", replies_to=heard["public_id"])
    assert answer.status_code == 200
    assert [note["text"] for note in leader.get(url).json()["notes"]] == [
        "先看一号炉",
        "尺寸?",
        "两米",
    ]
    secret = post(author, f"{url}/notes", text="?", replies_to=private.json()["note"])
    assert secret.status_code == 403


def test_without_a_name_no_key_is_kept_and_no_account_is_logged(
    floor: Floor, caplog: pytest.LogCaptureFixture
):
    author, key = client_of(floor.author), str(uuid4())
    with caplog.at_level(logging.INFO, "gongjiang.web.health.middleware"):
        first, again = (post(author, f"{BASE}/unnamed", key, **IDEA) for _ in range(2))
    assert first.json() == again.json()
    lines = [record.fields for record in caplog.records if hasattr(record, "fields")]
    assert [line["route"] for line in lines] == ["api:drop_idea"] * 2
    assert [line for line in lines if "account" in line] == []
    assert (Submission.objects.count(), DroppedIdea.objects.count()) == (0, 1)

    code = first.json()["code"]
    waiting = post(author, f"{BASE}/unnamed/found", code=code).json()
    assert (waiting["title"], waiting["state"]) == (WORDS.title, None)
    number_dropped(before=noon(working_day(1)).date())
    found = post(author, f"{BASE}/unnamed/found", code=code).json()
    assert (found["number"], found["state"]) == ("2022-000001", "SUBMITTED")
    assert post(author, f"{BASE}/unnamed/found", code="AAAA").status_code == 409
    officer = client_of(floor.world.leader)
    assert post(officer, f"{BASE}/unnamed", **IDEA).status_code == 409
