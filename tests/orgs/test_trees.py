"""The dated closure tells each day what a walk through that day's placements would."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Ancestry, Placement, Unit, UnitKind
from gongjiang.orgs.queries import (
    children_of,
    existing_on,
    ids_under,
    path_of,
    stands_under,
    true_on,
)
from gongjiang.orgs.services import close_unit, move_unit, open_unit, rebuild_ancestry
from world import OPENING, TODAY, World, make_site

LONGEST_WALK = 50

Closure = set[tuple[int, int, int]]


def walked(day: date) -> Closure:
    """(descendant, ancestor, depth) found by walking up from every unit that exists on a day."""
    parents = dict(Placement.objects.filter(true_on(day)).values_list("unit_id", "parent_id"))
    found: Closure = set()
    for unit in existing_on(day).values_list("id", flat=True):
        above: int | None = unit
        for depth in range(LONGEST_WALK):
            if above is None:
                break
            found.add((unit, above, depth))
            above = parents.get(above)
        else:
            pytest.fail(f"unit {unit} walks in a circle on {day}")
    return found


def told(day: date) -> Closure:
    rows = Ancestry.objects.filter(true_on(day))
    return set(rows.values_list("descendant_id", "ancestor_id", "depth"))


def boundaries() -> set[date]:
    """Each day on which anything begins or ends, and the days beside it."""
    days: set[date | None] = set()
    for unit in Unit.objects.all():
        days |= {unit.opened_on, unit.closed_on}
    for placement in Placement.objects.all():
        days |= {placement.valid_from, placement.valid_to}
    return {day + timedelta(days=n) for day in days if day for n in (-1, 0, 1)}


DAYS = st.integers(0, 40).map(lambda n: OPENING + timedelta(days=n))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "move", "move", "move", "close"]),
        st.integers(0, 30),
        st.integers(0, 30),
        DAYS,
    ),
    min_size=3,
    max_size=25,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_happens_the_closure_equals_the_walk(db: None, steps: list):
    Ancestry.objects.all().delete()
    Placement.objects.all().delete()
    Unit.objects.filter(enterprise=None).delete()
    zone = open_unit(kind=UnitKind.WORK_COMMITTEE, name="党工委", parent=None, on=OPENING)
    units = [zone]
    for deed, one, other, day in steps:
        unit, place = units[one % len(units)], units[other % len(units)]
        with suppress(CannotDo):  # a refusal must leave the trees whole, too
            if deed == "open":
                kind = [UnitKind.PRIMARY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH]
                units.append(open_unit(kind=kind[one % 3], name="x", parent=place, on=day))
            elif deed == "move":
                move_unit(unit_id=unit.id, to=place, on=day)
            else:
                close_unit(unit_id=unit.id, on=day)

    for day in boundaries():
        assert told(day) == walked(day)


WORKSHOPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), DAYS), min_size=2, max_size=15)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=WORKSHOPS)
def test_workshops_that_nest_never_close_a_circle(world: World, moves: list):
    rooms = [world.a.enterprise]
    for n in range(5):
        name = f"车间{n}"
        rooms.append(
            open_unit(kind=UnitKind.WORKSHOP, name=name, parent=world.a.enterprise, on=OPENING)
        )
    for one, other, day in moves:
        with suppress(CannotDo):
            move_unit(unit_id=rooms[one].id, to=rooms[other], on=day)

    for day in boundaries():
        assert told(day) == walked(day)


def test_the_closure_can_be_derived_anew(world: World):
    move_unit(unit_id=world.a.enterprise.id, to=world.other_grid, on=TODAY)
    kept = [told(day) for day in (OPENING, TODAY)]

    Ancestry.objects.all().delete()
    rebuild_ancestry()

    assert [told(day) for day in (OPENING, TODAY)] == kept


def test_a_move_keeps_yesterday_for_all_beneath(world: World):
    move_unit(unit_id=world.a.enterprise.id, to=world.other_grid, on=TODAY)
    before = TODAY - timedelta(days=1)
    team = world.a.team.id

    assert stands_under(team, world.grid.id, before)
    assert not stands_under(team, world.grid.id, TODAY)
    assert stands_under(team, world.other_grid.id, TODAY)
    assert [unit.name for unit in path_of(team, TODAY)] == [
        "示范经开区",
        "北片区",
        "第二网格",
        "甲硅业",
        "一车间",
        "一班",
    ]
    assert world.a.enterprise in children_of(world.grid.id, before)
    assert world.a.enterprise not in children_of(world.grid.id, TODAY)
    assert team in set(ids_under([world.other_grid.id], TODAY))


def test_a_unit_opened_later_is_not_there_before(world: World):
    site = make_site("丁新材", "91640100000000004D", world.grid)
    team = open_unit(kind=UnitKind.TEAM, name="新班", parent=site.workshop, on=TODAY)

    assert path_of(team.id, TODAY - timedelta(days=1)) == []
    assert path_of(team.id, TODAY)[-1] == team


def test_a_closed_unit_is_there_to_its_last_day(world: World):
    close_unit(unit_id=world.a.other_team.id, on=TODAY)

    assert world.a.other_team in existing_on(TODAY - timedelta(days=1))
    assert world.a.other_team not in existing_on(TODAY)
    assert not stands_under(world.a.other_team.id, world.zone.id, TODAY)
