"""The columns of a workbook of first grades, under the names that HR people give them (ours)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import Sequence
from gongjiang.kernel.decision import Sentence
from gongjiang.people.brought.persons import PERSON_COLUMNS, PERSON_LABELS
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.choices import Choices
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text
from gongjiang.workbooks.tables.columns import KnownColumn

COLUMNS = (
    *PERSON_COLUMNS,
    KnownColumn("sequence", ("序列", "职务序列", "岗位序列", "职级序列", "通道", "sequence")),
    KnownColumn(
        "grade", ("职级", "职等", "等级", "岗级", "职级等级", "级别", "grade"), required=True
    ),
    KnownColumn(
        "starts_on",
        (
            *(
                "生效日期",
                "职级生效日期",
                "定级日期",
                "任职日期",
                "起始日期",
                "开始日期",
                "现职级起始日期",
            ),
            "since",
        ),
        required=True,
    ),
)
LABELS: Mapping[str, Sentence] = {
    **PERSON_LABELS,
    "sequence": _("Sequence"),
    "grade": _("Grade"),
    "starts_on": _("Holds from"),
}

SEQUENCES = Choices(
    {
        Sequence.OPERATION: (
            "O",
            "操作",
            "操作/技能序列",
            "操作技能",
            "技能",
            "技能序列",
            "操作序列",
        ),
        Sequence.TECHNICAL: ("T", "技术", "技术/工程序列", "工程", "技术序列", "工程技术"),
        Sequence.PROFESSIONAL: ("P", "职能", "职能/专业管理序列", "专业管理", "专业", "职能序列"),
        Sequence.MANAGEMENT: ("M", "管理", "管理序列"),
    }
)
WRITTEN = re.compile(r"([A-Za-z]?)\s*-?\s*(\d{1,2})\s*级?")


@dataclass(frozen=True, slots=True)
class Written:
    """A grade as it stands in a cell: 7, 7级, or T7 with its sequence."""

    grade: int
    sequence: str

    def __str__(self) -> str:
        return f"{self.sequence}{self.grade}"


def read_grade(cell: Cell) -> Written | Problem | None:
    """A grade of the scale; None when the cell is empty."""
    text = clean_text(cell)
    if not text:
        return None
    found = WRITTEN.fullmatch(text)
    sequence = found[1].upper() if found else ""
    if found is None or (sequence and sequence not in Sequence.values):
        return Problem(
            _("This is not a grade."), _("Write its number, such as 7, or with its sequence: T7.")
        )
    return Written(int(found[2]), sequence)
