"""The columns an office's list has, for tests of reading."""

from __future__ import annotations

from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    KnownColumn("name", ("姓名", "员工姓名", "职工姓名"), required=True),
    KnownColumn("sex", ("性别",)),
    KnownColumn("national_id", ("身份证号", "证件号码"), required=True),
    KnownColumn("born_on", ("出生日期", "出生年月日")),
    KnownColumn("phone", ("手机", "手机号码", "联系电话")),
    KnownColumn("workshop", ("车间", "部门/车间", "部门")),
    KnownColumn("team", ("班组",)),
    KnownColumn("post", ("岗位", "岗位名称")),
    KnownColumn("post_kind", ("岗位类别",)),
    KnownColumn("kind", ("用工形式",)),
    KnownColumn(
        "on",
        ("入职日期", "入职时间"),
        looks_right=lambda cell: not isinstance(read_day(cell), Problem),
    ),
)
