from __future__ import annotations

from dataclasses import dataclass

import pytest

from brought import Office
from gongjiang.governance.models import RuleSet
from gongjiang.people.models import Employment, Person
from gongjiang.people.services.employment import Post, hire
from gongjiang.skills.registered import CERTIFICATES
from rosters import national_id
from skills.conftest import HIRED
from world import World, make_person

NUMBERS = {"王电": national_id(1), "李焊": national_id(2)}


@dataclass
class Shop(Office):
    """A's HR, and two of its people by name."""

    people: dict[str, Person]


@pytest.fixture
def shop(world: World, rules: list[RuleSet]) -> Shop:
    people = {}
    for name, number in NUMBERS.items():
        post = Post(unit=world.a.team, name="操作工", kind="PRODUCTION")
        people[name] = make_person(name, national_id=number)
        hire(
            person=people[name],
            employer=world.a.enterprise,
            kind="REGULAR",
            post=post,
            actor=world.a.hr,
            on=HIRED,
        )
    Employment.objects.filter(person=people["李焊"]).update(staff_number="0012")
    return Shop(CERTIFICATES, world.a.enterprise, world.a.hr, people)
