"""A large workbook, and what reading it as a table costs beside the bare parser."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter
from pages import Timing, timed
from python_calamine import CalamineWorkbook

from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import table_in

HEADINGS = (
    "工号", "姓名", "性别", "身份证号", "出生日期", "手机", "部门/车间", "班组", "岗位", "岗位类别",
    "用工形式", "入职日期", "职级", "籍贯", "备注",
)  # fmt: skip
COLUMNS = tuple(KnownColumn(heading, (heading,)) for heading in HEADINGS)
BORN, BEGAN = datetime(1965, 1, 1), datetime(2012, 1, 1)  # noqa: DTZ001  (cells have no zone)


def write_large_workbook(path: Path, rows: int = 80_000) -> None:
    """So many rows in fifteen columns; nobody in them exists."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("在职人员")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, rows + 1):
            born = BORN + timedelta(days=row * 7 % 14_000)
            national_id = f"000000{born:%Y%m%d}{row % 1000:03d}0"
            sheet.write_row(row, 0, [f"A{row}", "张三丰", "男女"[row % 2], national_id])
            sheet.write_datetime(row, 4, born, day)
            team = (f"车间{row // 400}", f"班组{row // 20}", "装配工", "生产", "正式")
            sheet.write_row(row, 5, [f"000{row:08d}", *team])
            sheet.write_datetime(row, 11, BEGAN + timedelta(days=row % 3_900), day)
            sheet.write_row(row, 12, ["T3", "江西", ""])


def reading(path: Path, rounds: int = 3) -> tuple[Timing, Timing]:
    """`open_workbook` and all rows of `table_in`; and calamine alone, to lists of lists."""

    def ours() -> int:
        table = table_in(open_workbook(path, name=path.name), COLUMNS)
        return sum(isinstance(cells[4], date) for _number, cells in table.rows)

    def bare() -> int:
        with CalamineWorkbook.from_path(path) as workbook:
            return len(workbook.get_sheet_by_index(0).to_python())

    return timed(ours, rounds), timed(bare, rounds)
