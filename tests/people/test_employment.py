"""Hiring, moving, taking on, leaving: what becomes of the rows, and what the ledger remembers."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import PostKind
from gongjiang.people.queries.roll import replayed, roll_on
from gongjiang.people.services.employment import (
    AlreadyEmployed,
    NotAtWork,
    Post,
    end_employment,
    hire,
    move_person,
    take_on_intern,
)
from world import TODAY, World, make_person, make_worker

IN_2021 = date(2021, 6, 1)


def kinds_of(person_id: int) -> list[str]:
    return [fact.kind.rpartition(".")[2] for fact in facts_of(person_id)]


def operator(unit) -> Post:
    return Post(unit=unit, name="操作工", kind=PostKind.PRODUCTION)


def test_hiring_is_written_into_the_ledger(world: World):
    employment = make_worker(world.a)

    [fact] = facts_of(employment.person_id)
    assert fact.kind == "people.person.hired"
    assert (fact.unit_id, fact.enterprise_id) == (world.a.team.id, world.a.enterprise.id)
    assert fact.actor_id == world.a.hr.id


def test_a_move_keeps_yesterday(world: World):
    employment = make_worker(world.a)

    move_person(
        employment_id=employment.id, to=operator(world.a.other_team), actor=world.a.hr, on=IN_2021
    )

    before, after = employment.postings.order_by("valid_from")
    assert (before.unit, before.valid_to) == (world.a.team, IN_2021)
    assert (after.unit, after.valid_from, after.valid_to) == (world.a.other_team, IN_2021, None)
    assert kinds_of(employment.person_id) == ["hired", "moved"]


def test_an_intern_becomes_an_employee_without_a_gap(world: World):
    internship = make_worker(world.a, kind="INTERN")

    employment = take_on_intern(
        internship_id=internship.id,
        kind="REGULAR",
        post=operator(world.a.team),
        actor=world.a.hr,
        on=IN_2021,
    )

    internship.refresh_from_db()
    assert (internship.valid_to, employment.valid_from) == (IN_2021, IN_2021)
    assert employment.follows == internship
    assert kinds_of(employment.person_id) == ["hired", "intern_became_employee"]


def test_somebody_who_left_is_off_the_roll_from_that_day(world: World):
    employment = make_worker(world.a)
    before = roll_on(IN_2021).headcount()

    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=IN_2021)

    assert roll_on(IN_2021).headcount() == before - 1
    assert roll_on(date(2021, 5, 31)).headcount() == before


def test_a_dispatched_worker_counts_where_the_work_is(world: World):
    person = make_person("派遣工")
    hire(
        person=person,
        employer=world.agency.enterprise,
        kind="DISPATCHED",
        post=operator(world.a.team),
        actor=world.agency.hr,
        on=IN_2021,
    )

    [fact] = facts_of(person.id)
    assert fact.enterprise_id == world.a.enterprise.id
    assert person.id in roll_on(TODAY).under([world.a.enterprise.id]).persons(limit=10)
    assert person.id not in roll_on(TODAY).under([world.agency.enterprise.id]).persons(limit=10)


def test_two_employers_at_once_are_one_person(world: World):
    employment = make_worker(world.a)
    before = roll_on(TODAY).headcount()

    hire(
        person=employment.person,
        employer=world.b.enterprise,
        kind="REGULAR",
        post=operator(world.b.team),
        actor=world.b.hr,
        on=IN_2021,
    )

    assert roll_on(TODAY).headcount() == before


@pytest.mark.parametrize("born_on", [date(2006, 6, 2), date(2010, 1, 1)])
def test_nobody_under_sixteen_is_hired(world: World, born_on: date):
    child = make_person("小孩", born_on=born_on)

    with pytest.raises(CannotDo, match="16"):
        hire(
            person=child,
            employer=world.a.enterprise,
            kind="INTERN",
            post=operator(world.a.team),
            actor=world.a.hr,
            on=date(2022, 6, 1),
        )


def test_the_same_employer_cannot_hire_twice(world: World):
    employment = make_worker(world.a)

    with pytest.raises(AlreadyEmployed):
        hire(
            person=employment.person,
            employer=world.a.enterprise,
            kind="REGULAR",
            post=operator(world.a.team),
            actor=world.a.hr,
            on=IN_2021,
        )


def test_another_enterprise_cannot_end_an_employment(world: World):
    employment = make_worker(world.a)

    with pytest.raises(NotAllowed):
        end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.b.hr, on=IN_2021)


def test_nobody_leaves_before_they_came(world: World):
    employment = make_worker(world.a, on=IN_2021)

    with pytest.raises(NotAtWork):
        end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=IN_2021)


def test_the_ledger_alone_gives_the_same_roll(world: World):
    stays, moves, leaves = (make_worker(world.a, name) for name in ("留", "调", "离"))
    intern = make_worker(world.b, "实习", kind="INTERN")
    move_person(
        employment_id=moves.id, to=operator(world.a.other_team), actor=world.a.hr, on=IN_2021
    )
    end_employment(employment_id=leaves.id, reason="RETIRED", actor=world.a.hr, on=IN_2021)
    take_on_intern(
        internship_id=intern.id,
        kind="REGULAR",
        post=operator(world.b.team),
        actor=world.b.hr,
        on=IN_2021,
    )

    for day in (date(2020, 2, 1), date(2020, 3, 1), date(2021, 5, 31), IN_2021, TODAY):
        for unit in (world.zone, world.a.enterprise, world.a.team, world.b.enterprise):
            told = replayed(day).under([unit.id]).persons(limit=100)
            assert told == roll_on(day).under([unit.id]).persons(limit=100)
    assert stays.person_id in roll_on(TODAY).persons(limit=100)
