"""A workbook as an HR office really has it: every trouble we promise to tell, made in code.

Nobody in it exists: the numbers are put together here.
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric

from spreadsheets import Book, Made, Value

TITLE = "江南精密制造有限公司职工花名册（2022年11月）"
GROUPS = [
    "序号",
    "基本信息",
    None,
    None,
    None,
    None,
    "工作信息",
    None,
    None,
    None,
    None,
    None,
    "备注",
]
HEADINGS = [
    None, "员工姓名*", "性别（必填）", "证件号码", "出生年月日", "手机号码",
    "部门/车间", "班组", "岗位名称", "岗位类别", "用工形式", "入职日期", None,
]  # fmt: skip
COLUMNS = {name: column for column, name in enumerate(HEADINGS) if name}
NEXT_TO_IT = "部门通讯录"
FIRST = 4
"""Below the title, a gap and two lines of header, counted from 0."""


def number(born: str, order: int) -> str:
    """A national ID that passes its check: region, day of birth, order, check digit."""
    body = f"110105{born}{order:03d}"
    return body + ric.calc_check_digit(body + "0")


def _row(no: int, name: Value, **given: Value) -> list[Value]:
    """One good row, and in it what is given by heading."""
    row: list[Value] = [
        no, name, "男", number("19900101", 2 * no + 1), date(1990, 1, 1), f"1380000{no:04d}",
        None, None, "装配工", "生产", "正式", date(2021, 3, 5), None,
    ]  # fmt: skip
    for heading, value in given.items():
        row[COLUMNS[heading]] = value
    return row


ID, BIRTH, PHONE, BEGIN = "证件号码", "出生年月日", "手机号码", "入职日期"
SHOP, TEAM = "部门/车间", "班组"

GOOD = {
    "王一": _row(1, "王一", **{SHOP: "总装车间", TEAM: "一班"}),
    "王二": _row(2, " 王　二\u200b", **{BEGIN: "2021/3/5"}),
    "王三": _row(3, "王三", **{BEGIN: "2021年3月5日", PHONE: "１３８０００００００３"}),
    "王四": _row(4, "王四", **{BEGIN: "2021.3.5", ID: number("19900101", 9).lower() + " "}),
    "王五": _row(5, "王五", **{BEGIN: "20210305", PHONE: 13800000005.0, TEAM: "二班"}),
    "王六": _row(6, "王六", **{BEGIN: 44260.0, PHONE: "+86 138-0000-0006"}),
    "王七": _row(7, "王七", **{BEGIN: "二〇二一年三月五日", BIRTH: "1990-01-01 00:00:00"}),
}
"""Rows with nothing wrong in the end, each written in a way of its own; all began on 2021-03-05."""

BAD = {
    "lost": _row(11, "赵一", **{ID: 110105199001010000.0}),
    "scientific": _row(12, "赵二", **{ID: "1.10105E+17"}),
    "check": _row(13, "赵三", **{ID: number("19900101", 21)[:-1] + "?"}),
    "digit": _row(14, "赵四", **{ID: "110105199001010017"}),
    "old": _row(15, "赵五", **{ID: "110105900101001"}),
    "ambiguous": _row(16, "赵六", **{BEGIN: "05/03/2021"}),
    "short": _row(17, "赵七", **{BEGIN: "21-3-5"}),
    "never": _row(18, "赵八", **{BEGIN: "2021-02-30"}),
    "month": _row(19, "赵九", **{BEGIN: "2021年3月"}),
    "words": _row(20, "钱一", **{BEGIN: "去年"}),
    "phones": _row(21, "钱二", **{PHONE: "13800000021/13800000022"}),
    "phone": _row(22, "钱三", **{PHONE: "138"}),
    "formula": _row(23, "#N/A"),
    "sex": _row(24, "钱四", **{"性别（必填）": "不详"}),
    "kind": _row(25, "钱五", 用工形式="返聘"),
    "unnamed": _row(26, None),
    "numbered": _row(27, "钱六1"),
}

GAP: list[Value] = []
SUM: list[Value] = ["合计", None, None, "24人"]
NOTE: list[Value] = ["制表人：孙一", None, None, "审核："]


HEADINGS_AGAIN: list[Value] = [text or above for text, above in zip(HEADINGS, GROUPS, strict=True)]


MERGED = [
    (0, 0, 0, 12), (2, 1, 2, 5), (2, 6, 2, 11), (2, 0, 3, 0), (2, 12, 3, 12),
    (FIRST, 6, FIRST + 6, 6), (FIRST, 7, FIRST + 3, 7), (FIRST + 4, 7, FIRST + 6, 7),
]  # fmt: skip
"""The title, the groups of the header, a workshop of seven, its teams of four and of three."""


def mended() -> Book:
    """The same workbook once its office has put everything right."""
    return dirty(wrong=False)


def dirty(*, wrong: bool = True) -> Book:
    """A title, a header of two lines, merged cells, gaps, the header again, a sum, a note, and
    other sheets beside."""
    good, bad = list(GOOD.values()), list(BAD.values()) if wrong else []
    above = [[TITLE], GAP, GROUPS, HEADINGS]
    return Book(
        [
            Made("说明", [["填表说明"], ["请按模板填写"]]),
            Made(
                "在职人员",
                [*above, *good, GAP, HEADINGS_AGAIN, *bad, GAP, SUM, NOTE],
                merged=MERGED,
            ),
            Made(NEXT_TO_IT, [["姓名", "手机"], ["王一", "13800000001"]]),
            Made("旧数据", [HEADINGS, *good], hidden=True),
        ]
    )


def row_of(key: str) -> int:
    """The Excel row of a bad row."""
    return FIRST + len(GOOD) + 2 + list(BAD).index(key) + 1


def unmerged(made: Made) -> Made:
    """The sheet as a text file holds it: merged cells written out."""
    rows = [list(row) for row in made.rows]
    for top, left, bottom, _right in made.merged:
        if top >= FIRST:
            for row in range(top + 1, bottom + 1):
                rows[row][left] = rows[top][left]
    return Made(made.name, rows)
