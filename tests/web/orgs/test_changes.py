"""The forms that change the trees: who may, once for each press, with a sentence when refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from gongjiang.orgs.models import Link, Unit
from gongjiang.orgs.queries import path_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, World, make_person

NEW_TEAM = {"open-kind": "TEAM", "open-name": "三班", "open-on": "2022-05-01"}
NEW_ENTERPRISE = {
    "open-kind": "ENTERPRISE",
    "open-name": "丁轴承",
    "open-uscc": "91640100000000009A",
    "open-ownership": "NON_PUBLIC",
    "open-industry_code": "C3451",
    "open-on": "2022-05-01",
}


def post(
    client: Client, unit: Unit, deed: str, data: dict[str, Any], key: str = ""
) -> HttpResponse:
    fields = {**data, "idempotency_key": key or str(uuid4())}
    return client.post(f"/units/{unit.public_id}/{deed}", fields)  # type: ignore[return-value]


def test_hr_opens_a_team_in_its_own_workshop(world: World, hr_of_a: Client):
    answer = post(hr_of_a, world.a.workshop, "open", NEW_TEAM)

    opened = Unit.objects.get(name="三班")
    assert answer.status_code == 302
    assert str(opened.public_id) in answer["Location"]
    assert [step.id for step in path_of(opened.id, TODAY)][-2] == world.a.workshop.id


def test_a_form_sent_twice_opens_one_unit(world: World, hr_of_a: Client):
    key = str(uuid4())

    first = post(hr_of_a, world.a.workshop, "open", NEW_TEAM, key)
    second = post(hr_of_a, world.a.workshop, "open", NEW_TEAM, key)

    assert first["Location"] == second["Location"]
    assert Unit.objects.filter(name="三班").count() == 1


def test_a_form_without_a_key_is_not_read(world: World, hr_of_a: Client):
    answer = hr_of_a.post(f"/units/{world.a.workshop.public_id}/open", NEW_TEAM)

    assert answer.status_code == 400


def test_the_reform_office_opens_an_enterprise(world: World, reform_office: Client):
    answer = post(reform_office, world.grid, "open", NEW_ENTERPRISE)

    assert answer.status_code == 302
    assert Unit.objects.get(name="丁轴承").enterprise.industry_code == "C3451"


def test_a_credit_code_in_use_is_refused_in_a_sentence(world: World, reform_office: Client):
    taken = NEW_ENTERPRISE | {"open-uscc": world.a.enterprise.enterprise.uscc}

    answer = post(reform_office, world.grid, "open", taken)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Unit.objects.filter(name="丁轴承").exists()


def test_hr_does_not_open_enterprises(world: World, hr_of_a: Client):
    assert hr_of_a.get(f"/units/{world.grid.public_id}/changes").status_code == 403
    assert post(hr_of_a, world.grid, "close", {"close-on": "2022-05-01"}).status_code == 403


def test_another_enterprises_inner_units_cannot_be_changed(world: World, hr_of_a: Client):
    assert post(hr_of_a, world.b.workshop, "open", NEW_TEAM).status_code == 404


def test_an_enterprise_is_moved_from_a_day_on(world: World, reform_office: Client):
    data = {"move-to": str(world.other_grid.public_id), "move-on": "2022-05-01"}

    answer = post(reform_office, world.a.enterprise, "move", data)

    assert answer.status_code == 302
    assert path_of(world.a.enterprise.id, date(2022, 4, 30))[-2] == world.grid
    assert path_of(world.a.enterprise.id, date(2022, 5, 1))[-2] == world.other_grid


def test_a_workshop_does_not_leave_its_enterprise(world: World, hr_of_a: Client):
    data = {"move-to": str(world.b.enterprise.public_id), "move-on": "2022-05-01"}

    assert post(hr_of_a, world.a.workshop, "move", data).status_code == 422


def test_a_unit_with_units_beneath_is_not_closed(world: World, reform_office: Client):
    answer = post(reform_office, world.grid, "close", {"close-on": "2022-05-01"})

    assert answer.status_code == 422
    world.grid.refresh_from_db()
    assert world.grid.closed_on is None


def test_an_empty_team_is_closed(world: World, hr_of_a: Client):
    answer = post(hr_of_a, world.a.other_team, "close", {"close-on": "2022-05-01"})

    assert answer.status_code == 302
    world.a.other_team.refresh_from_db()
    assert world.a.other_team.closed_on == date(2022, 5, 1)


def test_the_operating_flag_is_set_from_a_day_on(world: World, reform_office: Client):
    data = {"operating-operating": "no", "operating-on": "2022-05-01"}

    answer = post(reform_office, world.a.enterprise, "operating", data)

    assert answer.status_code == 302
    [spell] = world.a.enterprise.enterprise.operating_spells.all()
    assert spell.valid_to == date(2022, 5, 1)
    assert post(reform_office, world.a.enterprise, "operating", data).status_code == 422


def test_the_party_office_ties_a_branch_to_an_enterprise_and_unties_it(
    world: World, joint_branch: Unit, sign_in
):
    officer = make_person("党办")
    committee = path_of(joint_branch.id, TODAY)[0]
    appoint(person=officer, role=Role.ZONE_PARTY_OFFICE, unit=committee, actor=SYSTEM, on=OPENING)
    client = sign_in(officer)
    data = {
        "link-kind": "COVERS_JOINT",
        "link-target": str(world.b.enterprise.public_id),
        "link-on": "2022-05-01",
    }

    assert post(client, joint_branch, "links", data).status_code == 302
    link = Link.objects.get(source=joint_branch, target=world.b.enterprise)
    ended = post(client, joint_branch, f"links/{link.id}/end", {"end_link-on": "2022-06-01"})

    assert ended.status_code == 302
    link.refresh_from_db()
    assert link.valid_to == date(2022, 6, 1)


@pytest.mark.parametrize("reader", ["leader", "hr_of_a", "worker_of_b"])
def test_others_do_not_tie_units(
    world: World, joint_branch: Unit, reader: str, request: pytest.FixtureRequest
):
    client: Client = request.getfixturevalue(reader)
    data = {
        "link-kind": "COVERS_JOINT",
        "link-target": str(world.b.enterprise.public_id),
        "link-on": "2022-05-01",
    }

    assert post(client, joint_branch, "links", data).status_code in {403, 404}


def test_the_page_of_changes_offers_what_the_reader_may_do(
    world: World, hr_of_a: Client, reform_office: Client
):
    own = hr_of_a.get(f"/units/{world.a.enterprise.public_id}/changes").content.decode()
    office = reform_office.get(f"/units/{world.a.enterprise.public_id}/changes").content.decode()

    assert f"/units/{world.a.enterprise.public_id}/open" in own
    assert f"/units/{world.a.enterprise.public_id}/move" not in own
    assert f"/units/{world.a.enterprise.public_id}/move" in office
