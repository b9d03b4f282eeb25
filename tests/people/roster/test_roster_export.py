"""What was exported comes back as unchanged, in every enterprise of the demo zone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count

from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, Person
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_files import export_roster
from gongjiang.people.services.rosters import Upload, apply, bring
from rosters import Desk, found, lines_of, national_id, row
from world import NOON, World, make_worker

LARGEST = 12


@pytest.mark.usefixtures("demo_zone")
def test_an_exported_roster_comes_back_unchanged():
    running = Employment.objects.filter(valid_to__isnull=True)
    sizes = running.values_list("employer_id").annotate(n=Count("id")).order_by("-n", "employer_id")
    with transaction.atomic():
        for employer_id, count in sizes[:LARGEST]:
            enterprise = Unit.objects.get(id=employer_id)
            content = export_roster(enterprise=enterprise, scope=enterprise, actor=SYSTEM)
            upload = Upload(
                enterprise=enterprise, scope=enterprise, file_name="导出.xlsx", content=content
            )
            roster = check(bring(upload, actor=SYSTEM, at=NOON).id, actor=SYSTEM, at=NOON)
            assert found(roster) == {"UNCHANGED": count}, enterprise.name
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_exported_after_an_import_it_comes_back_unchanged(desk: Desk, world: World):
    rows = [
        row("李新", national_id(1), 班组="九班"),
        row("王新", national_id(2), 车间="新车间", 班组="", 手机=""),
        row("赵新", national_id(3), 用工形式="实习", 岗位="仓管员", 岗位类别=""),
    ]
    apply(desk.checked(rows).id, actor=desk.actor, at=NOON)
    make_worker(world.agency, "派来的", kind="DISPATCHED", unit=world.a.team)

    content = export_roster(enterprise=desk.enterprise, scope=desk.enterprise, actor=desk.actor)

    roster = check(desk.bring_file(content).id, actor=desk.actor, at=NOON)
    assert found(roster) == {"UNCHANGED": 4}  # the HR officer is on the roll too


@pytest.mark.django_db
def test_an_agency_exports_whom_it_lent_with_their_site(world: World):
    agency = Desk(world.agency.enterprise, world.agency.hr)
    make_worker(world.agency, "派来的", kind="DISPATCHED", unit=world.a.team)

    content = export_roster(
        enterprise=agency.enterprise, scope=agency.enterprise, actor=agency.actor
    )

    roster = check(agency.bring_file(content).id, actor=agency.actor, at=NOON)
    assert found(roster) == {"UNCHANGED": 2}


@pytest.mark.django_db
def test_an_export_shows_no_number_in_full(desk: Desk):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    content = export_roster(enterprise=desk.enterprise, scope=desk.enterprise, actor=desk.actor)

    roster = check(desk.bring_file(content).id, actor=desk.actor, at=NOON)

    line = lines_of(roster)["李新"]
    assert line.number_shown.count("*") > 10
    assert line.phone_shown.count("*") > 4


@pytest.mark.django_db
def test_a_restricted_record_is_left_out_and_comes_back_as_any_hold(desk: Desk):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    Person.objects.filter(name="李新").update(state="RESTRICTED")

    content = export_roster(enterprise=desk.enterprise, scope=desk.enterprise, actor=desk.actor)

    assert found(check(desk.bring_file(content).id, actor=desk.actor, at=NOON)) == {"UNCHANGED": 1}
    held = desk.checked([row("李新", national_id(1))], leaving_on=date(2022, 11, 28),
                        leaving_reason="RESIGNED")  # fmt: skip
    assert held.counts["HELD"] == 1
    assert "李新" not in {line.name for line in held.lines.filter(verdict="LEAVING")}


@pytest.mark.django_db
def test_only_its_own_hr_exports_a_roster(desk: Desk, world: World):
    with pytest.raises(NotAllowed):
        export_roster(enterprise=world.b.enterprise, scope=world.b.enterprise, actor=desk.actor)


@pytest.mark.django_db
def test_one_person_by_number_and_by_export_is_told_to_be_one(desk: Desk):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    person = Person.objects.get(name="李新")
    by_export = {**row("李新", ""), "系统编号": str(person.public_id), "班组": "二班"}

    roster = desk.checked([{**row("李新", national_id(1)), "系统编号": ""}, by_export])

    assert found(roster) == {"UNCHANGED": 1, "WRONG": 1}
