"""Rows of a sheet that are nobody's: sums, notes at the foot, a header printed again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Row
from gongjiang.workbooks.cells.text import alike, clean_text

SUM = re.compile(
    r"(本页|本表|全厂|全部|人数|人员)?(合计|总计|小计|共计|累计|总数|平均)(人数|人员)?\d*[人名]?"
    r"|共\d+[人名]|(sub|grand)?total\d*|sum|average",
)
NOTE = re.compile(
    r"(制表|填表|编制|审核|审批|批准|备注|说明|注|打印|日期|单位负责人|负责人)(人|日期|时间|单位)?[:：]"
)
FEW = 3
"""A note fills one cell, or two or three side by side."""

A_SUM = _("a sum, not a person")
A_NOTE = _("a note, not a person")
THE_HEADER = _("the header, printed again")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row left out on purpose: `row` as Excel shows it, `text` its first filled cell."""

    row: int
    text: str
    reason: Sentence


def leftover(row: Row, headings: list[str]) -> Sentence | None:
    """Why a row is nobody's, or None when it is somebody's.

    Args:
        headings: the header's cells as `alike` writes them, in order, empty ones included.
    """
    first = next((clean_text(cell) for cell in row if cell != ""), "")
    plain = alike(first)
    if SUM.fullmatch(plain):
        return A_SUM
    if NOTE.match(first) and sum(cell != "" for cell in row) <= FEW:
        return A_NOTE
    if plain in headings and [alike(clean_text(cell)) for cell in row] == headings[: len(row)]:
        return THE_HEADER
    return None
