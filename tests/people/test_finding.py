"""Finding somebody by their national ID is a logged deed, and finds own people only."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.models import Look, Person, PostKind
from gongjiang.people.services.employment import Post, end_employment, hire
from gongjiang.people.services.finding import NobodyFound, find_by_national_id
from world import TODAY, Site, World, make_person

NOON = datetime(2022, 11, 28, 12, tzinfo=SHANGHAI)
NUMBER = "11010519491231002X"
"""The number GB 11643 itself gives as its example."""


def worker_with_number(site: Site) -> Person:
    person = make_person("周工", born_on=date(1949, 12, 31), sex="FEMALE", national_id=NUMBER)
    post = Post(unit=site.team, name="操作工", kind=PostKind.PRODUCTION)
    hire(
        person=person,
        employer=site.enterprise,
        kind="REGULAR",
        post=post,
        actor=site.hr,
        on=date(2020, 3, 1),
    )
    return person


def find(site: Site, number: str = NUMBER, reason: str = "核对合同") -> Person:
    return find_by_national_id(national_id=number, actor=site.hr, reason=reason, at=NOON)


def test_own_people_are_found_and_can_read_who_searched(world: World):
    person = worker_with_number(world.a)

    assert find(world.a) == person

    [look] = Look.objects.filter(person=person)
    assert (look.by, look.what, look.reason) == (world.a.hr, "NATIONAL_ID", "核对合同")


def test_who_left_is_still_found_by_their_old_employer(world: World):
    person = worker_with_number(world.a)
    [employment] = person.employments.all()
    end_employment(employment_id=employment.id, reason="RETIRED", actor=world.a.hr, on=TODAY)

    assert find(world.a, NUMBER.lower()) == person


def test_anothers_people_are_not_found_and_nothing_is_said_of_them(world: World):
    worker_with_number(world.a)

    with pytest.raises(NobodyFound):
        find(world.b)
    assert not Look.objects.exists()


def test_a_number_that_cannot_be_is_not_looked_for(world: World):
    with pytest.raises(CannotDo):
        find(world.a, "110105194912310021")


def test_no_reason_no_search(world: World):
    worker_with_number(world.a)

    with pytest.raises(CannotDo):
        find(world.a, reason="  ")


def test_only_hr_searches_by_number(world: World):
    person = worker_with_number(world.a)

    with pytest.raises(NotAllowed):
        find_by_national_id(national_id=NUMBER, actor=person, reason="好奇", at=NOON)
