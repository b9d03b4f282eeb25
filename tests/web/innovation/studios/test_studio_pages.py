"""A studio on its pages: declared, judged, worked in, reviewed; and what came of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.governance.models import Attachment
from gongjiang.innovation.models import Studio, StudioMinutes, StudioReview
from gongjiang.innovation.services.studio_books import add_equipment
from gongjiang.innovation.services.work_rooms import add_made_result, add_topic, end_topic
from gongjiang.people.models import Person
from mentoring.test_records import PNG
from studio_shop import EVIDENCE, StudioShop, accepted_idea, name_it
from web.governance.asking import MOST_QUERIES, reader, send
from world import TODAY

PARTS = ("naming", "work", "people", "book", "results", "year")


def url_of(studio: Studio, end: str = "") -> str:
    return f"/studios/{studio.public_id}{end}"


def page(person: Person, path: str) -> str:
    answer = reader(person).get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def judged(**more: str) -> dict[str, str]:
    return {name: "yes" for name in EVIDENCE if name != "TITLE"} | more


def test_a_studio_is_declared_judged_and_named_on_its_page(
    shop: StudioShop, settings: pytest.FixtureRequest
) -> None:
    studio = shop.studio
    evidence = {name: text for name, text in EVIDENCE.items() if name != "TITLE"}
    assert "Declare it for the next level" in page(shop.leader, url_of(studio))
    answer = send(reader(shop.leader), url_of(studio, "/declare"), **evidence)
    assert answer.status_code == 302, answer.content.decode()

    assert "Desk check" in page(shop.chair, url_of(studio))
    for deed in ("/check", "/inspect"):
        answer = send(reader(shop.chair), url_of(studio, deed), **judged())
        assert answer.status_code == 302, answer.content.decode()
    assert send(reader(shop.chair), url_of(studio, "/publish")).status_code == 302
    early = send(reader(shop.chair), url_of(studio, "/name"))
    assert early.status_code == 422
    assert "It runs to" in early.content.decode()

    settings.TODAY = TODAY + timedelta(days=14)  # type: ignore[attr-defined]
    assert send(reader(shop.chair), url_of(studio, "/name")).status_code == 302
    studio.refresh_from_db()
    assert (studio.state, studio.level) == ("NAMED", "ENTERPRISE")


@pytest.mark.usefixtures("media")
def test_a_file_stands_behind_a_criterion(shop: StudioShop) -> None:
    evidence = {name: text for name, text in EVIDENCE.items() if name != "TITLE"}
    send(reader(shop.leader), url_of(shop.studio, "/declare"), **evidence)
    photo = SimpleUploadedFile("场地.png", PNG, content_type="image/png")
    answer = send(
        reader(shop.leader), url_of(shop.studio, "/evidence"), criterion="PLACE", file=photo
    )
    assert answer.status_code == 302, answer.content.decode()
    assert "场地.png" in page(shop.chair, url_of(shop.studio))
    file = Attachment.objects.get()
    path = f"/attachments/{file.public_id}"
    assert b"".join(reader(shop.chair).get(path)) == PNG
    assert reader(shop.worker).get(path).status_code == 404
    fake = SimpleUploadedFile("场地.png", b"<script>", content_type="image/png")
    refused = send(
        reader(shop.leader), url_of(shop.studio, "/evidence"), criterion="PLACE", file=fake
    )
    assert refused.status_code == 422


def test_what_is_missing_is_said_on_the_form(shop: StudioShop) -> None:
    answer = send(reader(shop.leader), url_of(shop.studio, "/declare"), TEAM="名册")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Evidence is missing for" in text
    assert "名册" in text  # what was typed stays


def test_a_studio_without_a_name_is_nobodys_business(shop: StudioShop) -> None:
    assert reader(shop.worker).get(url_of(shop.studio)).status_code == 404
    assert send(reader(shop.worker), url_of(shop.studio, "/topic")).status_code == 404
    name_it(shop)
    text = page(shop.worker, url_of(shop.studio))
    assert shop.studio.name in text
    for inside in ("甲政发", "Declare it", "part=book", shop.members[0].name):
        assert inside not in text
    assert reader(shop.worker).get(url_of(shop.studio, "/topic")).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_each_part_costs_so_many_queries_and_no_more(shop: StudioShop, part: str) -> None:
    name_it(shop)
    _fill(shop)
    for person in (shop.leader, shop.chair, shop.zone_union):
        client = reader(person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url_of(shop.studio, f"?part={part}")).status_code == 200
        assert len(queries) <= MOST_QUERIES, [q["sql"][:90] for q in queries]


def test_minutes_are_written_on_a_phone(shop: StudioShop) -> None:
    assert "How many were there" in page(shop.leader, url_of(shop.studio, "/minutes"))
    topic = shop.studio.topics.get()
    sent = {
        "kind": "TRIAL",
        "held_on": TODAY.isoformat(),
        "present": 4,
        "topic": topic.id,
        "text": "第三轮试压\n不漏",
    }
    refused = send(reader(shop.leader), url_of(shop.studio, "/minutes"), **sent)
    assert refused.status_code == 422
    assert "Say how the trial went" in refused.content.decode()
    answer = send(reader(shop.leader), url_of(shop.studio, "/minutes"), **sent, outcome="SUCCESS")
    assert answer.status_code == 302
    minutes = StudioMinutes.objects.get()
    assert (minutes.topic_id, minutes.outcome, minutes.written_by_id) == (
        topic.id,
        "SUCCESS",
        shop.leader.id,
    )
    assert "不漏" in page(shop.zone_union, url_of(shop.studio, "?part=work"))


def test_a_member_is_found_by_the_whole_name_alone(shop: StudioShop) -> None:
    path = url_of(shop.studio, "/member")
    assert "郑工" not in page(shop.leader, path)
    part = reader(shop.leader).post(path, {"step": "find", "person_find": "郑", **_key()})
    assert "郑工" not in part.content.decode()
    whole = reader(shop.leader).post(path, {"step": "find", "person_find": "郑工", **_key()})
    assert "郑工 · " in whole.content.decode()
    answer = send(reader(shop.leader), path, person=shop.worker.public_id, group="SKILLED")
    assert answer.status_code == 302, answer.content.decode()
    assert shop.studio.members.filter(person=shop.worker).exists()


def test_the_book_is_kept_and_reversed_on_the_page(shop: StudioShop) -> None:
    path = url_of(shop.studio)
    answer = send(
        reader(shop.chair), path + "/line", kind="SPENT", amount="120.50", purpose="密封件"
    )
    assert answer.status_code == 302
    line = shop.studio.book.get(purpose="密封件")
    assert line.amount_fen == 12_050
    too_much = send(
        reader(shop.chair), path + "/line", kind="SPENT", amount="90000", purpose="设备"
    )
    assert "Only 49879.50 yuan are left" in too_much.content.decode()
    answer = send(reader(shop.chair), path + "/reverse", line=line.id, reason="记错")
    assert answer.status_code == 302
    assert "reversal" in page(shop.leader, path + "?part=book")


def test_a_year_is_worked_out_from_records_and_decided(shop: StudioShop) -> None:
    name_it(shop)
    _fill(shop)
    path = url_of(shop.studio)
    assert send(reader(shop.chair), path + "/sheet", year=2021).status_code == 302
    text = page(shop.leader, path + "?part=year")
    assert "炉体密封" in text  # the topic that counted
    refused = send(reader(shop.chair), path + "/decide", result="EXCELLENT", reason="好")
    assert refused.status_code == 422
    assert "points allow" in refused.content.decode()
    answer = send(reader(shop.chair), path + "/decide", result="RECTIFY", reason="成果不足")
    assert answer.status_code == 302
    assert StudioReview.objects.get().result == "RECTIFY"
    assert "Appeal against the review" in page(shop.leader, path + "?part=year")
    assert send(reader(shop.leader), path + "/appeal-review", reason="漏计").status_code == 302


def test_what_came_of_it_is_a_chart_with_its_table(shop: StudioShop) -> None:
    name_it(shop)
    _fill(shop)
    text = page(shop.leader, url_of(shop.studio, "/outcome"))
    assert "氩气阀门加装密封圈" in text
    assert "data-chart" in text
    outside = page(shop.worker, url_of(shop.studio, "/outcome"))
    assert "氩气阀门加装密封圈" not in outside


def test_the_list_says_whose_review_is_due_to_those_who_judge(shop: StudioShop) -> None:
    name_it(shop)
    assert "due" in page(shop.zone_union, "/studios")
    assert "Last year's review" not in page(shop.worker, "/studios")
    for person in (shop.zone_union, shop.worker):
        client = reader(person)
        with CaptureQueriesContext(connection) as queries:
            client.get("/studios")
        assert len(queries) <= MOST_QUERIES


def test_a_studio_is_set_up_by_the_union(shop: StudioShop) -> None:
    assert reader(shop.worker).get("/studios/found").status_code == 403
    answer = send(
        reader(shop.chair),
        "/studios/found",
        name="郑工创新工作室",
        field="切片",
        leader=shop.worker.public_id,
        leader_group="SKILLED",
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Studio.objects.get(leader=shop.worker).unit_id == shop.world.a.enterprise.id


def _fill(shop: StudioShop) -> None:
    """A done topic, a result, and another topic that still runs."""
    topic = shop.studio.topics.get()
    end_topic(
        topic_id=topic.id, solved=True, outcome="达标", actor=shop.leader, on=date(2021, 11, 1)
    )
    add_topic(
        studio_id=shop.studio.id,
        title="切割液回收",
        goal="回收率九成",
        due_on=TODAY + timedelta(days=90),
        actor=shop.leader,
        on=TODAY,
    )
    idea = accepted_idea(shop, shop.leader)
    add_made_result(
        studio_id=shop.studio.id,
        kind="PROPOSAL",
        source_id=idea.id,
        actor=shop.leader,
        on=TODAY,
    )


def _key() -> dict[str, str]:
    return {"idempotency_key": "00000000-0000-4000-8000-000000000001"}


def test_members_equipment_and_the_lead_end_on_the_page(shop: StudioShop) -> None:
    studio = name_it(shop)
    lead, chair = reader(shop.leader), reader(shop.chair)
    add_equipment(
        studio_id=studio.id, name="试验台", count=1, value_fen=9_00, actor=shop.leader, on=TODAY
    )
    member = studio.members.get(person=shop.members[3])
    bench = studio.equipment.get()
    for part, button in (("people", "Leaves the studio"), ("book", "Write it off")):
        assert button in page(shop.leader, url_of(studio, f"?part={part}"))
    assert "Hand the studio over" not in page(shop.leader, url_of(studio, "?part=people"))

    assert send(lead, url_of(studio, "/leave"), row=member.id).status_code == 302
    assert send(lead, url_of(studio, "/write-off"), row=bench.id).status_code == 302
    again = send(lead, url_of(studio, "/write-off"), row=bench.id)
    assert again.status_code == 422
    assert "given up before" in again.content.decode()
    heir = shop.members[0]
    assert heir.name in page(shop.chair, url_of(studio, "/hand-over"))
    given = {"leader": heir.public_id, "name": "成员一工作室", "reason": "退休"}
    assert send(lead, url_of(studio, "/hand-over"), **given).status_code == 403
    done = send(chair, url_of(studio, "/hand-over"), **given)
    assert done.status_code == 302, done.content.decode()

    studio.refresh_from_db()
    member.refresh_from_db()
    bench.refresh_from_db()
    assert (studio.leader, member.valid_to, bench.given_up_on) == (heir, TODAY, TODAY)
    shown = page(heir, url_of(studio, "?part=people"))
    assert f"{shop.leader.name} handed it over to {heir.name}" in shown
