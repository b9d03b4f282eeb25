"""A sheet is read as a table, wherever its header stands and whatever it is called."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.workbooks.book import Merged, Row, Sheet, Unreadable, Workbook
from gongjiang.workbooks.tables import guesses, leftovers, table
from gongjiang.workbooks.tables.table import Table, table_in
from office import COLUMNS

HEADER = ["姓名", "证件号码", "入职日期", "班组"]
ONE = ["王一", "11010519900101001X", date(2021, 3, 5), "一班"]
TWO = ["王二", "110105199001010025", "2021-03-05", "二班"]
KEYS = [column.key for column in COLUMNS]


def read(*rows: Row, merged: tuple[Merged, ...] = (), **remembered: str) -> Table:
    book = Workbook("list.xlsx", [Sheet("在职", list(rows), merged=merged)])
    return table_in(book, COLUMNS, remembered)


def found(table: Table) -> dict[str, str]:
    """Which column stands for what, by letter."""
    return {key: guess.letter for key, guess in table.mapping.items()}


def values(table: Table, key: str) -> list[object]:
    return [cells[KEYS.index(key)] for _number, cells in table.rows]


@pytest.mark.parametrize(
    "above", [[], [["名册"]], [["名册"], [], ["单位：某厂", "", "2022年11月"]], [[], []]]
)
def test_the_header_is_found_below_any_title(above):
    table = read(*above, HEADER, ONE, TWO)

    assert table.header_row == len(above) + 1
    assert found(table) == {"name": "A", "national_id": "B", "on": "C", "team": "D"}
    assert [number for number, _cells in table.rows] == [len(above) + 2, len(above) + 3]
    assert not table.unsure


def test_columns_stand_in_any_order_and_one_not_there_is_empty():
    table = read(["班组", "", "入职时间", "备注", "员工姓名"], ["一班", "", ONE[2], "x", "王一"])

    assert found(table) == {"name": "E", "on": "C", "team": "A"}
    assert [heading.text for heading in table.unmapped] == ["备注"]
    assert [known.key for known in table.missing] == ["national_id"]
    assert values(table, "national_id") == [""]
    assert values(table, "on") == [ONE[2]]


def test_a_header_of_two_lines_is_one():
    table = read(
        ["序号", "基本信息", "", "工作信息", ""],
        ["", "姓名", "证件号码", "入职日期", "班组"],
        [1, *ONE],
        merged=(Merged(0, 0, 1, 0), Merged(0, 1, 0, 2)),
    )

    assert (table.header_row, values(table, "name")) == (2, ["王一"])
    assert table.headings[0].text == "序号"


@pytest.mark.parametrize("heading", ["姓名*", "员工姓名（必填）", "姓 名", "＊姓名：", "姓\n名"])
def test_marks_and_notes_in_a_heading_do_not_count(heading):
    table = read([heading, "证件号码", "班组"], ONE[:2])

    assert table.mapping["name"].sure


def test_a_name_inside_a_heading_is_a_guess_to_be_asked_about():
    table = read(["姓名", "证件号码", "现在所在班组情况"], ONE[:2])

    assert (table.mapping["team"].letter, table.unsure) == ("C", ["team"])
    assert table.mapping["team"].reason == guesses.NAME_INSIDE


def test_of_two_columns_with_one_name_somebody_must_choose():
    table = read(["姓名", "证件号码", "班组", "班组"], [*ONE[:2], "一班", "甲"])

    assert table.mapping["team"].reason == guesses.SEVERAL
    assert [heading.label for heading in table.unmapped] == ["班组 [D]"]
    assert found(read(*[["姓名", "证件号码", "班组", "班组"], ONE], team="班组 [D]"))["team"] == "D"


def test_a_column_whose_values_do_not_fit_its_name_is_asked_about():
    table = read(HEADER, ["王一", ONE[1], "甲方", "一班"], ["王二", TWO[1], "乙方", "二班"])

    assert table.mapping["on"].reason == guesses.ODD_VALUES


def test_what_was_chosen_before_wins():
    table = read([*HEADER, "小组"], [*ONE, "甲"], team="小组", name="没有这一列", on="")

    assert (found(table)["team"], table.mapping["team"].reason) == ("E", guesses.AGREED)
    assert found(table)["name"] == "A"
    assert "on" not in table.mapping


def test_a_header_nobody_knows_is_found_by_its_texts():
    table = read(["名单"], ["Wer", "Wo"], ["王一", "一班"], name="Wer")

    assert (table.header_row, found(table)) == (2, {"name": "A"})


def test_cells_merged_downwards_count_for_each_row_and_empty_ones_do_not():
    table = read(
        HEADER,
        [*ONE[:3], "一班"],
        TWO[:3],
        [*TWO[:3], ""],
        merged=(Merged(1, 3, 2, 3),),
    )

    assert values(table, "team") == ["一班", "一班", ""]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", 24], leftovers.A_SUM),
        (["", "合 计：", "24人"], leftovers.A_SUM),
        (["总计24人"], leftovers.A_SUM),
        (["小计", "", "", "2"], leftovers.A_SUM),
        (["Total", 24], leftovers.A_SUM),
        (["制表人：孙一", "", "审核：李"], leftovers.A_NOTE),
        (["注：以上均为在职人员"], leftovers.A_NOTE),
        (HEADER, leftovers.THE_HEADER),
    ],
)
def test_a_row_that_is_nobodys_is_left_out_and_said(row, reason):
    table = read(HEADER, ONE, row, TWO)

    assert values(table, "name") == ["王一", "王二"]
    assert [(row.row, row.reason) for row in table.dropped] == [(3, reason)]


@pytest.mark.parametrize("name", ["何总计", "王合计一", "注", "备注"])
def test_somebody_with_a_strange_name_is_not_left_out(name):
    table = read(HEADER, [name, *ONE[1:]])

    assert values(table, "name") == [name]


def test_rows_between_may_be_empty():
    table = read(HEADER, [], ONE, ["", " \u3000"], TWO, [])

    assert [number for number, _cells in table.rows] == [3, 5]


def test_the_sheet_that_looks_most_like_the_list_is_read_and_the_others_named():
    book = Workbook(
        "list.xlsx",
        [
            Sheet("说明", [["请填写"]]),
            Sheet("通讯录", [["姓名", "手机"], ["王一", "13800000000"]]),
            Sheet("在职", [HEADER, ONE, TWO]),
            Sheet("去年", [HEADER, ONE, TWO, TWO], hidden=True),
            Sheet("Sheet4", []),
        ],
    )

    read = table_in(book, COLUMNS)

    assert read.sheet == "在职"
    assert [(other.name, other.rows, other.reason) for other in read.unread] == [
        ("说明", 1, table.ANOTHER),
        ("通讯录", 2, table.ANOTHER),
        ("去年", 4, table.HIDDEN),
        ("Sheet4", 0, table.EMPTY),
    ]


@pytest.mark.parametrize(
    "rows", [[], [[]], [["名册"]], [["名册"], [1.0, 2.0]], [HEADER], [HEADER, []]]
)
def test_a_sheet_without_header_or_rows_is_told(rows):
    with pytest.raises(Unreadable, match="header"):
        read(*rows)


def test_a_columns_examples_are_its_first_different_values():
    table = read(HEADER, ONE, ONE, TWO)

    assert table.examples(0) == ["王一", "王二"]
    assert table.examples(9) == []
