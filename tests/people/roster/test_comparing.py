"""What one row comes to, beside what is held: a row of the table is a row of the file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjiang.orgs.services import close_unit, open_unit
from gongjiang.people.models import RosterLine
from gongjiang.people.services.employment import end_employment
from gongjiang.people.services.rosters import apply
from rosters import Desk, found, lines_of, national_id, row, told
from world import NOON, World

pytestmark = pytest.mark.django_db

Note = RosterLine.Note
YOUNG = national_id(1, born="20050601")  # 15 until 2021-06-01, 17 on the day of the tests


@pytest.fixture
def li(desk: Desk) -> dict[str, Any]:
    """李新 has worked in the first team as an operator since 2021-03-01."""
    each = row("李新", national_id(1))
    apply(desk.checked([each]).id, actor=desk.actor, at=NOON)
    return each


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"入职日期": ""}, "入职日期"),
        ({"入职日期": "2022-11-29"}, "入职日期"),
        ({"入职日期": "2016-01-01"}, "入职日期"),
        ({"岗位": ""}, "岗位"),
        ({"姓名": ""}, "姓名"),
        ({"身份证号": ""}, "身份证号"),
        ({"身份证号": "640*************12"}, "身份证号"),
        ({"身份证号": YOUNG}, "身份证号"),
        ({"用工形式": "返聘"}, "用工形式"),
        ({"岗位类别": "神仙"}, "岗位类别"),
        ({"车间": "", "班组": "九班"}, "班组"),
        ({"性别": "女"}, "性别"),
        ({"出生日期": "1990-05-02"}, "出生日期"),
        ({"用工单位": "子虚公司"}, "用工单位"),
        ({"系统编号": "00000000-0000-4000-8000-000000000000", "身份证号": ""}, "系统编号"),
    ],
)
def test_a_new_person_whose_row_cannot_be(desk: Desk, given: dict[str, str], column: str):
    roster = desk.checked([row("李新", national_id(1), **given)])

    assert found(roster) == {"WRONG": 1}
    assert [where for _row, where, _problem in told(roster)] == [column]


@pytest.mark.parametrize(
    ("given", "notes"),
    [
        ({}, []),
        ({"用工形式": ""}, [Note.KIND_ASSUMED]),
        ({"车间": "", "班组": ""}, [Note.UNIT_ASSUMED]),
        ({"岗位": "高炉工", "岗位类别": ""}, [Note.POST_KIND_GUESSED]),
        ({"身份证号": YOUNG, "入职日期": "2022-07-01"}, [Note.MINOR]),
    ],
)
def test_what_a_new_persons_row_leaves_open_is_said(
    desk: Desk, given: dict[str, str], notes: list[str]
):
    roster = desk.checked([row("李新", national_id(1), **given)])

    assert found(roster) == {"NEW": 1}
    assert lines_of(roster)["李新"].notes == notes


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({}, "UNCHANGED"),
        ({"姓名": " 李　新"}, "UNCHANGED"),
        ({"岗位": "操作工 ", "岗位类别": ""}, "UNCHANGED"),
        ({"班组": ""}, "UNCHANGED"),
        ({"车间": "", "班组": "", "岗位": "", "入职日期": "", "手机": ""}, "UNCHANGED"),
        ({"手机": "13911111111"}, "CHANGED"),
        ({"班组": "二班"}, "CHANGED"),
        ({"岗位": "焊工"}, "CHANGED"),
        ({"岗位类别": "技术"}, "CHANGED"),
        ({"用工形式": "外包"}, "CHANGED"),
        ({"姓名": "李旧"}, "WRONG"),
        ({"入职日期": "2021-03-02"}, "WRONG"),
        ({"用工形式": "实习"}, "WRONG"),
    ],
)
def test_somebody_at_work(desk: Desk, li: dict[str, Any], given: dict[str, str], verdict: str):
    assert found(desk.checked([{**li, **given}])) == {verdict: 1}


def test_a_move_on_the_day_somebody_came_is_for_another_day(desk: Desk, li: dict[str, Any]):
    moved = {**li, "班组": "二班"}
    assert found(desk.checked([moved], changes_on=date(2021, 3, 1))) == {"WRONG": 1}
    assert found(desk.checked([moved], changes_on=date(2021, 3, 2))) == {"CHANGED": 1}


def test_one_person_in_two_rows_is_told_with_the_row(desk: Desk):
    roster = desk.checked([row("李新", national_id(1)), row("李新", national_id(1))])

    [(number, column, problem)] = told(roster)
    assert (number, column) == (3, "身份证号")
    assert "2" in problem


def test_who_has_left_is_hired_again_from_a_later_day(desk: Desk, li: dict[str, Any]):
    [line] = desk.checked([li]).lines.all()
    end_employment(
        employment_id=line.employment_id, reason="RESIGNED", actor=desk.actor, on=date(2022, 1, 1)
    )

    assert found(desk.checked([li])) == {"WRONG": 1}
    again = desk.checked([{**li, "入职日期": "2022-02-01"}])
    assert found(again) == {"NEW": 1}
    assert lines_of(again)["李新"].notes == [Note.REHIRED]


def test_two_teams_of_one_name_are_told_apart_by_the_workshop(desk: Desk, world: World):
    shop = open_unit(
        kind="WORKSHOP", name="二车间", parent=world.a.enterprise, on=world.a.team.opened_on
    )
    open_unit(kind="TEAM", name="一班", parent=shop, on=world.a.team.opened_on)

    assert found(desk.checked([row("李新", national_id(1), 车间="")])) == {"WRONG": 1}
    assert found(desk.checked([row("李新", national_id(1), 车间="二车间")])) == {"NEW": 1}


def test_a_closed_team_is_not_opened_again(desk: Desk, world: World):
    close_unit(unit_id=world.a.team.id, on=date(2022, 1, 1))

    roster = desk.checked([row("李新", national_id(1))])

    [(_number, column, problem)] = told(roster)
    assert column == "班组"
    assert "2022-01-01" in problem


def test_a_unit_outside_the_part_that_was_chosen_is_wrong(desk: Desk, world: World):
    roster = desk.checked([row("李新", national_id(1), 班组="二班")], scope=world.a.team)

    assert found(roster) == {"WRONG": 1}


def test_what_was_agreed_for_one_file_holds_for_the_next(desk: Desk):
    first = row("李新", national_id(1), 岗位="高炉工", 岗位类别="")
    apply(desk.checked([first]).id, actor=desk.actor, at=NOON)
    second = row("王新", national_id(2), 岗位="高炉工", 岗位类别="")

    assert lines_of(desk.checked([second]))["王新"].notes == []
