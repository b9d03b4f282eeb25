"""A unit's page: what stands there, as of a day, for each reader as much as is theirs."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.units import close_unit, move_unit, set_operating
from world import OPENING, World, make_worker

MOST_QUERIES = 15


def page_of(client: Client, unit: Unit, **asked: str) -> str:
    answer = client.get(f"/units/{unit.public_id}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def hire_into(site, unit: Unit, count: int) -> None:
    for place in range(count):
        make_worker(site, f"工友{place}", unit=unit)


@pytest.mark.parametrize("level", ["zone", "area", "grid", "enterprise", "workshop", "team"])
def test_a_leader_opens_a_unit_at_every_level(world: World, leader: Client, level: str):
    unit = getattr(world, level, None) or getattr(world.a, level)

    assert unit.name in page_of(leader, unit)


@pytest.mark.parametrize("level", ["zone", "area", "grid", "enterprise", "workshop", "team"])
def test_a_page_asks_as_much_of_few_people_as_of_many(world: World, leader: Client, level: str):
    unit = getattr(world, level, None) or getattr(world.a, level)
    address = f"/units/{unit.public_id}"
    leader.get(address)  # its session begins
    make_worker(world.a)  # what was counted before is counted anew
    with CaptureQueriesContext(connection) as few:
        leader.get(address)
    hire_into(world.a, world.a.team, 8)
    hire_into(world.a, world.a.other_team, 7)

    with CaptureQueriesContext(connection) as many:
        leader.get(address)

    assert len(many) == len(few) <= MOST_QUERIES


def test_the_path_is_the_one_of_the_day(world: World, leader: Client):
    move_unit(unit=world.a.enterprise, to=world.other_grid, actor=SYSTEM, on=date(2022, 5, 1))

    before = page_of(leader, world.a.enterprise, on="2022-04-30")
    after = page_of(leader, world.a.enterprise, on="2022-05-01")

    assert f'/units/{world.grid.public_id}?on=2022-04-30">第一网格' in before
    assert f'/units/{world.other_grid.public_id}?on=2022-05-01">第二网格' in after


def test_a_unit_says_so_on_a_day_it_did_not_exist(world: World, leader: Client):
    closed = close_unit(unit=world.b.other_team, actor=SYSTEM, on=date(2022, 5, 1))

    page = page_of(leader, closed, on="2022-06-01")

    assert "2017-11-01" in page
    assert "2022-05-01" in page
    assert 'class="figure"' not in page


def test_a_day_that_cannot_be_read_is_answered_with_today(world: World, leader: Client):
    assert "2022-13-77" in page_of(leader, world.zone, on="2022-13-77")


def test_a_credit_code_whose_check_digit_fails_is_pointed_out(world: World, leader: Client):
    assert "badge-warn" in page_of(leader, world.a.enterprise)


def test_the_history_tells_moves_and_operation(world: World, leader: Client):
    enterprise = world.a.enterprise
    move_unit(unit=enterprise, to=world.other_grid, actor=SYSTEM, on=date(2022, 5, 1))
    set_operating(
        enterprise=enterprise.enterprise, operating=False, actor=SYSTEM, on=date(2022, 7, 1)
    )

    page = page_of(leader, enterprise)

    assert "2022-05-01" in page
    assert "2022-07-01" in page


def test_an_unknown_unit_is_not_found(world: World, leader: Client):
    assert leader.get(f"/units/{uuid4()}").status_code == 404


def test_nobody_reads_without_signing_in(world: World):
    assert Client().get(f"/units/{world.zone.public_id}").status_code == 302


@pytest.mark.parametrize("level", ["workshop", "team"])
@pytest.mark.parametrize("asked", [{}, {"on": "2021-01-01"}])
def test_another_enterprises_inner_units_are_not_found(
    world: World, hr_of_a: Client, worker_of_b: Client, level: str, asked: dict[str, str]
):
    of_a, of_b = getattr(world.a, level), getattr(world.b, level)

    assert hr_of_a.get(f"/units/{of_b.public_id}", asked).status_code == 404
    assert worker_of_b.get(f"/units/{of_a.public_id}", asked).status_code == 404
    assert hr_of_a.get(f"/units/{of_a.public_id}", asked).status_code == 200
    assert worker_of_b.get(f"/units/{of_b.public_id}", asked).status_code == 200


def test_another_enterprise_is_known_but_not_what_is_inside(world: World, worker_of_b: Client):
    hire_into(world.a, world.a.team, 9)

    page = page_of(worker_of_b, world.a.enterprise)

    assert "甲硅业" in page
    assert "一车间" not in page
    assert "<meter" not in page


def test_hr_reads_the_names_of_its_own_people(world: World, hr_of_a: Client):
    make_worker(world.a, "金丝雀")

    assert "金丝雀" in page_of(hr_of_a, world.a.team)


def test_a_team_leader_reads_the_own_teams_names_and_no_others(world: World, sign_in):
    first = make_worker(world.a, "带班人")
    make_worker(world.a, "同班人")
    make_worker(world.a, "别班人", unit=world.a.other_team)
    appoint(person=first.person, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    client = sign_in(first.person)

    assert "同班人" in page_of(client, world.a.team)
    assert "别班人" not in page_of(client, world.a.other_team)


def test_a_zone_leader_reads_no_names(world: World, leader: Client):
    make_worker(world.a, "金丝雀")

    for unit in (world.zone, world.a.enterprise, world.a.workshop, world.a.team):
        assert "金丝雀" not in page_of(leader, unit)


def test_a_small_team_is_withheld_wherever_its_number_could_be_read(world: World, leader: Client):
    hire_into(world.a, world.a.team, 9)
    hire_into(world.a, world.a.other_team, 3)

    workshop = page_of(leader, world.a.workshop)
    team = page_of(leader, world.a.other_team)

    assert "<td" in workshop
    assert ">3<" not in workshop
    assert 'class="figure-silent"' in team


def test_hr_reads_the_exact_size_of_its_own_small_team(world: World, hr_of_a: Client):
    hire_into(world.a, world.a.other_team, 3)

    assert ">3</" in page_of(hr_of_a, world.a.other_team)


def test_a_party_unit_is_known_to_whom_it_covers(
    world: World, joint_branch: Unit, hr_of_a: Client, worker_of_b: Client, leader: Client
):
    address = f"/units/{joint_branch.public_id}"

    assert hr_of_a.get(address).status_code == 200
    assert worker_of_b.get(address).status_code == 404
    assert leader.get(address).status_code == 200


def test_whom_else_a_party_unit_covers_is_not_told(
    world: World, joint_branch: Unit, hr_of_a: Client, leader: Client
):
    assert "丙劳务" in page_of(leader, joint_branch)
    assert "丙劳务" not in page_of(hr_of_a, joint_branch)
    assert "联合党支部" not in page_of(hr_of_a, world.agency.enterprise)
    assert "联合党支部" in page_of(hr_of_a, world.a.enterprise)


def test_the_table_of_units_can_be_taken_along(world: World, leader: Client):
    answer = leader.get(f"/units/{world.grid.public_id}", {"format": "xlsx"})

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
