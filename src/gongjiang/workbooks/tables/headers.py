"""Where the header stands: under a title or not, in one line or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gongjiang.workbooks.book import Row, Sheet, letter_of
from gongjiang.workbooks.cells.text import alike, clean_text
from gongjiang.workbooks.tables.columns import Heading
from gongjiang.workbooks.tables.names import bare

LOOKED_AT = 40
"""A header stands in the first rows or nowhere."""
FEWEST = 2
"""So many known names make a row a header."""
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's header.

    Attributes:
        top, bottom: its rows, counted from 0, both included.
        known: how many of its names are known.
    """

    top: int
    bottom: int
    known: int
    headings: tuple[Heading, ...]


def find_header(sheet: Sheet, known: Collection[str]) -> Header | None:
    """The header with the most known names; where no name is known, the first row of texts.

    Args:
        known: names as `alike` writes them.
    """
    texts = [_texts(row) for row in sheet.rows[:LOOKED_AT]]
    found = max(
        (_header(sheet, texts, top, lines, known) for top in range(len(texts)) for lines in (1, 2)),
        key=lambda header: (header.known, -header.top, header.top - header.bottom),
        default=None,
    )
    if found is not None and found.known >= FEWEST:
        return found
    return _row_of_texts(sheet, texts, known)


def _header(
    sheet: Sheet, texts: list[list[str]], top: int, lines: int, known: Collection[str]
) -> Header:
    bottom = min(top + lines - 1, len(texts) - 1)
    above = _spread(sheet, texts[top], top) if bottom > top else []
    pairs = _paired(above, texts[bottom])
    headings = tuple(_labelled(pairs))
    names = {alike(name) for heading in headings for name in bare(heading.text)}
    return Header(top, bottom, len(names & set(known)), headings)


def _texts(row: Row) -> list[str]:
    return [clean_text(cell)[:LONGEST_HEADING] for cell in row]


def _spread(sheet: Sheet, upper: list[str], row: int) -> list[str]:
    """An upper line with the text of a group over each of its columns."""
    spread = list(upper)
    for column in range(1, len(spread)):
        if not spread[column] and not _stands_alone(sheet, row, column):
            spread[column] = spread[column - 1]
    return spread


def _stands_alone(sheet: Sheet, row: int, column: int) -> bool:
    return any(m.top <= row <= m.bottom and m.left <= column <= m.right for m in sheet.merged)


def _paired(above: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    """For each column its text, and the text above it."""
    width = max(len(above), len(below))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*below, *[""] * (width - len(below))]
    return [(text or over, over if text else "") for over, text in zip(upper, lower, strict=True)]


def _labelled(pairs: Sequence[tuple[str, str]]) -> list[Heading]:
    times = Counter(text for text, _above in pairs)
    return [
        Heading(
            column=column,
            text=text,
            above=above,
            label=text if times[text] == 1 else f"{text} [{letter_of(column)}]",
        )
        for column, (text, above) in enumerate(pairs)
        if text
    ]


def _row_of_texts(sheet: Sheet, texts: list[list[str]], known: Collection[str]) -> Header | None:
    """The first row that could be a header: different texts, and rows below it."""
    for top, row in enumerate(texts[:-1]):
        filled = [text for text in row if text]
        if len(filled) >= FEWEST and len(set(filled)) == len(filled) == _strings(sheet.rows[top]):
            return _header(sheet, texts, top, 1, known)
    return None


def _strings(row: Row) -> int:
    return sum(isinstance(cell, str) and bool(cell) for cell in row)
