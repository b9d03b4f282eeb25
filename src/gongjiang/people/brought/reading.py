"""A file's cells become values; what cannot be read is told where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gongjiang.people.brought.trouble import Trouble
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.numbers import LOST, SCIENTIFIC, read_national_id
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import EXACT_BELOW, clean_text, read_text
from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import Table, table_in
from gongjiang.workbooks.wrong import Secret, shown

MASKED_ID = re.compile(r"[\dX*]{18}")

Read = Callable[[Cell], Any]
"""Reads a cell: a value, or a `Problem`."""


def table_of(
    content: bytes, name: str, columns: Sequence[KnownColumn], remembered: Mapping[str, str]
) -> Table:
    """The table of people in a file, given as its bytes.

    Raises:
        Unreadable: it cannot be read as a table.
    """
    with in_memory(content) as path:
        return table_in(open_workbook(path, name=name), columns, remembered)


@contextmanager
def in_memory(content: bytes) -> Iterator[Path]:
    """A path under which bytes can be opened that never touch a disk, and end with the process."""
    handle = os.memfd_create("brought")
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(content)
        yield Path(f"/proc/{os.getpid()}/fd/{handle}")
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """How the cells of each column are read.

    Attributes:
        by_key: for a column's key what reads its cells; a column without one is not read.
        days: columns that hold days. repeating: those whose values repeat, so are read once.
        secrets: columns of whose values only the ends are shown.
        nothing: for a column the words that mean that there is no such value: 长期.
    """

    by_key: Mapping[str, Read]
    days: Collection[str] = ()
    repeating: Collection[str] = ()
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    nothing: Mapping[str, Collection[str]] = field(default_factory=dict)


class CellReader:
    """Reads the rows of one table; what repeats itself, such as a workshop's name, is read once."""

    def __init__(self, table: Table, readers: Readers) -> None:
        self.counts_from_1904 = table.counts_from_1904
        self.readers = readers
        self.columns = [
            (at, column.key, readers.by_key[column.key])
            for at, column in enumerate(table.columns)
            if column.key in table.mapping and column.key in readers.by_key
        ]
        self._read: dict[tuple[str, Cell], Any] = {}

    def written(self, cells: tuple[Cell, ...]) -> dict[str, Cell]:
        """The filled cells of a row as they stand, by key."""
        return {key: cells[at] for at, key, _read in self.columns if cells[at] != ""}

    def values(self, cells: tuple[Cell, ...]) -> tuple[dict[str, Any], list[Trouble]]:
        """What the filled cells of a row say, by key, and what is wrong with the others."""
        values: dict[str, Any] = {}
        troubles: list[Trouble] = []
        for at, key, read in self.columns:
            cell = cells[at]
            if cell == "":
                continue
            found = self._value(key, cell, read)
            if isinstance(found, Problem):
                value = shown(cell, self.readers.secrets.get(key, ""))
                troubles.append(Trouble(key, value, found.problem, found.remedy))
            else:
                values[key] = found
        return values, troubles

    def _value(self, key: str, cell: Cell, read: Read) -> Any:
        if key not in self.readers.repeating:
            return self._plainly(key, cell, read)
        # True is 1 to a dictionary, so the type is part of the key.
        known = (f"{key} {type(cell).__name__}", cell)
        if known not in self._read:
            self._read[known] = self._plainly(key, cell, read)
        return self._read[known]

    def _plainly(self, key: str, cell: Cell, read: Read) -> Any:
        if key in self.readers.nothing and clean_text(cell) in self.readers.nothing[key]:
            return None
        if key in self.readers.days:
            return read_day(cell, counts_from_1904=self.counts_from_1904)
        return read(cell)


def read_number(cell: Cell) -> str | Problem:
    """A national ID; one whose middle is hidden goes as it is, to be compared with the record."""
    if isinstance(cell, str) and "*" in cell and MASKED_ID.fullmatch(clean_text(cell)):
        return clean_text(cell)
    return read_national_id(cell)


def read_long_number(cell: Cell, *, longest: int) -> str | Problem:
    """A number of many digits as text; Excel keeps fifteen of a figure."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_BELOW:
        return LOST
    found = read_text(cell, longest=longest)
    return LOST if isinstance(found, str) and SCIENTIFIC.fullmatch(found) else found


def read_public_id(cell: Cell) -> UUID | Problem | None:
    """The number that an export gave a person or record."""
    text = clean_text(cell)
    try:
        return UUID(text) if text else None
    except ValueError:
        return Problem(
            _("This is not a number that this system gave."),
            _("Leave the cell empty and write the national ID in full."),
        )
