"""What tests of this room may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from gongjiang.governance.models import RuleSet
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.models import Occupation
from gongjiang.skills.services.defaults import install_skill_rules
from gongjiang.skills.services.occupations import name_occupation_of_post
from world import OPENING, TODAY, World, make_worker

HIRED = date(2018, 3, 1)


@pytest.fixture(autouse=True)
def standing_day(settings: pytest.MonkeyPatch) -> None:
    """Today is the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are asked for as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def rules(defaults: list[RuleSet]) -> list[RuleSet]:
    return install_skill_rules(actor=SYSTEM, on=TODAY)


@pytest.fixture
def electrician(db: None) -> Occupation:
    return Occupation.objects.get(code="6-31-01-03")


@pytest.fixture
def employment(world: World) -> Employment:
    return make_worker(world.a, on=HIRED)


@pytest.fixture
def worker(world: World, employment: Employment, electrician: Occupation) -> Person:
    """An electrician of A's first team since 2018."""
    name_occupation_of_post(
        enterprise=world.a.enterprise,
        post="操作工",
        occupation=electrician,
        reason="上岗登记",
        actor=world.a.hr,
        on=TODAY,
    )
    return employment.person


@pytest.fixture
def leader(world: World) -> Person:
    """Who leads A's first team."""
    person = make_worker(world.a, "李班长", on=HIRED).person
    appoint(person=person, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    return person
