"""The workbook with every trouble: each is told, none swallowed, and the good rows are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import dirty
import spreadsheets
from gongjiang.workbooks.cells import days, numbers
from gongjiang.workbooks.cells.choices import Choices, read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.numbers import doubt_about, read_national_id, read_phone
from gongjiang.workbooks.cells.problem import FORMULA_FAILED, Problem
from gongjiang.workbooks.cells.text import clean_text, read_name
from gongjiang.workbooks.tables import leftovers
from gongjiang.workbooks.tables.table import Table, table_in
from office import COLUMNS

SEX = Choices({"MALE": ("男",), "FEMALE": ("女",)})
KINDS = Choices({"REGULAR": ("正式",), "DISPATCHED": ("劳务派遣",)})
READERS = {
    "name": read_name,
    "sex": lambda cell: read_choice(cell, SEX),
    "national_id": lambda cell: _doubted(read_national_id(cell)),
    "born_on": read_day,
    "phone": read_phone,
    "kind": lambda cell: read_choice(cell, KINDS),
    "on": read_day,
}
TOLD = {
    "lost": ("national_id", numbers.LOST),
    "scientific": ("national_id", numbers.LOST),
    "check": ("national_id", numbers.NOT_AN_ID),
    "digit": ("national_id", numbers.FAILS_CHECK),
    "old": ("national_id", numbers.OLD_ID),
    "ambiguous": ("on", days.AMBIGUOUS),
    "short": ("on", days.YEAR_IS_SHORT),
    "never": ("on", days.NO_SUCH_DAY),
    "month": ("on", days.DAY_IS_MISSING),
    "words": ("on", days.NOT_A_DAY),
    "phones": ("phone", numbers.TWO_PHONES),
    "phone": ("phone", numbers.NOT_A_PHONE),
    "formula": ("name", FORMULA_FAILED),
    "sex": ("sex", None),
    "kind": ("kind", None),
    "numbered": ("name", None),
}


def _doubted(national_id: str | Problem) -> str | Problem:
    found = None if isinstance(national_id, Problem) else doubt_about(national_id)
    return found or national_id


@pytest.fixture(params=["xlsx", "xls", "ods", "csv"])
def table(request, opened) -> Table:
    book = dirty.dirty()
    if request.param == "csv":
        book = spreadsheets.Book([dirty.unmerged(book.sheets[1])])
    raw = getattr(spreadsheets, request.param)(book)
    return table_in(opened(raw, f"花名册.{request.param}"), COLUMNS)


def understood(table: Table) -> Iterator[tuple[int, dict[str, object]]]:
    keys = [column.key for column in COLUMNS]
    for number, cells in table.rows:
        row = dict(zip(keys, cells, strict=True))
        yield number, {key: READERS.get(key, clean_text)(row[key]) for key in keys}


def test_header_and_columns_are_found(table):
    assert (table.header_row, table.missing, table.unsure) == (4, [], [])
    assert set(table.mapping) == {column.key for column in COLUMNS}
    assert [heading.text for heading in table.unmapped] == ["序号", "备注"]


def test_each_good_row_is_right(table):
    good = list(understood(table))[: len(dirty.GOOD)]

    assert [row["name"] for _number, row in good] == list(dirty.GOOD)
    assert {row["on"] for _number, row in good} == {date(2021, 3, 5)}
    assert {row["born_on"] for _number, row in good} == {date(1990, 1, 1)}
    assert [row["phone"] for _n, row in good] == [f"1380000{no:04d}" for no in range(1, 8)]
    assert [row["national_id"] for _n, row in good] == [
        dirty.number("19900101", 2 * no + 1) for no in range(1, 8)
    ]
    assert {row["workshop"] for _number, row in good} == {"总装车间"}
    assert [row["team"] for _number, row in good] == ["一班"] * 4 + ["二班"] * 3


def test_each_trouble_is_told_in_its_row(table):
    rows = dict(understood(table))

    for trouble, (key, problem) in TOLD.items():
        told = {k: v for k, v in rows[dirty.row_of(trouble)].items() if isinstance(v, Problem)}
        assert list(told) == [key], trouble
        assert problem in {None, told[key]}, trouble
    assert rows[dirty.row_of("unnamed")]["name"] == ""
    assert len(rows) == len(dirty.GOOD) + len(dirty.BAD)


def test_rows_that_are_nobodys_and_sheets_beside_are_named(table):
    assert [row.reason for row in table.dropped] == [
        leftovers.THE_HEADER,
        leftovers.A_SUM,
        leftovers.A_NOTE,
    ]
    if len(table.unread) > 0:
        assert [sheet.name for sheet in table.unread] == ["说明", dirty.NEXT_TO_IT, "旧数据"]
