"""Who may open, move, close and tie units: the zone's offices, and HR within its enterprise."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import UnitKind
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.permissions import may_link_units, may_open_unit
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.units import StillPeopled, close_unit, move_unit, open_unit
from world import OPENING, TODAY, World, make_person, make_worker


def holder_of(role: str, unit):
    person = make_person("某某")
    appoint(person=person, role=role, unit=unit, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def committee(world: World):
    return open_unit(
        kind=UnitKind.WORK_COMMITTEE, name="党工委", parent=None, actor=SYSTEM, on=OPENING
    )


@pytest.fixture
def zone_union(world: World):
    return open_unit(kind=UnitKind.ZONE_UNION, name="总工会", parent=None, actor=SYSTEM, on=OPENING)


@pytest.fixture
def reader(world: World, committee, zone_union, request: pytest.FixtureRequest):
    match request.param:
        case "hr":
            return world.a.hr
        case "leader":
            return world.leader
        case "worker":
            return make_worker(world.a).person
        case Role.ZONE_PARTY_OFFICE:
            return holder_of(Role.ZONE_PARTY_OFFICE, committee)
        case Role.ZONE_UNION:
            return holder_of(Role.ZONE_UNION, zone_union)
        case role:
            return holder_of(role, world.zone)


@pytest.mark.parametrize(
    ("reader", "allowed"),
    [
        (Role.SYSTEM_ADMIN, {"area", "enterprise"}),
        (Role.REFORM_OFFICE, {"area", "enterprise"}),
        (Role.ZONE_PARTY_OFFICE, {"branch", "tie to a Party unit"}),
        (Role.ZONE_UNION, {"union", "tie to a union"}),
        (Role.AUDITOR, set()),
        ("leader", set()),
        ("hr", {"own team"}),
        ("worker", set()),
    ],
    indirect=["reader"],
)
def test_who_may_open_what(world: World, committee, zone_union, reader, allowed: set[str]):
    decisions = {
        "area": may_open_unit(reader, UnitKind.AREA, world.zone, TODAY),
        "enterprise": may_open_unit(reader, UnitKind.ENTERPRISE, world.grid, TODAY),
        "own team": may_open_unit(reader, UnitKind.TEAM, world.a.workshop, TODAY),
        "another's team": may_open_unit(reader, UnitKind.TEAM, world.b.workshop, TODAY),
        "branch": may_open_unit(reader, UnitKind.BRANCH, committee, TODAY),
        "union": may_open_unit(reader, UnitKind.ENTERPRISE_UNION, zone_union, TODAY),
        "tie to a Party unit": may_link_units(reader, committee, world.a.enterprise, TODAY),
        "tie to a union": may_link_units(reader, zone_union, world.a.enterprise, TODAY),
    }

    assert {what for what, decision in decisions.items() if decision} == allowed


def test_a_refusal_says_who_may(world: World):
    decision = may_open_unit(world.leader, UnitKind.GRID, world.area, TODAY)

    assert "reform office" in str(decision.reason) or "产改办" in str(decision.reason)


def test_hr_moves_a_team_within_its_enterprise_alone(world: World):
    second = open_unit(
        kind=UnitKind.WORKSHOP, name="二车间", parent=world.a.enterprise, actor=world.a.hr,
        on=date(2022, 1, 1),
    )  # fmt: skip

    moved = move_unit(unit=world.a.team, to=second, actor=world.a.hr, on=date(2022, 2, 1))

    assert moved == world.a.team
    with pytest.raises(NotAllowed):
        move_unit(unit=world.a.team, to=world.b.workshop, actor=world.a.hr, on=TODAY)


def test_a_unit_in_which_somebody_works_is_not_closed(world: World):
    make_worker(world.a, unit=world.a.other_team)

    with pytest.raises(StillPeopled):
        close_unit(unit=world.a.other_team, actor=world.a.hr, on=TODAY)


def test_a_unit_at_which_somebody_holds_a_role_is_not_closed(world: World):
    leader = make_worker(world.a).person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.other_team, actor=SYSTEM, on=OPENING)

    with pytest.raises(StillPeopled):
        close_unit(unit=world.a.other_team, actor=world.a.hr, on=TODAY)
