"""Which office gives which role, and to whom."""

from __future__ import annotations

import pytest

from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.services import open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.permissions import appointable, may_appoint, may_choose
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, World, make_person, make_worker

HR, ADMIN, UNION, PARTY = (
    Role.HR,
    Role.SYSTEM_ADMIN,
    Role.ZONE_UNION,
    Role.ZONE_PARTY_OFFICE,
)


@pytest.fixture
def offices(world: World) -> dict[str, Person]:
    """Somebody in each office that gives roles."""
    seats = {
        ADMIN: world.zone,
        UNION: open_unit(kind=UnitKind.ZONE_UNION, name="区工会", parent=None, on=OPENING),
        PARTY: open_unit(kind=UnitKind.WORK_COMMITTEE, name="党工委", parent=None, on=OPENING),
    }
    seated: dict[str, Person] = {HR: world.a.hr}
    for role, unit in seats.items():
        seated[role] = make_person(f"担任{unit.name}")
        appoint(person=seated[role], role=role, unit=unit, actor=SYSTEM, on=OPENING)
    return seated


@pytest.mark.parametrize(
    ("role", "givers"),
    [
        (Role.TEAM_LEADER, {HR, ADMIN}),
        (Role.MASTER, {HR, ADMIN}),
        (Role.LECTURER, {HR, ADMIN}),
        (Role.REVIEWER, {HR, ADMIN}),
        (Role.FINANCE, {HR, ADMIN}),
        (Role.JUDGE, {HR, ADMIN}),
        (Role.HR, {ADMIN}),
        (Role.UNION_CHAIR, {ADMIN, UNION}),
        (Role.PARTY_SECRETARY, {ADMIN, PARTY}),
        (Role.GRID_WORKER, {ADMIN, PARTY}),
        (Role.STATION_HEAD, {ADMIN, PARTY}),
        (Role.LEADER, {ADMIN}),
        (Role.AUDITOR, {ADMIN}),
    ],
)
def test_who_gives_a_role_at_enterprise_a(
    world: World, offices: dict[str, Person], role: str, givers: set[str]
):
    may = {
        office
        for office, actor in offices.items()
        if may_appoint(actor, role, world.a.enterprise, TODAY)
    }

    assert may == givers


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
