"""Home is what the reader's roles make of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EmploymentHold, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import end_employment
from gongjiang.people.services.holds import decline_hold
from gongjiang.people.services.rosters import apply
from rosters import Desk, national_id, row
from signing import SignIn
from workbooks import rows_of
from world import NOON, OPENING, TODAY, World, make_person, make_worker


@pytest.fixture(autouse=True)
def _today(settings) -> None:
    settings.TODAY = TODAY


def lead(world: World, name: str = "班长"):
    leader = make_worker(world.a, name).person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    return leader


def page(browser: Client, address: str = "/") -> str:
    return browser.get(address).content.decode()


def test_a_worker_reads_who_they_are_and_where(world: World, as_reader: SignIn):
    lead(world, "刘班长")
    worker = make_worker(world.a, "王小明", on=date(2021, 5, 28)).person

    home = page(as_reader(worker))

    for said in ("王小明", "一车间 · 一班", "甲硅业", "操作工", "刘班长"):
        assert said in home


def test_a_team_leader_sees_the_members_with_minors_marked(world: World, as_reader: SignIn):
    leader = lead(world)
    make_worker(world.a, "组员")
    make_worker(world.a, "别班的", unit=world.a.other_team)
    young = make_worker(world.a, "小徒弟", kind="INTERN", on=date(2022, 11, 1))
    young.person.born_on = date(2006, 1, 1)
    young.person.save()

    home = page(as_reader(leader), "/?as=team")

    assert "组员" in home
    assert "别班的" not in home
    assert home.count("badge-warn") == 1
    assert home.count("badge-good") == 1


def test_each_number_of_hr_opens_as_many_rows(world: World, as_reader: SignIn):
    make_worker(world.a, "老工")
    make_worker(world.a, "新工", on=date(2022, 11, 3))
    make_worker(world.a, "实习久", kind="INTERN", on=date(2022, 1, 3))
    gone = make_worker(world.a, "走了")
    end_employment(
        employment_id=gone.id, reason="RESIGNED", actor=world.a.hr, on=date(2022, 11, 20)
    )
    hr = as_reader(world.a.hr)

    home = page(hr)

    opened = re.findall(r'href="(/people(?:\?[^"]*)?)"[^>]*>(\d+)', home.replace("&amp;", "&"))
    assert len(opened) >= 3
    for address, count in opened:
        joined = "&" if "?" in address else "?"
        rows = rows_of(hr.get(f"{address}{joined}format=xlsx"))
        assert len(rows) - 1 == int(count), address


def test_hr_reads_what_waits(world: World, as_reader: SignIn):
    make_worker(world.a, "实习久", kind="INTERN", on=date(2022, 1, 3))

    home = page(as_reader(world.a.hr))

    assert "kind=INTERN&amp;joined_on.to=2022-05-28" in home
    assert "/teams?leader=none" in home


def test_several_roles_are_a_tab_away(world: World, as_reader: SignIn):
    leader = lead(world)

    home = page(as_reader(leader))

    assert "?as=me" in home
    assert 'aria-current="page"' in home


def test_somebody_with_neither_post_nor_role_still_has_a_home(world: World, as_reader: SignIn):
    assert as_reader(make_person("退休工")).get("/").status_code == 200


def test_an_employment_that_needs_confirmation_waits_on_the_workers_home(
    world: World, as_reader: SignIn
):
    site = Desk(world.a.enterprise, world.a.hr)
    other = Desk(world.b.enterprise, world.b.hr)
    for desk in (other, site):
        apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    hold = EmploymentHold.objects.get()
    worker = as_reader(hold.person)
    address = reverse("people:hold", args=[hold.public_id])

    before = page(worker)
    decline_hold(hold_id=hold.id, actor=hold.person, answer="", at=NOON)

    assert address in before
    assert "甲硅业" in before
    assert address not in page(worker)
    assert address not in page(as_reader(make_worker(world.a).person))
