"""The list shows and exports what the reader may see, at the same cost whatever its length."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import AccessBasis, PostKind, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import Post, end_employment, hire
from signing import SignIn
from workbooks import Cell, excel_day, rows_of
from world import OPENING, TODAY, World, make_person, make_worker

MOST_QUERIES = 15


def sheet_of(browser: Client, **query: str) -> list[list[Cell]]:
    return rows_of(browser.get("/people", {"format": "xlsx", **query}))


def names_in(browser: Client, **query: str) -> set[Cell]:
    return {row[0] for row in sheet_of(browser, **query)[1:]}


def test_hr_lists_its_people_and_exports_no_number(world: World, as_reader: SignIn):
    make_worker(world.a, "王小明")
    make_worker(world.b, "乙工")

    header, *rows = sheet_of(as_reader(world.a.hr))

    assert {row[0] for row in rows} == {"王小明", world.a.hr.name}
    assert len(header) == 8
    assert not any("ID" in str(label) or "phone" in str(label).lower() for label in header)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王", {"王小明"}),
        ("小明", {"王小明"}),
        ("wangxm", set()),
        ("wangxiao", {"王小明"}),
        ("Wang Xiao", {"王小明"}),
        ("wxm", {"王小明"}),
        ("xm", set()),
        ("110105194912", set()),
    ],
)
def test_a_name_is_found_by_characters_pinyin_and_initials(
    world: World, as_reader: SignIn, typed: str, found: set[str]
):
    make_worker(world.a, "王小明")

    page = as_reader(world.a.hr).get("/people", {"q": typed}).content.decode()

    assert ("王小明" in page) is bool(found)


def test_filters_narrow_by_kind_post_team_and_day(world: World, as_reader: SignIn):
    make_worker(world.a, "正式工", on=date(2020, 3, 1))
    make_worker(world.a, "实习生", kind="INTERN", on=date(2022, 11, 2), unit=world.a.other_team)
    make_worker(world.a, "技术员", post_kind=PostKind.TECHNICAL)
    hr = as_reader(world.a.hr)

    assert names_in(hr, kind="INTERN") == {"实习生"}
    assert names_in(hr, post_kind="TECHNICAL") == {"技术员"}
    assert names_in(hr, team="二班") == {"实习生"}
    assert names_in(hr, unit=str(world.a.other_team.public_id)) == {"实习生"}
    assert names_in(hr, **{"joined_on.from": "2022-11-01"}) == {"实习生"}


def test_who_left_is_told_to_the_employer_alone(world: World, as_reader: SignIn):
    employment = make_worker(world.a, "走了")
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=TODAY)
    leader = make_worker(world.a, "班长").person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)

    assert names_in(as_reader(world.a.hr), state="left") == {"走了"}
    assert "走了" not in names_in(as_reader(world.a.hr))
    assert "走了" not in names_in(as_reader(leader), state="left")
    assert names_in(as_reader(world.b.hr), state="left") == set()


def test_the_site_sees_a_dispatched_worker_without_the_employment(world: World, as_reader: SignIn):
    hire(
        person=make_person("派遣工"),
        employer=world.agency.enterprise,
        kind="DISPATCHED",
        post=Post(unit=world.a.team, name="焊工", kind=PostKind.PRODUCTION),
        actor=world.agency.hr,
        on=date(2021, 6, 1),
    )

    [at_site] = [row for row in sheet_of(as_reader(world.a.hr)) if row[0] == "派遣工"]
    [at_agency] = [row for row in sheet_of(as_reader(world.agency.hr)) if row[0] == "派遣工"]

    assert excel_day(date(2021, 6, 1)) not in at_site
    assert excel_day(date(2021, 6, 1)) in at_agency
    assert names_in(as_reader(world.a.hr), kind="DISPATCHED") == set()
    assert names_in(as_reader(world.a.hr), kind="ANOTHERS") == {"派遣工"}


def test_a_unit_of_another_enterprise_is_not_there(world: World, as_reader: SignIn):
    asked = {"unit": str(world.b.team.public_id)}

    assert as_reader(world.a.hr).get("/people", asked).status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/people", "/people?state=left", "/teams", "/people/hire"]
)
def test_a_longer_list_asks_no_more_of_the_database(world: World, as_reader: SignIn, address: str):
    hr = as_reader(world.a.hr)

    def queries() -> int:
        hr.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert hr.get(address).status_code == 200
        return len(asked)

    make_worker(world.a, "第一人")
    few = queries()
    for number in range(30):
        make_worker(world.a, f"工友{number}", unit=(world.a.team, world.a.other_team)[number % 2])

    assert queries() == few <= MOST_QUERIES


def test_a_recorded_ground_opens_the_list_without_the_employments(world: World, as_reader: SignIn):
    make_worker(world.a, "甲工")
    make_worker(world.b, "乙工")
    reader = make_person("督查")
    AccessBasis.objects.create(
        person=reader,
        unit=world.grid,
        ground="工伤调查",
        granted_by=world.leader,
        valid_from=OPENING,
    )

    header, *rows = sheet_of(as_reader(reader))

    assert {"甲工"} <= {row[0] for row in rows}
    assert "乙工" not in {row[0] for row in rows}
    assert len(header) == 7
