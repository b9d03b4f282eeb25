"""A proposal on its pages: from the first look to the reward, each step where it is met."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from access.readers import client_of
from gongjiang.innovation.models import Proposal, State
from gongjiang.people.models import Person
from proposing import Floor, decided, reviewing, screened, submitted
from web.innovation.proposals.test_capture import a_photo, written
from world import TODAY

MOST_QUERIES = 15


def url_of(proposal: Proposal, end: str = "") -> str:
    return f"/proposals/{proposal.public_id}{end}"


def send(person: Person, proposal: Proposal, deed: str, **data: Any) -> Any:
    form = {"idempotency_key": str(uuid4()), **data}
    return client_of(person).post(url_of(proposal, f"/{deed}"), form)


def page_of(person: Person, proposal: Proposal) -> str:
    answer = client_of(person).get(url_of(proposal))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def state_of(proposal: Proposal) -> str:
    return Proposal.objects.get(id=proposal.id).state


def test_a_leader_hands_it_on_and_the_author_reads_so(floor: Floor):
    proposal = submitted(floor)
    assert "A reply is due by" in page_of(floor.author, proposal)

    answer = send(floor.leader, proposal, "pass-on", remark="做得好")

    assert answer.status_code == 302
    assert state_of(proposal) == State.PRELIM_OK
    assert "做得好" in page_of(floor.author, proposal)


def test_sent_back_with_a_reason_mended_and_sent_again(floor: Floor, media: Path):
    proposal = submitted(floor)
    silent = send(floor.leader, proposal, "send-back", ground="INCOMPLETE", reason="")
    send(floor.leader, proposal, "send-back", ground="INCOMPLETE", reason="请写明尺寸")
    author = client_of(floor.author)

    form = author.get(url_of(proposal, "/mend")).content.decode()
    author.post(
        url_of(proposal, "/mend"), written(method="二百毫米宽的导流罩一个", photos=[a_photo()])
    )

    assert silent.status_code == 422
    assert "请写明尺寸" in form
    assert state_of(proposal) == State.SUBMITTED
    page = page_of(floor.author, proposal)
    assert "二百毫米宽" in page
    assert "/attachments/" in page


def test_turned_down_with_a_reason_appealed_against(floor: Floor):
    proposal = submitted(floor)
    send(floor.leader, proposal, "turn-down", ground="KNOWN", reason="上月已在做")
    page = page_of(floor.author, proposal)

    answer = send(floor.author, proposal, "appeal", reason="做的是另一台炉子")

    assert "上月已在做" in page
    assert "you can appeal until" in page
    assert answer.status_code == 302
    assert proposal.steps.last().ground == "KNOWN"


def test_an_author_takes_it_back_and_nobody_else(floor: Floor):
    proposal = submitted(floor, floor.author, floor.friend)

    refused = send(floor.friend, proposal, "withdraw", reason="")
    send(floor.author, proposal, "withdraw", reason="")

    assert refused.status_code == 403
    assert state_of(proposal) == State.WITHDRAWN


def test_given_to_a_panel_many_at_once(floor: Floor):
    two = [screened(floor, floor.author), screened(floor, floor.friend)]
    people = [str(one.public_id) for one in (floor.chair, floor.second, floor.third)]
    client = client_of(floor.hr)
    page = client.get("/proposals/assign").content.decode()

    answer = client.post(
        "/proposals/assign",
        {
            "idempotency_key": str(uuid4()),
            "proposals": [str(one.public_id) for one in two],
            "reviewers": people,
            "chair": people[0],
        },
    )

    assert all(one.number in page for one in two)
    assert answer.status_code == 302, answer.content.decode()
    assert {state_of(one) for one in two} == {State.REVIEWING}


def marks_of(client: Client, proposal: Proposal, *marks: int, **more: str) -> Any:
    names = ("progress", "feasibility", "benefit")
    form = {"idempotency_key": str(uuid4()), **dict(zip(names, marks, strict=True)), **more}
    return client.post(url_of(proposal, "/score"), form)


def test_marked_one_after_the_other_from_the_queue(floor: Floor):
    first, second = reviewing(floor, floor.author), reviewing(floor, floor.friend)
    client = client_of(floor.second)

    answer = marks_of(client, first, 8, 9, 7, comment="好", note="只给评委看")
    page = client.get(answer.url).content.decode()

    assert str(second.public_id) in answer.url
    assert "1 idea waits" in page
    assert first.reviews.get(reviewer=floor.second).score == 24
    assert "只给评委看" in page_of(floor.chair, first)
    assert "只给评委看" not in page_of(floor.author, first)


def test_a_mark_that_is_missing_is_asked_for(floor: Floor):
    proposal = reviewing(floor)

    answer = client_of(floor.second).post(
        url_of(proposal, "/score"), {"idempotency_key": str(uuid4()), "progress": 5}
    )

    assert answer.status_code == 422
    assert 'value="5" id="progress-5" checked' in answer.content.decode()


def test_nobody_reads_the_others_marks_before_giving_their_own(floor: Floor):
    proposal = reviewing(floor)
    marks_of(client_of(floor.second), proposal, 3, 3, 3, comment="看不出好处")

    assert "看不出好处" not in page_of(floor.third, proposal)
    marks_of(client_of(floor.third), proposal, 8, 8, 8)
    assert "看不出好处" in page_of(floor.third, proposal)


def test_the_chair_decides_and_the_author_reads_why(floor: Floor):
    proposal = reviewing(floor)
    for person in (floor.chair, floor.second, floor.third):
        marks_of(client_of(person), proposal, 8, 8, 8)

    refused = send(floor.second, proposal, "decide", outcome="ADOPTED", reason="好")
    send(floor.chair, proposal, "decide", outcome="ADOPTED", reason="简单有效")

    assert refused.status_code == 403
    assert state_of(proposal) == State.ADOPTED
    assert "简单有效" in page_of(floor.author, proposal)


def test_out_of_power_it_goes_up_a_level(floor: Floor):
    proposal = reviewing(floor)

    send(floor.chair, proposal, "pass-up", reason="要买设备")

    assert state_of(proposal) == State.PRELIM_OK
    assert "要买设备" in page_of(floor.author, proposal)


def test_carried_out_seen_and_accepted_with_photos(floor: Floor, media: Path):
    proposal = decided(floor)
    office = client_of(floor.hr)
    found = office.post(
        url_of(proposal, "/start"),
        {"step": "find", "owner_find": "何助", "idempotency_key": str(uuid4())},
    )
    owner = str(floor.friend.public_id)
    assert owner in found.content.decode()

    send(floor.hr, proposal, "start", owner=owner, plan="先做一个", planned_on=TODAY, pilot="on")
    send(floor.friend, proposal, "done", result="三号炉已装", photos=[a_photo("after.jpg")])
    own = send(floor.friend, proposal, "accept", evidence="看过")
    send(floor.hr, proposal, "accept", evidence="两次减到零次", photos=[a_photo("seen.jpg")])

    assert own.status_code == 403
    assert state_of(proposal) == State.ACCEPTED
    page = page_of(floor.author, proposal)
    assert "两次减到零次" in page
    assert len(re.findall("how it is now", page)) >= 2


def test_one_page_of_a3_holds_it_all(floor: Floor, media: Path):
    author = client_of(floor.author)
    sent = author.post("/propose", written(photos=[a_photo()]))

    answer = author.get(f"{sent.url}/one-page")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="2022-000001.pdf"'


def test_others_of_the_enterprise_do_not_see_what_was_turned_down(floor: Floor):
    proposal = submitted(floor)
    send(floor.leader, proposal, "turn-down", ground="KNOWN", reason="上月已在做")

    assert client_of(floor.friend).get(url_of(proposal)).status_code == 404
    assert client_of(floor.world.b.hr).get(url_of(proposal)).status_code == 404


@pytest.mark.parametrize("who", ["author", "leader", "hr", "friend", "second"])
def test_the_page_asks_a_fixed_number_of_questions(
    floor: Floor, who: str, django_assert_max_num_queries: Any
):
    proposal = reviewing(floor)
    client = client_of(getattr(floor, who))
    client.get(url_of(proposal))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(url_of(proposal)).status_code == 200


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("/propose", "author"),
        ("/proposals", "author"),
        ("/proposals/desk", "hr"),
        ("/proposals/assign", "hr"),
        ("/proposals/review", "second"),
        ("/proposals/waiting", "author"),
        ("/proposals/months?month=2022-11", "hr"),
        ("/proposals/posts", "leader"),
    ],
)
def test_each_list_asks_a_fixed_number_of_questions(
    floor: Floor, address: str, who: str, django_assert_max_num_queries: Any
):
    for _ in range(2):
        screened(floor)
        reviewing(floor)
    client = client_of(getattr(floor, who))
    client.get(address)

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(address)

    assert answer.status_code == 200
    assert b"<main" in answer.content


def test_a_team_s_codes_are_a_pdf(floor: Floor):
    team, other = floor.site.team, floor.site.other_team

    answer = client_of(floor.leader).get(f"/proposals/posts/{team.public_id}")

    assert BytesIO(answer.content).read(4) == b"%PDF"
    assert client_of(floor.leader).get(f"/proposals/posts/{other.public_id}").status_code == 404
