"""Staff numbers come once from HR's own list, and find people from then on."""

from __future__ import annotations

import pytest

from brought import Office, problems
from gongjiang.people.models import Employment
from gongjiang.people.registered import STAFF_NUMBERS
from gongjiang.people.services.employment import Post, hire
from rosters import national_id
from world import OPENING, World, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World) -> Office:
    for number, name in enumerate(("张一", "张二", "张三"), start=1):
        post = Post(unit=world.a.team, name="操作工", kind="PRODUCTION")
        hire(
            person=make_person(name, national_id=national_id(number)),
            employer=world.a.enterprise,
            kind="REGULAR",
            post=post,
            actor=world.a.hr,
            on=OPENING,
        )
    return Office(STAFF_NUMBERS, world.a.enterprise, world.a.hr)


def row(number: int, name: str, staff_number: str) -> dict[str, str]:
    return {"姓名": name, "身份证号": national_id(number), "工号": staff_number}


def numbers() -> list[str]:
    found = Employment.objects.exclude(staff_number="").order_by("person_id")
    return list(found.values_list("staff_number", flat=True))


def test_numbers_are_given_change_places_and_come_back(office: Office):
    first = office.applied([row(1, "张一", "007"), row(2, "张二", "008")])
    assert numbers() == ["007", "008"]

    second = office.applied([row(1, "张一", "008"), row(2, "张二", "007")])

    assert (second.counts["CHANGED"], numbers()) == (2, ["008", "007"])
    office.undone(second)
    assert numbers() == ["007", "008"]
    office.undone(first)
    assert numbers() == []


def test_a_number_belongs_to_one_person(office: Office):
    office.applied([row(1, "张一", "007")])

    brought = office.checked([row(2, "张二", "007"), row(3, "张三", "9"), row(2, "张二", "9")])

    assert [told[0][0] for told in problems(brought).values()] == ["staff_number", "staff_number"]
