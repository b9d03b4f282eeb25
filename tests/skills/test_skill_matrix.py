"""The skill matrix: assessed by leaders, put right on the day, with its single holders."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.skills import SkillAssessed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of
from gongjiang.skills.models import Skill, SkillAssessment
from gongjiang.skills.queries.matrix import matrix_of
from gongjiang.skills.services.matrix import assess_skill, name_skill, retire_skill
from world import TODAY, World, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def welding(world: World, leader: Person) -> Skill:
    return name_skill(unit=world.a.team, name="焊接", actor=leader, on=TODAY)


def test_an_assessment_holds_until_the_next(world: World, welding: Skill, worker: Person):
    hr = world.a.hr
    assess_skill(skill=welding, person=worker, level=2, actor=hr, on=date(2022, 1, 1))
    assess_skill(skill=welding, person=worker, level=3, actor=hr, on=date(2022, 6, 1))

    spells = SkillAssessment.objects.order_by("valid_from").values_list("level", "valid_to")
    assert list(spells) == [(2, date(2022, 6, 1)), (3, None)]
    with pytest.raises(CannotDo, match="later day"):
        assess_skill(skill=welding, person=worker, level=4, actor=hr, on=date(2022, 5, 1))
    with pytest.raises(CannotDo, match="nothing has changed"):
        assess_skill(skill=welding, person=worker, level=3, actor=hr, on=TODAY)


def test_a_wrong_press_is_put_right_on_the_day(
    world: World, welding: Skill, worker: Person, leader: Person
):
    assess_skill(skill=welding, person=worker, level=4, actor=leader, on=TODAY)
    assess_skill(skill=welding, person=worker, level=1, actor=leader, on=TODAY)

    [fact] = [fact for fact in facts_of(worker.id) if fact.kind == SkillAssessed.kind]
    assert fact.fact.level == 1  # type: ignore[attr-defined]
    assert SkillAssessment.objects.get().level == 1


def test_who_assesses(world: World, welding: Skill, worker: Person, leader: Person):
    for actor in (worker, world.b.hr, world.leader):
        with pytest.raises(NotAllowed):
            assess_skill(skill=welding, person=worker, level=3, actor=actor, on=TODAY)
    with pytest.raises(NotAllowed):
        assess_skill(skill=welding, person=leader, level=3, actor=leader, on=TODAY)
    elsewhere = make_worker(world.a, "二班工", unit=world.a.other_team).person
    with pytest.raises(CannotDo, match="does not work"):
        assess_skill(skill=welding, person=elsewhere, level=3, actor=world.a.hr, on=TODAY)


def test_a_matrix_marks_who_alone_has_a_skill(
    world: World, welding: Skill, worker: Person, leader: Person
):
    cutting = name_skill(unit=world.a.enterprise, name="切割", actor=world.a.hr, on=TODAY)
    gone = name_skill(unit=world.a.team, name="打孔", actor=leader, on=TODAY)
    retire_skill(skill_id=gone.id, actor=leader, on=TODAY)
    assess_skill(skill=welding, person=worker, level=3, actor=leader, on=TODAY)
    assess_skill(skill=cutting, person=worker, level=2, actor=leader, on=TODAY)

    found = matrix_of(world.a.team, scope_of(leader, TODAY), TODAY)

    assert found.skills == [welding, cutting]
    assert {line.person for line in found.lines} == {worker, leader}
    assert found.single == [welding]
    assert found.index == 0.5
    assert matrix_of(world.a.team, scope_of(world.b.hr, TODAY), TODAY).lines == []
