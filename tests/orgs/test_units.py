"""Units: opened, moved, closed, linked, and what is refused of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongjiang.orgs.models import Link, OperatingSpell, Placement, Unit, UnitKind
from gongjiang.orgs.queries import (
    enterprise_of,
    links_of,
    operating_on,
    stands_under,
    zone,
)
from gongjiang.orgs.rules import PARENTS, may_stand_under, spelled, tree_of, uscc_holds
from gongjiang.orgs.services import (
    AlreadyThere,
    EnterpriseDetails,
    NotOnThatDay,
    StillInUse,
    WrongParent,
    close_unit,
    end_link,
    link_units,
    move_unit,
    open_unit,
    set_operating,
)
from world import CODES, OPENING, TODAY, World

LATER = TODAY + timedelta(days=30)
EVE = TODAY - timedelta(days=1)


def opened(kind: str, parent: Unit | None, on: date = OPENING) -> Unit:
    return open_unit(kind=kind, name="某单位", parent=parent, on=on)


@pytest.fixture
def union(world: World) -> Unit:
    zone_union = opened(UnitKind.ZONE_UNION, None)
    return opened(UnitKind.ENTERPRISE_UNION, zone_union)


def test_a_unit_stands_in_the_tree_of_its_kind(world: World, union: Unit):
    assert (world.zone.tree, union.tree) == ("ADMINISTRATIVE", "UNION")
    assert tree_of(UnitKind.BRANCH) == "PARTY"
    assert zone() == world.zone


def test_a_name_is_sorted_and_found_by_its_pinyin():
    assert spelled("银川硅业A") == ("yin chuan gui ye a", "ycgya")


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("AREA", "ZONE", True),
        ("GRID", "AREA", True),
        ("ENTERPRISE", "GRID", True),
        ("ENTERPRISE", "AREA", False),
        ("ENTERPRISE", "ZONE", False),
        ("WORKSHOP", "WORKSHOP", True),
        ("TEAM", "ENTERPRISE", True),
        ("TEAM", "TEAM", False),
        ("TEAM", "GRID", False),
        ("BRANCH", "ENTERPRISE", False),
        ("PARTY_GROUP", "BRANCH", True),
        ("ENTERPRISE_UNION", "WORK_COMMITTEE", False),
    ],
)
def test_what_stands_under_what(kind: str, parent: str, expected: bool):
    assert may_stand_under(kind, parent) is expected


def test_every_kind_has_its_parents():
    assert set(PARENTS) == set(UnitKind)
    assert all(tree_of(kind) == tree_of(above) for kind in PARENTS for above in PARENTS[kind])


def test_a_wrong_parent_is_refused(world: World):
    with pytest.raises(WrongParent):
        opened(UnitKind.TEAM, world.grid)
    with pytest.raises(WrongParent):
        opened(UnitKind.TEAM, None)
    with pytest.raises(WrongParent):
        opened(UnitKind.ZONE, world.zone)
    with pytest.raises(WrongParent):
        move_unit(unit_id=world.a.team.id, to=world.grid, on=TODAY)


def test_a_unit_does_not_stand_under_one_that_is_not_there(world: World):
    with pytest.raises(WrongParent):
        opened(UnitKind.TEAM, world.a.workshop, on=OPENING - timedelta(days=1))
    workshop = opened(UnitKind.WORKSHOP, world.a.enterprise)
    close_unit(unit_id=workshop.id, on=LATER)
    for day in (TODAY, LATER):
        with pytest.raises(WrongParent):
            opened(UnitKind.TEAM, workshop, on=day)


def test_an_enterprise_has_details_and_nothing_else_has(world: World):
    details = EnterpriseDetails(uscc="x" * 18, ownership="STATE", industry_code="C3825")

    with pytest.raises(ValueError, match="details"):
        opened(UnitKind.ENTERPRISE, world.grid)
    with pytest.raises(ValueError, match="details"):
        open_unit(kind=UnitKind.GRID, name="网格", parent=world.area, on=TODAY, enterprise=details)


def test_a_credit_code_is_one_enterprises(world: World):
    with pytest.raises(AlreadyThere):
        open_unit(
            kind=UnitKind.ENTERPRISE,
            name="又一家",
            parent=world.grid,
            on=TODAY,
            enterprise=EnterpriseDetails(uscc=CODES["A"], ownership="STATE", industry_code="C3825"),
        )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("91640100710654321R", False),
        ("91110000600037341L", True),
        ("91110000600037341X", False),
        ("91110000600037341", False),
        ("", False),
    ],
)
def test_a_credit_code_that_fails_is_known(code: str, expected: bool):
    assert uscc_holds(code) is expected


def test_a_failing_credit_code_is_let_through(world: World):
    assert not uscc_holds(CODES["A"])
    assert world.a.enterprise.enterprise.uscc == CODES["A"]


def test_a_unit_is_not_moved_beneath_itself(world: World):
    inner = opened(UnitKind.WORKSHOP, world.a.workshop)

    with pytest.raises(WrongParent):
        move_unit(unit_id=world.a.workshop.id, to=inner, on=TODAY)
    with pytest.raises(WrongParent):
        move_unit(unit_id=world.a.workshop.id, to=world.a.workshop, on=TODAY)


def test_two_known_moves_do_not_close_a_circle(world: World):
    one, other = (opened(UnitKind.WORKSHOP, world.a.enterprise) for _ in range(2))
    move_unit(unit_id=other.id, to=one, on=LATER)

    with pytest.raises(WrongParent):
        move_unit(unit_id=one.id, to=other, on=TODAY)


def test_a_move_to_where_it_stands_is_refused(world: World):
    with pytest.raises(WrongParent):
        move_unit(unit_id=world.a.enterprise.id, to=world.grid, on=TODAY)


def test_a_move_before_the_last_one_is_refused(world: World):
    move_unit(unit_id=world.a.enterprise.id, to=world.other_grid, on=TODAY)

    with pytest.raises(NotOnThatDay):
        move_unit(unit_id=world.a.enterprise.id, to=world.grid, on=EVE)


def test_a_move_said_again_for_its_own_day_replaces_it(world: World):
    third = opened(UnitKind.GRID, world.area)
    move_unit(unit_id=world.a.enterprise.id, to=world.other_grid, on=TODAY)

    move_unit(unit_id=world.a.enterprise.id, to=third, on=TODAY)

    assert stands_under(world.a.team.id, third.id, TODAY)
    assert stands_under(world.a.team.id, world.grid.id, EVE)
    assert Placement.objects.filter(unit=world.a.enterprise).count() == 2


def test_a_unit_in_use_is_not_closed(world: World):
    with pytest.raises(StillInUse):
        close_unit(unit_id=world.a.workshop.id, on=TODAY)


def test_a_unit_is_closed_once_and_after_it_came(world: World):
    team = world.a.other_team
    with pytest.raises(NotOnThatDay):
        close_unit(unit_id=team.id, on=OPENING)
    close_unit(unit_id=team.id, on=TODAY)

    for deed in (
        lambda: close_unit(unit_id=team.id, on=LATER),
        lambda: move_unit(unit_id=team.id, to=world.b.workshop, on=LATER),
    ):
        with pytest.raises(NotOnThatDay):
            deed()


def test_a_closed_enterprise_takes_its_links_and_operation_along(world: World, union: Unit):
    enterprise = world.b.enterprise
    for unit in (world.b.team, world.b.other_team, world.b.workshop):
        close_unit(unit_id=unit.id, on=TODAY)
    link_units(kind="SEATED_AT", source=union, target=enterprise, on=OPENING)
    other = opened(UnitKind.JOINT_UNION, Unit.objects.get(kind="ZONE_UNION"))
    link_units(kind="COVERS_JOINT", source=other, target=enterprise, on=LATER)

    close_unit(unit_id=enterprise.id, on=TODAY)

    assert [link.valid_to for link in Link.objects.filter(target=enterprise)] == [TODAY]
    assert enterprise.enterprise in operating_on(EVE)
    assert enterprise.enterprise not in operating_on(TODAY)


def test_the_database_itself_refuses_two_places_at_a_time(world: World):
    with (
        pytest.raises(IntegrityError, match="placement_one_parent_at_a_time"),
        transaction.atomic(),
    ):
        Placement.objects.create(unit=world.a.enterprise, parent=world.other_grid, valid_from=TODAY)


def test_the_database_itself_refuses_a_unit_under_itself(world: World):
    with pytest.raises(IntegrityError, match="not_under_itself"), transaction.atomic():
        Placement.objects.filter(unit=world.a.team).update(parent=world.a.team)


def test_links_tie_two_trees_on_their_days(world: World, union: Unit):
    link = link_units(kind="SEATED_AT", source=union, target=world.a.enterprise, on=EVE)
    end_link(link_id=link.id, on=TODAY)

    assert [found.id for found in links_of(world.a.enterprise.id, EVE)] == [link.id]
    assert list(links_of(union.id, TODAY)) == []


def test_a_link_within_one_tree_is_refused(world: World):
    with pytest.raises(WrongParent):
        link_units(
            kind="AFFILIATED", source=world.a.enterprise, target=world.b.enterprise, on=TODAY
        )


def test_two_units_are_linked_once_at_a_time(world: World, union: Unit):
    link_units(kind="SEATED_AT", source=union, target=world.a.enterprise, on=LATER)

    with pytest.raises(AlreadyThere):
        link_units(kind="AFFILIATED", source=union, target=world.a.enterprise, on=TODAY)


def test_a_link_needs_both_its_ends(world: World, union: Unit):
    close_unit(unit_id=world.a.other_team.id, on=TODAY)

    with pytest.raises(NotOnThatDay):
        link_units(kind="AFFILIATED", source=union, target=world.a.other_team, on=TODAY)


def test_a_link_ends_once_and_after_it_began(world: World, union: Unit):
    link = link_units(kind="SEATED_AT", source=union, target=world.a.enterprise, on=EVE)
    with pytest.raises(NotOnThatDay):
        end_link(link_id=link.id, on=EVE)
    end_link(link_id=link.id, on=TODAY)
    with pytest.raises(NotOnThatDay):
        end_link(link_id=link.id, on=LATER)


def test_operation_is_a_flag_by_date(world: World):
    enterprise = world.a.enterprise.enterprise
    stopped, again = date(2020, 2, 1), date(2020, 6, 1)

    set_operating(enterprise_id=enterprise.pk, operating=False, on=stopped)
    set_operating(enterprise_id=enterprise.pk, operating=True, on=again)

    days = [OPENING, date(2020, 1, 31), stopped, date(2020, 5, 31), again, TODAY]
    found = [enterprise in operating_on(day) for day in days]
    assert found == [True, True, False, False, True, True]
    with pytest.raises(NotOnThatDay):
        set_operating(enterprise_id=enterprise.pk, operating=False, on=date(2020, 3, 1))
    with pytest.raises(AlreadyThere):
        set_operating(enterprise_id=enterprise.pk, operating=True, on=TODAY)
    assert OperatingSpell.objects.filter(enterprise=enterprise).count() == 2


def test_an_enterprise_is_found_from_each_of_its_teams(world: World):
    assert enterprise_of(world.a.team.id, TODAY) == world.a.enterprise.id
    assert enterprise_of(world.a.enterprise.id, TODAY) == world.a.enterprise.id
    assert enterprise_of(world.grid.id, TODAY) is None
