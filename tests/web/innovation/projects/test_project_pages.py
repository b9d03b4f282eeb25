"""Projects and items on the pages of workers, and of those who decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongjiang.governance.models import Attachment
from gongjiang.innovation.models import FiveSmall, InnovationProject
from innovators import (
    Bench,
    accepted,
    accepted_item,
    appraised,
    declared,
    proposed,
    ready,
    running,
)
from web.governance.asking import MOST_QUERIES, reader, send
from world import World, make_worker

PLAN = {
    "title": "密封改造",
    "object": "单晶炉",
    "baseline": "每月漏气两次",
    "target": "半年不漏气",
    "due_on": "2023-06-01",
    "members": "钱工 60\n孙工 40",
    "steps": "2022-12-20 试制\n2023-03-01 试用",
}


def project_of(project: InnovationProject, deed: str = "") -> str:
    return f"/innovation/projects/{project.public_id}{f'/{deed}' if deed else ''}"


def test_a_worker_proposes_and_a_reviewer_approves(bench: Bench):
    lead = reader(bench.lead)
    answer = send(lead, "/innovation/projects/propose", **PLAN)
    assert answer.status_code == 302, answer.content.decode()
    page = lead.get(answer["Location"]).content.decode()
    assert "密封改造" in page
    assert "Approve" not in page

    reviewer = reader(bench.reviewer)
    done = send(reviewer, f"{answer['Location']}/approve", budget="500.50")
    assert done.status_code == 302, done.content.decode()
    project = InnovationProject.objects.get()
    assert (project.state, project.budget_fen, project.unit_id) == (
        "APPROVED",
        500_50,
        bench.site.team.id,
    )
    assert [part.share_bp for part in project.members.order_by("position")] == [6_000, 4_000]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("钱工\n没有这人", "Nobody called 没有这人"),
        ("钱工 60\n孙工", "Write a share for everybody"),
        ("钱工 60\n孙工 30", "come to 90 %"),
        ("钱工\n同名", "Several people are called 同名"),
        ("钱工 (", "cannot be read"),
    ],
)
def test_people_are_named_as_one_writes_them(bench: Bench, members: str, said: str):
    for unit in (bench.site.team, bench.site.other_team):
        make_worker(bench.site, "同名", unit=unit)

    answer = send(
        reader(bench.lead), "/innovation/projects/propose", **{**PLAN, "members": members}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_namesake_is_told_apart_by_the_team(bench: Bench):
    one, _other = (
        make_worker(bench.site, "同名", unit=unit).person
        for unit in (bench.site.team, bench.site.other_team)
    )
    plan = {**PLAN, "members": "钱工\n同名（一班）"}

    assert send(reader(bench.lead), "/innovation/projects/propose", **plan).status_code == 302
    assert InnovationProject.objects.get().members.filter(person=one).exists()


def test_every_deed_of_a_project_is_done_on_its_page(bench: Bench):
    project = running(bench)
    lead, mate, chair = reader(bench.lead), reader(bench.mate), reader(bench.chair)
    done = [
        send(lead, project_of(project, "spend"), amount="12.34", what="密封圈"),
        send(lead, project_of(project, "refund"), amount="2.34", what="退货"),
        send(chair, project_of(project, "raise"), amount="100", what="涨价"),
        send(
            mate, project_of(project, "milestone"), position=1, done_on="2022-11-28", evidence="照"
        ),
        send(
            mate, project_of(project, "milestone"), position=2, done_on="2022-11-28", evidence="照"
        ),
        send(lead, project_of(project, "results"), results="不漏了"),
        send(chair, project_of(project, "accept"), evidence="看过记录"),
        send(chair, project_of(project, "panel"), panel="李工\n吴经理\n周评审"),
        *(
            send(reader(person), project_of(project, "opine"), score=80, opinion="可靠")
            for person in (bench.third, bench.boss, bench.reviewer)
        ),
        send(chair, project_of(project, "appraise")),
        send(chair, project_of(project, "promote"), where="二车间"),
        send(chair, project_of(project, "method"), name="钱氏密封法", person=bench.lead.id),
        send(lead, project_of(project, "agree")),
        send(
            chair,
            project_of(project, "convert"),
            kind="OWN_USE",
            income="3000",
            agreed_on="2022-11-28",
        ),
    ]

    assert [answer.status_code for answer in done] == [302] * len(done)
    project.refresh_from_db()
    assert (project.state, project.spent_fen, project.method_name) == (
        "PROMOTED",
        10_00,
        "钱氏密封法",
    )
    assert project.method_consented_at


def test_a_refused_deed_says_why_where_it_was_sent(bench: Bench):
    project = running(bench, budget_fen=100)

    answer = send(reader(bench.lead), project_of(project, "spend"), amount="1.01", what="螺丝")

    assert answer.status_code == 422
    assert "Only 1.00 yuan are left" in answer.content.decode()


def test_money_and_unseen_projects_stay_with_those_they_concern(bench: Bench, world: World):
    project = running(bench)

    assert "Budget book" in reader(bench.mate).get(project_of(project)).content.decode()
    assert reader(bench.third).get(project_of(project)).status_code == 404
    assert reader(world.b.hr).get(project_of(project)).status_code == 404
    assert send(reader(bench.mate), project_of(project, "approve"), budget="1").status_code == 403


def test_a_photo_is_added_by_a_member(bench: Bench, media: Path):
    project = running(bench)
    photo = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + bytes(40))

    answer = send(reader(bench.mate), project_of(project, "file"), file=photo)

    assert answer.status_code == 302, answer.content.decode()
    assert Attachment.objects.get().subject_id == project.id
    assert "照片.png" in reader(bench.chair).get(project_of(project)).content.decode()


ITEM = {
    "title": "换刀架加长",
    "asked_equipment": "数控车床",
    "asked_change": "刀架加长五厘米",
    "effect": "换刀少用两分钟",
    "completed_on": "2022-11-01",
    "authors": "钱工",
}


def test_an_item_is_entered_on_a_phone_and_accepted(bench: Bench):
    lead = reader(bench.lead)
    kinds = lead.get("/innovation/five-small/new").content.decode()
    assert kinds.count("/innovation/five-small/new/") == 5
    form = lead.get("/innovation/five-small/new/MODIFICATION").content.decode()
    assert "Scrap that was put to use again" in form
    answer = send(lead, "/innovation/five-small/new/MODIFICATION", **ITEM)
    assert answer.status_code == 302, answer.content.decode()
    item = FiveSmall.objects.get()
    assert item.particulars == {"equipment": "数控车床", "change": "刀架加长五厘米"}

    assert send(lead, f"{answer['Location']}/accept").status_code == 403
    assert send(reader(bench.chair), f"{answer['Location']}/accept").status_code == 302
    item.refresh_from_db()
    assert item.state == "ACCEPTED"


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("MODIFICATION", {"exclusions": "EARLIER_PRIZE"}, "has won a prize before"),
        ("MODIFICATION", {"asked_change": ""}, "This field is required"),
        ("CREATION", {"asked_tool": "甲", "asked_used_in": "乙"}, "not among the five"),
    ],
)
def test_an_item_that_may_not_be_entered_says_why(
    bench: Bench, kind: str, changes: dict[str, str], said: str
):
    answer = send(reader(bench.lead), f"/innovation/five-small/new/{kind}", **{**ITEM, **changes})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert reader(bench.lead).get("/innovation/five-small/new/NOTHING").status_code == 404


def test_a_refusal_is_read_by_the_authors(bench: Bench):
    item = declared(bench)
    address = f"/innovation/five-small/{item.public_id}"
    answer = send(
        reader(bench.chair), f"{address}/refuse", reason="市里已获奖", excluded="EARLIER_PRIZE"
    )
    assert answer.status_code == 302

    assert "市里已获奖" in reader(bench.mate).get(address).content.decode()


def test_each_page_asks_little_whatever_there_is(bench: Bench, django_assert_max_num_queries):
    promoted = appraised(bench)
    for each in (ready(bench), proposed(bench), accepted(bench)):
        assert each.id
    item = accepted_item(bench)
    declared(bench)
    addresses = {
        bench.lead: ["/innovation/works", project_of(promoted), "/innovation/five-small/new"],
        bench.chair: [
            "/innovation/projects",
            "/innovation/five-small",
            f"/innovation/five-small/{item.public_id}",
            project_of(promoted),
            "/innovation/loop",
        ],
    }
    for person, pages in addresses.items():
        client = reader(person)
        for address in pages:
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(address).status_code == 200
