"""Workbooks of every kind are read alike."""

from __future__ import annotations

from datetime import date

import pytest

import spreadsheets
from gongjiang.workbooks.book import Merged
from gongjiang.workbooks.cells.days import read_day
from spreadsheets import Book, Made

ROWS = [
    ["职工名册"],
    [],
    ["姓名", "证件号码", "入职日期", "车间"],
    ["王一", "11010519900101001X", date(2021, 3, 5), "总装"],
    ["王二", 110105199001010000.0, 44260.0],
    ["#N/A", True, "2021-3"],
    [None, None, None, None, "#DIV/0!"],
]
CELLS = [[("" if cell is None else cell) for cell in row] for row in ROWS]
KINDS = ("xlsx", "xls", "ods")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_the_same_cells(opened, kind):
    book = Book([Made("在职", ROWS, merged=[(3, 3, 5, 3)]), Made("其他", [["x"]])])

    [first, second] = opened(getattr(spreadsheets, kind)(book), f"list.{kind}").sheets

    assert first.rows == CELLS
    assert first.merged == (Merged(3, 3, 5, 3),)
    assert (first.name, second.name, second.rows) == ("在职", "其他", [["x"]])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_the_same_in_both_ways_of_counting(opened, kind, from_1904):
    day = date(2021, 3, 5)
    bare = (day - date(1904, 1, 1)).days if from_1904 else 44260
    book = Book([Made("在职", [["日期", "数"], [day, bare]])], from_1904=from_1904)

    workbook = opened(getattr(spreadsheets, kind)(book), f"list.{kind}")

    [dated, counted] = workbook.sheets[0].rows[1]
    assert dated == day
    assert read_day(counted, counts_from_1904=workbook.counts_from_1904) == day


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_hidden_sheet_is_known_as_hidden(opened, kind):
    book = Book([Made("在职", ROWS), Made("旧", ROWS, hidden=True)])

    sheets = opened(getattr(spreadsheets, kind)(book), f"list.{kind}").sheets

    assert [sheet.hidden for sheet in sheets] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_the_encodings_and_forms_excel_writes(opened, encoding, delimiter):
    rows = [
        ["姓名", "车间", "备注"],
        ["王𠮷", "总装", 'a "b"'],
        [None, "一；二,三;四", "两\n行"],
        ["李四", "机加", "x"],
    ]
    raw = spreadsheets.csv(Book([Made("", rows)]), encoding=encoding, delimiter=delimiter)

    [sheet] = opened(raw, "名册.csv").sheets

    assert sheet.rows == [[cell or "" for cell in row] for row in rows]


def test_a_text_may_name_its_delimiter_and_wrap_digits_as_a_formula(opened):
    [sheet] = opened('sep=;\r\n姓名;工号,旧\r\n王一;="0012"\r\n'.encode(), "a.csv").sheets

    assert sheet.rows == [[], ["姓名", "工号,旧"], ["王一", "0012"]]
