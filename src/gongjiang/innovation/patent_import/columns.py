"""The columns of a list of patents, under the names that offices give them (ours)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.innovation.models import Patent
from gongjiang.innovation.rules.patents import normal_number
from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.choices import Choices
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    KnownColumn("patent", ("专利系统编号",)),
    KnownColumn("title", ("专利名称", "发明名称", "发明创造名称", "名称", "title"), required=True),
    KnownColumn(
        "kind", ("专利类型", "专利类别", "专利种类", "类型", "类别", "kind"), required=True
    ),
    KnownColumn(
        "number",
        ("申请号", "专利号", "申请号/专利号", "专利申请号", "申请（专利）号", "application number"),
    ),
    KnownColumn("filed_on", ("申请日", "申请日期", "专利申请日", "filed on"), required=True),
    KnownColumn(
        "inventors",
        ("发明人", "发明人/设计人", "发明（设计）人", "设计人", "发明人员", "inventors"),
        required=True,
    ),
    KnownColumn("shares", ("发明人份额", "份额", "贡献比例", "贡献率", "shares")),
    KnownColumn("accepted_on", ("受理日", "受理日期", "受理通知书日期", "accepted on")),
    KnownColumn("published_on", ("公布日", "公开日", "公开日期", "申请公布日", "published on")),
    KnownColumn(
        "examined_on",
        ("实质审查日", "实审日", "实审生效日", "进入实审日期", "实质审查生效日", "examined on"),
    ),
    KnownColumn(
        "granted_on",
        ("授权日", "授权日期", "授权公告日", "授权公告日期", "授权时间", "granted on"),
    ),
    KnownColumn("state", ("法律状态", "专利状态", "当前状态", "状态", "state")),
    KnownColumn(
        "fee_due_on",
        ("下次年费日", "年费到期日", "下次缴费日", "年费缴纳截止日", "年费期限", "fee due on"),
    ),
    KnownColumn("ended_on", ("失效日", "失效日期", "终止日", "终止日期", "ended on")),
    KnownColumn("end_reason", ("失效原因", "终止原因", "失效理由", "why it ended")),
)
LABELS: Mapping[str, Sentence] = {
    "patent": _("Number of the patent in this system"),
    "title": _("Title of the patent"),
    "kind": _("Kind"),
    "number": _("Application number"),
    "filed_on": _("Filed on"),
    "inventors": _("Inventors"),
    "shares": _("Shares of the inventors"),
    "accepted_on": _("Accepted for examination on"),
    "published_on": _("Published on"),
    "examined_on": _("Examined in substance on"),
    "granted_on": pgettext_lazy("patent", "Granted on"),
    "state": _("Legal state"),
    "fee_due_on": _("Next annual fee due on"),
    "ended_on": _("Ended on"),
    "end_reason": _("Why it ended"),
}
DAYS = frozenset(column.key for column in COLUMNS if column.key.endswith("_on"))
KEYS = (*(column.key for column in COLUMNS[1:]), "patent")
"""As an export writes them: what the office knows first, our own number last."""

KINDS = Choices(
    {
        Patent.Kind.INVENTION: ("发明", "发明专利", "发明授权", "发明公布"),
        Patent.Kind.UTILITY: ("实用新型", "实用新型专利", "新型"),
        Patent.Kind.DESIGN: ("外观设计", "外观设计专利", "外观"),
    }
)
PENDING, IN_FORCE, LAPSED, INVALID = "PENDING", "IN_FORCE", "LAPSED", "INVALID"
STATES = Choices(
    {
        PENDING: (
            *("审查中", "在审", "未授权", "申请中", "已申请", "受理", "已受理", "公布", "已公布"),
            *("已公开", "公开", "实审", "实质审查", "实质审查中", "审中"),
        ),
        IN_FORCE: ("有效", "授权", "已授权", "有权", "维持", "维持有效", "专利权维持", "授权有效"),
        LAPSED: (
            *("失效", "终止", "专利权终止", "未缴年费终止", "放弃", "视为放弃", "撤回"),
            *("视为撤回", "驳回", "无权", "届满", "期限届满", "权利终止"),
        ),
        INVALID: ("宣告无效", "无效", "全部无效", "被宣告无效"),
    }
)
"""What offices write of a patent's legal state; the days say which step it is at."""


def read_number(cell: Cell) -> str | Problem:
    """An application number as it is kept; "" when the cell is empty.

    A number that Excel took for a figure has lost a check digit 0 behind its point.
    """
    text = clean_text(cell)
    if not text:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and text.isdecimal():
        text = f"{text}.0" if len(text) == DIGITS else text
    return normal_number(text) or Problem(
        _("This is not an application number."),
        _("Write its twelve digits, a point and the check digit, as text: 201710601862.3."),
    )


DIGITS = 12


def read_patent_id(cell: Cell) -> UUID | Problem | None:
    """The number that an export gave a patent."""
    text = clean_text(cell)
    try:
        return UUID(text) if text else None
    except ValueError:
        return Problem(
            _("This is not a number that this system gave."),
            _("Leave the cell empty; the application number finds the patent."),
        )
