"""The columns of a workbook of earlier ideas, under the names that offices give them (ours)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import State
from gongjiang.innovation.rules.proposals import LONGEST_TEXT, LONGEST_TITLE
from gongjiang.kernel.decision import Sentence
from gongjiang.people.brought.persons import LONGEST_STAFF_NUMBER
from gongjiang.people.brought.reading import Read
from gongjiang.workbooks.cells.choices import Choices, read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.text import read_name, read_text
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    KnownColumn("title", ("标题", "建议名称", "提案名称", "题目", "title"), required=True),
    KnownColumn("problem", ("问题", "现状", "存在问题", "现状及问题", "problem"), required=True),
    KnownColumn("cause", ("原因", "原因分析", "cause")),
    KnownColumn("method", ("改进办法", "改善措施", "建议内容", "措施", "method"), required=True),
    KnownColumn("expected", ("预期效果", "效果", "expected")),
    KnownColumn("author", ("提出人", "建议人", "提案人", "姓名", "author"), required=True),
    KnownColumn("staff_number", ("工号", "员工编号", "职工编号", "员工工号", "staff number")),
    KnownColumn("submitted_on", ("提出日期", "提交日期", "提案日期", "submitted"), required=True),
    KnownColumn("outcome", ("结果", "处理结果", "采纳情况", "outcome"), required=True),
    KnownColumn("decided_on", ("决定日期", "评审日期", "答复日期", "decided"), required=True),
    KnownColumn("implemented_on", ("实施日期", "完成日期", "implemented")),
    KnownColumn("reason", ("理由", "答复", "评审意见", "reason")),
)
REQUIRED = tuple(column.key for column in COLUMNS if column.required)
DAYS = ("submitted_on", "decided_on", "implemented_on")
LABELS: Mapping[str, Sentence] = {
    "title": _("Title"),
    "problem": _("What is wrong now"),
    "cause": _("Why it is so"),
    "method": _("How it can be done"),
    "expected": _("What would be better"),
    "author": _("Author"),
    "staff_number": _("Staff number"),
    "submitted_on": _("Submitted on"),
    "outcome": _("Outcome"),
    "decided_on": _("Decided on"),
    "implemented_on": _("In practice since"),
    "reason": _("Reason"),
}

OUTCOMES = Choices(
    {
        State.REJECTED: ("初审未通过", "不予受理", "否决"),
        State.NOT_ADOPTED: ("未采纳", "不采纳"),
        State.RESERVED: ("存档", "保留", "备用"),
        State.ADOPTED: ("已采纳", "采纳"),
        State.IMPLEMENTED: ("已实施", "实施", "已完成", "完成"),
    }
)

READERS: Mapping[str, Read] = {
    "title": lambda cell: read_text(cell, longest=LONGEST_TITLE),
    **dict.fromkeys(
        ("problem", "cause", "method", "expected", "reason"),
        lambda cell: read_text(cell, longest=LONGEST_TEXT),
    ),
    "author": read_name,
    "staff_number": lambda cell: read_text(cell, longest=LONGEST_STAFF_NUMBER),
    **dict.fromkeys(DAYS, read_day),
    "outcome": lambda cell: read_choice(cell, OUTCOMES),
}

UNSAID = "原表未写明"
"""What stands in a text that the list has no column for; it is shown to people who read Chinese."""
