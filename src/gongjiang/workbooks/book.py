"""A workbook as it was read: sheets of raw cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from gongjiang.kernel.errors import CannotDo

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What stands in a cell; an empty cell is "", a formula that failed is its text, such as "#N/A"."""

Row: TypeAlias = list[Cell]


class Unreadable(CannotDo):
    """The file cannot be read as a table; the sentence says what it is and what to do."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: the first is Excel's row 1; a row ends with its last filled cell, so lengths differ.
        merged: regions of more than one row; the value stands in the first cell.
    """

    name: str
    rows: list[Row]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's sheets.

    Attributes:
        name: what the uploader called the file, without folders.
        counts_from_1904: bare day numbers count from 1904, as old Macintosh workbooks do.
    """

    name: str
    sheets: list[Sheet]
    counts_from_1904: bool = False


def letter_of(column: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
