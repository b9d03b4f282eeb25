"""Which office gives which role, and to whom."""

from __future__ import annotations

import pytest

from gongjiang.kernel.errors import NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.permissions import appointable, may_appoint, may_choose
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, World, make_person, make_worker


@pytest.fixture
def offices(world: World):
    """Somebody in each office that gives roles."""
    seated = {"HR": world.a.hr}
    for role in (Role.SYSTEM_ADMIN, Role.ZONE_UNION, Role.ZONE_PARTY_OFFICE):
        seated[role] = make_person(f"担任{role.value}")
        unit = {
            Role.SYSTEM_ADMIN: world.zone,
            Role.ZONE_UNION: world.zone,
            Role.ZONE_PARTY_OFFICE: world.zone,
        }[role]
        appoint(person=seated[role], role=role, unit=unit, actor=SYSTEM, on=OPENING)
    return seated


@pytest.mark.parametrize(
    ("role", "hr", "admin", "union", "party"),
    [
        (Role.TEAM_LEADER, True, True, False, False),
        (Role.MASTER, True, True, False, False),
        (Role.LECTURER, True, True, False, False),
        (Role.REVIEWER, True, True, False, False),
        (Role.FINANCE, True, True, False, False),
        (Role.JUDGE, True, True, False, False),
        (Role.HR, False, True, False, False),
        (Role.UNION_CHAIR, False, True, True, False),
        (Role.PARTY_SECRETARY, False, True, False, True),
        (Role.GRID_WORKER, False, True, False, True),
        (Role.STATION_HEAD, False, True, False, True),
        (Role.LEADER, False, True, False, False),
        (Role.AUDITOR, False, True, False, False),
    ],
)
def test_who_gives_a_role_at_enterprise_a(
    world: World, offices, role: str, hr: bool, admin: bool, union: bool, party: bool
):
    asked = {
        office: bool(may_appoint(actor, role, world.a.enterprise, TODAY))
        for office, actor in offices.items()
    }

    assert asked == {
        "HR": hr,
        Role.SYSTEM_ADMIN: admin,
        Role.ZONE_UNION: union,
        Role.ZONE_PARTY_OFFICE: party,
    }


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.MASTER, Role.LECTURER])
def test_hr_gives_nothing_in_another_enterprise(world: World, role: str):
    assert not may_appoint(world.a.hr, role, world.b.team, TODAY)


def test_hr_chooses_among_its_own_people_and_never_itself(world: World):
    own, other = make_worker(world.a, "甲工").person, make_worker(world.b, "乙工").person

    assert may_choose(world.a.hr, own, TODAY)
    assert not may_choose(world.a.hr, other, TODAY)
    assert not may_choose(world.a.hr, world.a.hr, TODAY)


def test_hr_cannot_seat_a_stranger_in_its_own_team(world: World):
    stranger = make_worker(world.b, "乙工").person

    with pytest.raises(NotAllowed):
        appoint(
            person=stranger,
            role=Role.TEAM_LEADER,
            unit=world.a.team,
            actor=world.a.hr,
            on=TODAY,
        )


def test_only_roles_a_reader_can_give_are_offered(world: World):
    worker = make_worker(world.a).person

    assert Role.TEAM_LEADER in appointable(scope_of(world.a.hr, TODAY))
    assert Role.HR not in appointable(scope_of(world.a.hr, TODAY))
    assert appointable(scope_of(worker, TODAY)) == []
