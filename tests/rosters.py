"""Rosters as offices send them, written for tests; no number in them is anybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter
from stdnum.cn import ric

from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import RosterImport, RosterLine
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.rosters import Upload, bring
from world import NOON

HEADINGS = ("姓名", "身份证号", "手机", "用工形式", "入职日期", "车间", "班组", "岗位", "岗位类别")


def national_id(number: int, *, born: str = "19900501", male: bool = True) -> str:
    """The number-th valid national ID of a day and sex; the region is an old one of Yinchuan."""
    order = f"{number % 500 * 2 + (1 if male else 0):03d}"
    seventeen = f"640102{born}{order}"
    return seventeen + ric.calc_check_digit(seventeen + "0")


def row(name: str, number: str, **others: Any) -> dict[str, Any]:
    """One row as a tidy office writes it."""
    return {
        "姓名": name,
        "身份证号": number,
        "手机": "13800000000",
        "用工形式": "正式",
        "入职日期": "2021-03-01",
        "车间": "一车间",
        "班组": "一班",
        "岗位": "操作工",
        "岗位类别": "生产",
        **others,
    }


def workbook(rows: Sequence[Mapping[str, Any]], headings: Sequence[str] = ()) -> bytes:
    """An .xlsx of these rows, its headings in the order in which they first appear."""
    names = list(headings) or list(dict.fromkeys(name for each in rows for name in each))
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, names)
        for number, each in enumerate(rows, start=1):
            sheet.write_row(number, 0, [each.get(name, "") for name in names])
    return buffer.getvalue()


@dataclass
class Desk:
    """One enterprise's HR at work on rosters."""

    enterprise: Unit
    actor: Actor
    others: dict[str, Any] = field(default_factory=dict)

    def bring(self, rows: Sequence[Mapping[str, Any]], **others: Any) -> RosterImport:
        return self.bring_file(workbook(rows), **others)

    def bring_file(self, content: bytes, name: str = "花名册.xlsx", **others: Any) -> RosterImport:
        words = {"scope": self.enterprise, **self.others, **others}
        upload = Upload(enterprise=self.enterprise, file_name=name, content=content, **words)
        return bring(upload, actor=self.actor, at=NOON)

    def checked(self, rows: Sequence[Mapping[str, Any]], **others: Any) -> RosterImport:
        return check(self.bring(rows, **others).id, actor=self.actor, at=NOON)


def lines_of(roster: RosterImport) -> dict[str, RosterLine]:
    """An import's lines by the name in them."""
    return {line.name: line for line in roster.lines.order_by("id")}


def found(roster: RosterImport) -> dict[str, int]:
    """The verdicts that occur, and how often."""
    return {verdict: count for verdict, count in roster.counts.items() if count}


def told(roster: RosterImport) -> list[tuple[int, str, str]]:
    """Row, column and problem of all that is wrong."""
    return [
        (line.number, problem["column"], problem["problem"])
        for line in roster.lines.filter(verdict="WRONG").order_by("number")
        for problem in line.problems
    ]
