"""An enterprise's list of earlier ideas, read from its workbook: what each row says, or what is
wrong with it. Nothing is changed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import State
from gongjiang.innovation.rules.proposals import Wording, is_complete
from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.queries import ids_under
from gongjiang.people.models import Person, Posting
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.choices import Choices, read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text, read_name, read_text
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import Wrong, shown, wrong_cell

COLUMNS = (
    KnownColumn("title", ("标题", "建议名称", "提案名称", "题目", "Title"), required=True),
    KnownColumn("problem", ("问题", "现状", "存在问题", "现状及问题", "Problem"), required=True),
    KnownColumn("cause", ("原因", "原因分析", "Cause")),
    KnownColumn("method", ("改进办法", "改善措施", "建议内容", "措施", "Method"), required=True),
    KnownColumn("expected", ("预期效果", "效果", "Expected")),
    KnownColumn("author", ("提出人", "建议人", "提案人", "姓名", "Author"), required=True),
    KnownColumn("submitted_on", ("提出日期", "提交日期", "提案日期", "Submitted"), required=True),
    KnownColumn("outcome", ("结果", "处理结果", "采纳情况", "Outcome"), required=True),
    KnownColumn("decided_on", ("决定日期", "评审日期", "答复日期", "Decided"), required=True),
    KnownColumn("implemented_on", ("实施日期", "完成日期", "Implemented")),
    KnownColumn("reason", ("理由", "答复", "评审意见", "Reason")),
)
KEYS = tuple(column.key for column in COLUMNS)
REQUIRED = tuple(column.key for column in COLUMNS if column.required)

OUTCOMES = Choices(
    {
        State.REJECTED: ("初审未通过", "不予受理", "否决"),
        State.NOT_ADOPTED: ("未采纳", "不采纳"),
        State.RESERVED: ("存档", "保留", "备用"),
        State.ADOPTED: ("已采纳", "采纳"),
        State.IMPLEMENTED: ("已实施", "实施", "已完成", "完成"),
    }
)
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class OldIdea:
    """One row, understood.

    Attributes:
        unit_id: where its author worked on the day it was submitted.
        implemented_on: of what was put into practice alone.
    """

    row: int
    wording: Wording
    author_id: int
    unit_id: int
    submitted_on: date
    outcome: str
    decided_on: date
    implemented_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A whole list: it is taken over when nothing is wrong with it."""

    ideas: list[OldIdea]
    wrongs: list[Wrong]


def read(table: Table, enterprise_id: int, *, today: date) -> Read:
    """Understand each row, or say what is wrong where; two queries."""
    return _Reader(table, enterprise_id, today).all()


class _Reader:
    def __init__(self, table: Table, enterprise_id: int, today: date) -> None:
        self.table, self.today = table, today
        self.enterprise_id = enterprise_id
        self.heading = {key: guess.heading for key, guess in table.mapping.items()}
        self.ideas: list[OldIdea] = []
        self.wrongs: list[Wrong] = []

    def all(self) -> Read:
        rows = [(number, dict(zip(KEYS, cells, strict=True))) for number, cells in self.table.rows]
        self.known = self._posted({clean_text(cells["author"]) for _number, cells in rows})
        for number, cells in rows:
            self._row(number, cells)
        return Read(self.ideas, self.wrongs)

    def _posted(self, names: set[str]) -> Mapping[str, list[tuple[int, int, date, date | None]]]:
        """Who of these names was ever posted in the enterprise, and when."""
        found: dict[str, list[tuple[int, int, date, date | None]]] = defaultdict(list)
        there = Posting.objects.filter(
            person__name__in=names,
            person__state=Person.State.ACTIVE,
            unit_id__in=ids_under([self.enterprise_id], self.today),
        )
        spells = there.values_list("person__name", "person_id", "unit_id", "valid_from", "valid_to")
        for name, person, unit, since, until in spells:
            found[name].append((person, unit, since, until))
        return found

    def _row(self, number: int, cells: Mapping[str, Cell]) -> None:
        before = len(self.wrongs)
        values = {key: self._value(number, key, cells[key]) for key in KEYS}
        if len(self.wrongs) > before:
            return
        self._check_days(number, cells, values)
        wording = Wording(
            "SUGGESTION", *(values[key] for key in ("title", "problem", "cause", "method"))
        )
        place = self._place(number, cells, values)
        if len(self.wrongs) > before or place is None:
            return
        said = Wording(
            wording.kind,
            wording.title,
            wording.problem,
            wording.cause or UNSAID,
            wording.method,
            values["expected"] or UNSAID,
        )
        whole = is_complete(said, least_method=1)
        if not whole:
            self._wrong(number, "method", cells["method"], whole.reason, MEND_THIS)
            return
        self.ideas.append(
            OldIdea(
                row=number,
                wording=said,
                author_id=place[0],
                unit_id=place[1],
                submitted_on=values["submitted_on"],
                outcome=values["outcome"],
                decided_on=values["decided_on"],
                implemented_on=values["implemented_on"] or None,
                reason=values["reason"] or UNSAID,
            )
        )

    def _value(self, number: int, key: str, cell: Cell) -> Any:
        found = self._read(key, cell)
        if isinstance(found, Problem):
            self.wrongs.append(wrong_cell(number, self.heading.get(key, ""), cell, found))
            return None
        if key in REQUIRED and not found:
            self._wrong(number, key, cell, _("The cell is empty."), _("Fill in the cell."))
        return found

    def _read(self, key: str, cell: Cell) -> Any:
        if key in {"submitted_on", "decided_on", "implemented_on"}:
            if cell == "":
                return None
            return read_day(cell, counts_from_1904=self.table.counts_from_1904)
        if key == "outcome":
            return read_choice(cell, OUTCOMES)
        if key == "author":
            return read_name(cell) if cell != "" else ""
        return read_text(cell, longest=120 if key == "title" else LONGEST)

    def _check_days(self, number: int, cells: Mapping[str, Cell], values: dict[str, Any]) -> None:
        done = values["outcome"] == State.IMPLEMENTED
        if done and not values["implemented_on"]:
            self._wrong(
                number,
                "implemented_on",
                cells["implemented_on"],
                _("It was put into practice, but not said when."),
                _("Fill in the cell."),
            )
            return
        if not done:
            values["implemented_on"] = None
        order = [values["submitted_on"], values["decided_on"], values["implemented_on"]]
        days = [day for day in order if day]
        if days != sorted(days) or days[-1] > self.today:
            self._wrong(
                number,
                "decided_on",
                cells["decided_on"],
                _("The days are not in their order, or lie ahead."),
                _("Submitted comes first, then decided, then put into practice; none after today."),
            )

    def _place(
        self, number: int, cells: Mapping[str, Cell], values: Mapping[str, Any]
    ) -> tuple[int, int] | None:
        day = values["submitted_on"]
        here = {
            (person, unit)
            for person, unit, since, until in self.known.get(values["author"], ())
            if since <= day and (until is None or day < until)
        }
        if len(here) == 1:
            return here.pop()
        said = (
            _("Several people of this name worked here on that day.")
            if here
            else _("Nobody of this name worked in this enterprise on the day it was submitted.")
        )
        self._wrong(
            number,
            "author",
            cells["author"],
            said,
            _("Mend the name or the day, or leave the row out."),
        )
        return None

    def _wrong(
        self, number: int, key: str, cell: Cell, problem: Sentence, remedy: Sentence
    ) -> None:
        self.wrongs.append(Wrong(number, self.heading.get(key, ""), shown(cell), problem, remedy))


UNSAID = "原表未写明"
"""What stands in a text that the list has no column for; it is shown to people who read Chinese."""
MEND_THIS = _("Write it out, or leave the row out.")
