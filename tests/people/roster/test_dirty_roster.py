"""The workbook with every trouble, brought by HR: each told, and the good rows right."""

from __future__ import annotations

from datetime import date

import pytest

import dirty
import spreadsheets
from gongjiang.people.models import Employment
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_files import annotated_file
from gongjiang.people.services.rosters import apply
from jobs import run_jobs
from rosters import Desk, found, lines_of
from world import NOON

pytestmark = pytest.mark.django_db

BEGAN = date(2021, 3, 5)


@pytest.fixture(params=["xlsx", "xls", "ods", "csv"])
def roster(request: pytest.FixtureRequest, desk: Desk):
    book = dirty.dirty()
    if request.param == "csv":
        book = spreadsheets.Book([dirty.unmerged(book.sheets[1])])
    content = getattr(spreadsheets, request.param)(book)
    brought = desk.bring_file(content, name=f"花名册.{request.param}")
    return check(brought.id, actor=desk.actor, at=NOON)


def test_every_row_is_new_or_wrong_and_each_wrong_one_is_told(roster, desk: Desk):
    assert found(roster) == {"NEW": len(dirty.GOOD), "WRONG": len(dirty.BAD)}
    lines = roster.lines.order_by("number")
    assert [line.number for line in lines if line.verdict == "WRONG"] == [
        dirty.row_of(key) for key in dirty.BAD
    ]
    assert all(line.problems for line in lines if line.verdict == "WRONG")
    good = [line for line in lines if line.verdict == "NEW"]
    assert [line.name for line in good] == list(dirty.GOOD)
    assert {line.effective_on for line in good} == {BEGAN}
    assert [unit["name"] for unit in roster.openings] == ["总装车间", "一班", "二班"]
    assert {left["reason"] for left in roster.reading["dropped"]}
    run_jobs()
    assert annotated_file(roster, actor=desk.actor).startswith(b"PK")


def test_the_good_rows_alone_can_be_applied(desk: Desk):
    book = dirty.dirty()
    table = book.sheets[1]
    bad = {dirty.row_of(key) - 1 for key in dirty.BAD}
    table.rows[:] = [[] if at in bad else row for at, row in enumerate(table.rows)]
    brought = desk.bring_file(spreadsheets.xlsx(book))
    roster = check(brought.id, actor=desk.actor, at=NOON)
    assert found(roster) == {"NEW": len(dirty.GOOD)}

    apply(roster.id, actor=desk.actor, at=NOON)

    begun = Employment.objects.filter(person__name__in=dirty.GOOD, valid_from=BEGAN)
    assert begun.count() == len(dirty.GOOD)
    assert lines_of(roster)["王五"].unit_id != lines_of(roster)["王一"].unit_id
