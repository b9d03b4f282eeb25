"""The columns we know, and what was found for them in a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Cell, letter_of


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column that a table may have.

    Attributes:
        names: what people call it, the most usual first.
        required: no row can be understood without it.
        looks_right: whether a filled cell could be a value of it, for doubting a guess.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    looks_right: Callable[[Cell], bool] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the sheet.

    Attributes:
        column: counted from 0.
        text: as written; in a header of two lines the lower one, or the upper where it is empty.
        above: the upper line of two, when the lower one is filled.
        label: the text, with the column's letter where several columns have the same text.
    """

    column: int
    text: str
    above: str
    label: str

    @property
    def letter(self) -> str:
        return letter_of(self.column)


@dataclass(frozen=True, slots=True)
class Guess:
    """Which column of the sheet is a known one.

    Attributes:
        heading: `Heading.label`; what is remembered.
        sure: nobody needs to be asked.
        reason: why we think so, or why we doubt.
    """

    heading: str
    column: int
    sure: bool
    reason: Sentence

    @property
    def letter(self) -> str:
        return letter_of(self.column)
