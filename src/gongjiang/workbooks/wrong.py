"""A cell that cannot be taken, told to its owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text

Secret = Literal["", "national_id", "phone"]
SHOWN: dict[Secret, tuple[int, int]] = {"national_id": (3, 2), "phone": (3, 2)}
"""How many first and last characters of a secret stay readable."""
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong cell, or a wrong row (column "").

    Attributes:
        row: as Excel shows it.
        column: the heading as written.
        value: as written; of a national ID or a phone number the ends only.
    """

    row: int
    column: str
    value: str
    problem: Sentence
    remedy: Sentence


def wrong_cell(row: int, column: str, value: Cell, found: Problem, *, secret: Secret = "") -> Wrong:
    return Wrong(row, column, shown(value, secret), found.problem, found.remedy)


def shown(value: Cell, secret: Secret = "") -> str:
    """A cell's value for showing beside a problem."""
    text = clean_text(value)
    if not secret:
        return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    first, last = SHOWN[secret]
    if len(text) <= first + last + 1:
        return "*" * len(text)
    return text[:first] + "*" * min(len(text) - first - last, 20) + text[-last:]
