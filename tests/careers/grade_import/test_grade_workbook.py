"""The grades people hold when the system is taken up, from HR's own list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brought import Office, problems
from gongjiang.careers.models import GradeSpell
from gongjiang.careers.registered import FIRST_GRADES
from gongjiang.careers.services.grades import place
from gongjiang.ledger.queries import live
from gongjiang.people.brought.life import RestsOnImport
from gongjiang.people.models import Employment
from gongjiang.people.services import workbooks
from world import World, make_worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ladder")]

ENTERED = "careers.grade.entered"


@pytest.fixture
def office(world: World) -> Office:
    """A's HR, whose people have staff numbers."""
    for number, name in enumerate(("张一", "张二", "张三"), start=1):
        employment = make_worker(world.a, name)
        Employment.objects.filter(id=employment.id).update(staff_number=f"A00{number}")
    return Office(FIRST_GRADES, world.a.enterprise, world.a.hr)


def row(name: str, number: str, **others: Any) -> dict[str, Any]:
    return {
        "姓名": name,
        "工号": number,
        "序列": "操作/技能序列",
        "职级": "5",
        "生效日期": "2021-01-01",
        **others,
    }


def test_grades_are_entered_as_placing_one_by_one_does(office: Office):
    rows = [row("张一", "A001"), row("张二", "A002", 序列="", 职级="T7级")]

    brought = office.applied(rows)

    held = GradeSpell.objects.order_by("person_id")
    assert [str(spell) for spell in held] == ["O5", "T7"]
    facts = live().filter(kind=ENTERED).order_by("id")
    assert [(f.detail["reason"], f.occurred_on) for f in facts] == [
        ("INITIAL", date(2021, 1, 1))
    ] * 2
    assert {fact.unit_id for fact in facts} == {Employment.objects.last().postings.get().unit_id}
    assert office.checked(rows).counts["UNCHANGED"] == 2
    exported = workbooks.export(office.kind, enterprise=office.enterprise, actor=office.actor)
    assert office.checked(exported).counts["UNCHANGED"] == 4  # who holds no grade has an empty row
    office.undone(brought)
    assert not GradeSpell.objects.exists()
    assert not live().filter(kind=ENTERED).exists()


def test_what_is_no_first_grade_is_refused_with_its_reason(office: Office, world: World):
    placed = Employment.objects.get(staff_number="A003").person
    place(
        person=placed,
        enterprise=world.a.enterprise,
        sequence="O",
        grade=3,
        actor=world.a.hr,
        on=date(2021, 1, 1),
    )
    brought = office.checked(
        [
            row("张一", "A001", 职级="15"),
            row("张二", "A002", 生效日期="2019-01-01"),
            row("张三", "A003", 职级="4", 生效日期="2022-01-01"),
            row("张三", "A001"),
            row("张四", "A009"),
            row("张一", "A001", 序列="M", 职级="T7"),
            row("张一", "A001", 职级="高"),
        ]
    )

    found = {number: told[0] for number, told in problems(brought).items()}
    assert [key for key, _problem in found.values()] == [
        *("grade", "starts_on", "grade", "name", "staff_number", "grade", "grade")
    ]
    assert "1 to 14" in found[2][1]
    assert "already" in found[4][1]


def test_a_career_that_went_on_holds_the_import(office: Office, world: World):
    brought = office.applied([row("张一", "A001")])
    place(
        person=Employment.objects.get(staff_number="A001").person,
        enterprise=world.a.enterprise,
        sequence="M",
        grade=7,
        actor=world.a.hr,
        on=date(2022, 1, 1),
        track="SECONDARY",
    )

    with pytest.raises(RestsOnImport):
        office.undone(brought)
