"""A spreadsheet of readings becomes rows; what cannot be read is told where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from gongjiang.people.brought.reading import in_memory
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text
from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import Table, table_in
from gongjiang.workbooks.wrong import Wrong, wrong_cell

MOST_ROWS = 2_000
MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(0?[1-9]|1[0-2])\s*月?")
MOST = Decimal(10) ** 11

COLUMNS = (
    KnownColumn(
        "on", ("月份", "日期", "期间", "月", "month", "day", "on", "period"), required=True
    ),
    KnownColumn(
        "value", ("读数", "实际值", "单耗", "数值", "本线", "value", "reading"), required=True
    ),
    KnownColumn("comparison", ("对比线", "对照线", "对照", "对比", "comparison", "control")),
)

NOT_A_NUMBER = Problem(_("This is not a number."), _("Write digits and a decimal point alone."))
NO_DAY = Problem(_("The period is missing."), _("Write its month, such as 2022-03."))
NO_VALUE = Problem(_("The reading is missing."), _("Write it, or take the row away."))
TWICE = Problem(_("This period stands here twice."), _("Keep one row for each period."))


@dataclass(frozen=True, slots=True)
class Line:
    """One period's reading, as it is kept."""

    on: date
    value: Decimal
    comparison: Decimal | None


@dataclass(slots=True)
class Read:
    """What a file holds: its lines, or what is wrong with it."""

    lines: list[Line] = field(default_factory=list)
    wrongs: list[Wrong] = field(default_factory=list)


def readings_in(content: bytes, name: str) -> Read:
    """The readings in a file, given as its bytes.

    Raises:
        Unreadable: it cannot be read as a table.
    """
    with in_memory(content) as path:
        table = table_in(open_workbook(path, name=name), COLUMNS)
    read, seen = Read(), set[date]()
    for number, cells in table.rows:
        line = _line(table, read, number, cells)
        if line is None:
            continue
        if line.on in seen:
            read.wrongs.append(wrong_cell(number, _heading(table, "on"), cells[0], TWICE))
        seen.add(line.on)
        read.lines.append(line)
    return read


def _line(table: Table, read: Read, number: int, cells: tuple[Cell, ...]) -> Line | None:
    """A row's three cells understood, or told of."""
    day, value, comparison = cells
    found = (
        ("on", day, _period(day, counts_from_1904=table.counts_from_1904) or NO_DAY),
        ("value", value, NO_VALUE if value == "" else _number(value)),
        ("comparison", comparison, None if comparison == "" else _number(comparison)),
    )
    wrong = [(key, cell, kept) for key, cell, kept in found if isinstance(kept, Problem)]
    for key, cell, problem in wrong:
        read.wrongs.append(wrong_cell(number, _heading(table, key), cell, problem))
    if wrong:
        return None
    on, number_read, other = (kept for _key, _cell, kept in found)
    assert isinstance(on, date)  # noqa: S101  (a problem was told above)
    assert isinstance(number_read, Decimal)  # noqa: S101
    assert not isinstance(other, date | Problem)  # noqa: S101
    return Line(on, number_read, other)


def _period(cell: Cell, *, counts_from_1904: bool) -> date | Problem | None:
    """A day, or a month written without one: its first day."""
    if isinstance(cell, str) and (month := MONTH.fullmatch(clean_text(cell))):
        return date(int(month[1]), int(month[2]), 1)
    return read_day(cell, counts_from_1904=counts_from_1904)


def _number(cell: Cell) -> Decimal | Problem:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return NOT_A_NUMBER
    try:
        number = Decimal(clean_text(cell).replace(",", ""))
    except InvalidOperation:
        return NOT_A_NUMBER
    return number if number.is_finite() and abs(number) < MOST else NOT_A_NUMBER


def _heading(table: Table, key: str) -> str:
    return table.mapping[key].heading if key in table.mapping else key
