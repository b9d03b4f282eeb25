"""A table handed back says beside each wrong cell what is wrong, and reads like the original."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

import dirty
import spreadsheets
from gongjiang.workbooks.annotated import annotated
from gongjiang.workbooks.book import Sheet, Workbook
from gongjiang.workbooks.cells import days, numbers
from gongjiang.workbooks.tables.table import Table, table_in
from gongjiang.workbooks.wrong import Wrong, wrong_cell
from office import COLUMNS

HEADER = ["姓名", "证件号码", "入职日期", "手机"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x","y")']
ID = dirty.number("19900101", 11)


def table_of(*rows: list[object]) -> Table:
    return table_in(
        Workbook("a.xlsx", [Sheet("在职*人员", [["名册"], [], HEADER, *rows])]), COLUMNS
    )


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_problem_and_remedy_stand_beside_the_row_in_its_old_place(opened):
    table = table_of(["王一", ID, "去年", 138.0], ["王二", ID, date(2021, 3, 5)])
    wrongs = [
        wrong_cell(4, "入职日期", "去年", days.NOT_A_DAY),
        wrong_cell(4, "手机", 138.0, numbers.NOT_A_PHONE, secret="phone"),
    ]

    [sheet] = opened(annotated(table, wrongs), "a.xlsx").sheets

    assert sheet.rows[2] == [*HEADER, "Problem", "How to mend it"]
    assert sheet.rows[3][:4] == ["王一", ID, "去年", 138.0]
    assert sheet.rows[3][4] == (
        f"入职日期: {days.NOT_A_DAY.problem}\n手机: {numbers.NOT_A_PHONE.problem}"
    )
    assert str(numbers.NOT_A_PHONE.remedy) in str(sheet.rows[3][5])
    assert sheet.rows[4] == ["王二", ID, date(2021, 3, 5)]


def test_wrong_cells_are_marked_and_right_ones_are_not():
    table = table_of(["王一", "", "去年"], ["王二", ID, "今年"])
    wrongs = [
        wrong_cell(4, "入职日期", "去年", days.NOT_A_DAY),
        Wrong(4, "证件号码", "", "Missing.", "Fill it in."),
        Wrong(5, "", "", "Twice in the list.", "Keep one."),
    ]

    found = parts(annotated(table, wrongs))

    sheet = ET.fromstring(found["xl/worksheets/sheet1.xml"])
    cells = {cell.get("r"): cell.get("s") for cell in sheet.iter()}
    assert cells["C4"] == cells["B4"]
    assert cells["C4"] != cells["C5"]
    assert "E5" in cells
    assert "Fill it in." in found["xl/comments1.xml"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_in_it_is_ever_a_formula(formula):
    table = table_of([formula, ID, formula])

    found = parts(annotated(table, [Wrong(4, "姓名", formula, formula, formula)]))

    sheet = ET.fromstring(found["xl/worksheets/sheet1.xml"])
    assert not [part for part in sheet.iter() if part.tag.endswith("}f")]
    assert "externalLink" not in "".join(found)


def test_mended_and_sent_again_it_reads_like_the_file_it_came_from(opened):
    original = table_in(opened(spreadsheets.xlsx(dirty.dirty()), "a.xlsx"), COLUMNS)
    wrongs = [wrong_cell(dirty.row_of("words"), "入职日期", "去年", days.NOT_A_DAY)]

    again = table_in(opened(annotated(original, wrongs), "b.xlsx"), COLUMNS)

    assert [n for n, _cells in again.rows] == [n for n, _cells in original.rows]
    assert [cells for _n, cells in again.rows] == [cells for _n, cells in original.rows]
