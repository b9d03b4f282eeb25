"""The census: everybody at work once, at every level, in groups that add up."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.orgs.queries import path_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.queries.make_up import AgeBand
from gongjiang.people.services.employment import Post, hire
from gongjiang.reports.census import census_on
from world import TODAY, World, make_person, make_site, make_worker


def path(unit) -> list[int]:
    return [step.id for step in path_of(unit.id, TODAY)]


def born(world: World, born_on: date) -> None:
    person = make_person(f"生于{born_on}", born_on=born_on)
    post = Post(unit=world.a.team, name="操作工", kind="PRODUCTION")
    hire(
        person=person, employer=world.a.enterprise, kind="REGULAR", post=post, actor=SYSTEM,
        on=date(2022, 11, 1),
    )  # fmt: skip


def test_the_parts_of_each_unit_add_up_to_it(world: World):
    for place in range(7):
        make_worker(world.a, f"工友{place}", unit=world.a.other_team)

    census = census_on(TODAY)

    for unit in (world.zone, world.area, world.grid, world.a.enterprise, world.a.workshop):
        parts = census.beneath(path(unit), withholding=False)
        assert parts is not None
        assert sum(parts.groups.values()) == census.total(unit.id)
        make_up = census.make_up(unit.id, withholding=False)
        for shown in (make_up.kinds, make_up.sexes, make_up.ages):
            assert sum(shown.groups.values()) == make_up.total


def test_somebody_at_work_in_two_places_is_counted_where_they_came_first(world: World):
    first = make_worker(world.a, on=date(2020, 3, 1))
    post = Post(unit=world.b.team, name="帮工", kind="PRODUCTION")
    hire(
        person=first.person, employer=world.b.enterprise, kind="DISPATCHED", post=post,
        actor=SYSTEM, on=date(2021, 3, 1),
    )  # fmt: skip

    census = census_on(TODAY)

    assert census.total(world.a.team.id) == 1
    assert census.total(world.b.team.id) == 0
    assert census.total(world.zone.id) == 4


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (date(1997, 11, 29), AgeBand.UNDER_25),
        (date(1997, 11, 28), AgeBand.FROM_25),
        (date(1987, 11, 28), AgeBand.FROM_35),
        (date(1977, 11, 29), AgeBand.FROM_35),
        (date(1967, 11, 28), AgeBand.FROM_55),
    ],
)
def test_an_age_is_in_full_years_on_the_day(world: World, born_on: date, band: str):
    born(world, born_on)

    assert census_on(TODAY).make_up(world.a.team.id, withholding=False).ages.groups[band] == 1


def test_a_withheld_unit_is_withheld_with_all_beneath_it(world: World):
    for place in range(9):
        make_worker(world.a, f"工友{place}")
    small = make_site("小厂", "91640100000000007A", world.grid)

    census = census_on(TODAY)

    assert census.beneath(path(small.enterprise), withholding=True) is None
    assert census.beneath(path(small.workshop), withholding=True) is None
    assert census.beneath(path(small.workshop), withholding=False) is not None
