"""The registers of the office: patents, teams, the closed loop; and what the zone sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongjiang.governance.models import Attachment
from gongjiang.innovation.models import LoopLink, Patent, Platform, RDTeam, RuleDocument
from gongjiang.innovation.services.project_endings import name_panel, opine
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from innovators import Bench, accepted, accepted_item, appraised, granted, noon, number_of
from web.governance.asking import MOST_QUERIES, reader, send
from world import OPENING, TODAY, World, make_person, make_worker


def test_a_patent_is_registered_granted_kept_up_and_licensed(
    bench: Bench, media: Path, django_assert_max_num_queries
):
    office = reader(bench.reviewer)
    answer = send(
        office,
        "/innovation/patents/register",
        kind="UTILITY",
        title="一种密封圈",
        filed_on="2021-02-01",
        number=number_of("UTILITY", 8),
        inventors="钱工 50\n孙工 50",
    )
    assert answer.status_code == 302, answer.content.decode()
    address = answer["Location"]
    for day in ("2021-03-01", "2022-04-01"):
        assert send(office, f"{address}/step", on=day).status_code == 302
    assert send(office, f"{address}/fee", on="2022-11-01").status_code == 302
    contract = SimpleUploadedFile("合同.pdf", b"%PDF-1.4\n%%EOF\n")
    used = send(
        office,
        f"{address}/convert",
        kind="LICENCE",
        income="3000",
        agreed_on="2022-11-01",
        counterparty="乙机械",
        contract=contract,
    )
    assert used.status_code == 302, used.content.decode()

    patent = Patent.objects.get()
    assert (patent.state, patent.counts) == ("MAINTAINED", True)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "合同.pdf" in office.get(address).content.decode()
    own = reader(bench.lead).get(address).content.decode()
    assert "一种密封圈" in own
    assert "合同.pdf" not in own
    file = Attachment.objects.get()
    assert reader(bench.lead).get(f"/attachments/{file.public_id}").status_code in {403, 404}
    with django_assert_max_num_queries(MOST_QUERIES):
        assert b"".join(office.get("/innovation/patents?format=xlsx")).startswith(b"PK")  # type: ignore[arg-type]


def test_a_wrong_number_is_explained(bench: Bench):
    answer = send(
        reader(bench.reviewer),
        "/innovation/patents/register",
        kind="UTILITY",
        title="一种密封圈",
        filed_on="2021-02-01",
        number="202120000001.9",
        inventors="钱工",
    )

    assert answer.status_code == 422
    assert "check digit does not fit" in answer.content.decode()


def test_a_team_is_formed_and_somebody_joins(bench: Bench):
    office = reader(bench.chair)
    answer = send(
        office, "/innovation/rd-teams/form", name="钱工攻关组", topic="密封", members="钱工\n孙工"
    )
    assert answer.status_code == 302, answer.content.decode()
    assert send(office, f"{answer['Location']}/join", person="李工").status_code == 302
    assert RDTeam.objects.get().members.count() == 3
    assert send(office, f"{answer['Location']}/join", person="李工").status_code == 422
    mate = RDTeam.objects.get().members.get(person=bench.mate)
    leave = {"member": mate.id}
    assert send(reader(bench.lead), f"{answer['Location']}/leave", **leave).status_code == 403
    assert "Leaves the team" in office.get(answer["Location"]).content.decode()
    assert send(office, f"{answer['Location']}/leave", **leave).status_code == 302
    assert RDTeam.objects.get().members.count() == 2
    assert send(office, f"{answer['Location']}/dissolve").status_code == 422  # formed today
    assert send(reader(bench.lead), f"{answer['Location']}/dissolve").status_code == 403
    assert "钱工攻关组" in office.get("/innovation/rd-teams").content.decode()


def test_the_union_closes_a_loop_link_by_link(bench: Bench):
    project = appraised(bench)
    office = reader(bench.chair)
    given = {"title": "技术革新办法", "number": "甲〔2022〕3号", "valid_from": "2022-01-01"}
    assert send(office, "/innovation/loop/document", **given).status_code == 302
    lab = {"kind": "LABORATORY", "name": "试验线", "valid_from": "2022-01-01"}
    assert send(office, "/innovation/loop/platform", **lab).status_code == 302
    promoted = send(office, f"/innovation/projects/{project.public_id}/promote", where="二车间")
    assert promoted.status_code == 302
    link = f"/innovation/loop/link/PROJECT/{project.public_id}"
    targets = (
        f"RULE:{RuleDocument.objects.get().id}",
        f"PLATFORM:{Platform.objects.get().id}",
    )
    for target in targets:
        assert send(office, link, target=target).status_code == 302

    page = office.get("/innovation/loop").content.decode()
    assert "all five links" in page
    assert LoopLink.objects.count() == 4
    assert send(office, link, target="TEAM:999").status_code == 422
    assert send(reader(bench.lead), link, target=targets[0]).status_code == 403


def test_a_document_and_a_platform_end_on_the_day_that_is_written(bench: Bench):
    office = reader(bench.chair)
    given = {"title": "技术革新办法", "number": "甲〔2022〕3号", "valid_from": "2022-01-01"}
    send(office, "/innovation/loop/document", **given)
    lab = {"kind": "LABORATORY", "name": "试验线", "valid_from": "2022-01-01"}
    send(office, "/innovation/loop/platform", **lab)
    document, platform = RuleDocument.objects.get(), Platform.objects.get()
    address = "/innovation/loop/end"
    early = send(office, f"{address}/document/{document.public_id}", ends_on="2022-01-01")
    assert early.status_code == 422
    assert "It began on" in early.content.decode()
    for kind, base in (("document", document), ("platform", platform)):
        ended = send(office, f"{address}/{kind}/{base.public_id}", ends_on="2022-06-01")
        assert ended.status_code == 302, ended.content.decode()
        base.refresh_from_db()
        assert base.valid_to == date(2022, 6, 1)
    page = office.get("/innovation/loop").content.decode()
    assert "技术革新办法" not in page
    assert send(office, f"{address}/team/{document.public_id}").status_code == 404
    assert send(reader(bench.lead), f"{address}/document/{document.public_id}").status_code == 403


def test_hr_finds_the_workbook_of_patents_where_the_patents_are(bench: Bench):
    hr = reader(bench.site.hr)

    assert "/people/workbooks/patents" in hr.get("/innovation/patents").content.decode()
    page = hr.get(reverse("people:workbook_bring", args=["patents"])).content.decode()
    assert "发明人" in page
    assert "专利系统编号" not in page
    union = reader(bench.chair).get("/innovation/patents").content.decode()
    assert "/people/workbooks/patents" not in union


def test_a_seat_of_the_panel_is_taken_over_on_the_projects_page(bench: Bench):
    project = accepted(bench)
    at = {"project_id": project.id, "at": noon(TODAY)}
    panel = [bench.third, bench.boss, bench.reviewer]
    name_panel(person_ids=[one.id for one in panel], actor=bench.chair, **at)
    opine(score=10, opinion="不行", actor=bench.reviewer, **at)
    make_worker(bench.site, "新评委")
    address = f"/innovation/projects/{project.public_id}"
    seat = {"out": bench.reviewer.id, "new": "新评委", "reason": "回避"}
    assert send(reader(bench.lead), f"{address}/replace", **seat).status_code == 403

    answer = send(reader(bench.chair), f"{address}/replace", **seat)

    assert answer.status_code == 302, answer.content.decode()
    page = reader(bench.chair).get(address).content.decode()
    assert "10 · 不行" in page
    assert "counts no more" in page


def test_the_zone_counts_records_and_names_nobody(
    bench: Bench, world: World, django_assert_max_num_queries
):
    accepted_item(bench)
    granted(bench)
    office = make_person("区工会")
    appoint(person=office, role=Role.REFORM_OFFICE, unit=world.zone, actor=SYSTEM, on=OPENING)

    client = reader(office)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/innovation/works/zone").content.decode()

    assert "甲硅业" in page
    assert "钱工" not in page
    assert "rule, platform, team, result" in page
    assert reader(bench.chair).get("/innovation/works/zone").status_code == 403
