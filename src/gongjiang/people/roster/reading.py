"""The file's cells become rows; what cannot be read is told where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gongjiang.people.roster.columns import COLUMNS, KINDS, POST_KINDS, SEXES
from gongjiang.people.roster.line import Trouble
from gongjiang.people.roster.row import Row
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.choices import read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.numbers import birth_in, read_national_id, read_phone, sex_in
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text, read_name, read_text
from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.table import Table, table_in
from gongjiang.workbooks.wrong import Secret, shown

MASKED_ID = re.compile(r"[\dX*]{18}")
MASKED_PHONE = re.compile(r"\+?[\d*]{7,16}")
LONGEST_UNIT = 120
LONGEST_POST = 60
SECRETS: Mapping[str, Secret] = {"national_id": "national_id", "phone": "phone"}
FIRST_BIRTH = date(1900, 1, 1)

KEYS = tuple(column.key for column in COLUMNS)
Values = dict[str, Cell]


def table_of(content: bytes, name: str, remembered: Mapping[str, str]) -> Table:
    """The table of people in a file, given as its bytes.

    Raises:
        Unreadable: it cannot be read as a table.
    """
    with in_memory(content) as path:
        return table_in(open_workbook(path, name=name), COLUMNS, remembered)


@contextmanager
def in_memory(content: bytes) -> Iterator[Path]:
    """A path under which bytes can be opened that never touch a disk, and end with the process."""
    handle = os.memfd_create("roster")
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(content)
        yield Path(f"/proc/{os.getpid()}/fd/{handle}")
    finally:
        os.close(handle)


def rows_of(table: Table) -> Iterator[Row]:
    """Each row of the table, its cells understood or told of."""
    reader = _Reader(table)
    for number, cells in table.rows:
        yield reader.row(number, cells)


class _Reader:
    """Reads cells; what repeats itself, such as the name of a workshop, is read once."""

    def __init__(self, table: Table) -> None:
        self.counts_from_1904 = table.counts_from_1904
        self.columns = [
            (at, key, READERS[key])
            for at, key in enumerate(KEYS)
            if key in table.mapping and key in READERS
        ]
        self._read: dict[tuple[str, Cell], Any] = {}

    def row(self, number: int, cells: tuple[Cell, ...]) -> Row:
        row = Row(number)
        for at, key, read in self.columns:
            cell = cells[at]
            if cell == "":
                continue
            found = self._value(key, cell, read)
            if isinstance(found, Problem):
                value = shown(cell, SECRETS.get(key, ""))
                row.troubles.append(Trouble(key, value, found.problem, found.remedy))
            else:
                TAKERS.get(key, _take)(row, key, found)
        _complete(row)
        return row

    def _value(self, key: str, cell: Cell, read: Callable[[Cell], Any]) -> Any:
        if key in REPEATING:
            # True is 1 to a dictionary, so the type is part of the key.
            known = (f"{key} {type(cell).__name__}", cell)
            if known not in self._read:
                self._read[known] = self._plainly(key, cell, read)
            return self._read[known]
        return self._plainly(key, cell, read)

    def _plainly(self, key: str, cell: Cell, read: Callable[[Cell], Any]) -> Any:
        if key in DAYS:
            return read_day(cell, counts_from_1904=self.counts_from_1904)
        return read(cell)


def _read_number(cell: Cell) -> str | Problem:
    """A national ID; one whose middle is hidden goes as it is, to be compared with the record."""
    if isinstance(cell, str) and "*" in cell and MASKED_ID.fullmatch(clean_text(cell)):
        return clean_text(cell)
    return read_national_id(cell)


def _read_phone(cell: Cell) -> str | Problem:
    if isinstance(cell, str) and "*" in cell and MASKED_PHONE.fullmatch(clean_text(cell)):
        return clean_text(cell)
    return read_phone(cell)


def _read_person(cell: Cell) -> UUID | Problem | None:
    text = clean_text(cell)
    try:
        return UUID(text) if text else None
    except ValueError:
        return Problem(
            _("This is not a number that this system gave."),
            _("Leave the cell empty and write the national ID in full."),
        )


READERS: Mapping[str, Callable[[Cell], Any]] = {
    "person": _read_person,
    "name": read_name,
    "national_id": _read_number,
    "sex": lambda cell: read_choice(cell, SEXES),
    "born_on": read_day,
    "phone": _read_phone,
    "start": read_day,
    "kind": lambda cell: read_choice(cell, KINDS),
    "site": lambda cell: read_text(cell, longest=LONGEST_UNIT),
    "workshop": lambda cell: read_text(cell, longest=LONGEST_UNIT),
    "team": lambda cell: read_text(cell, longest=LONGEST_UNIT),
    "post": lambda cell: read_text(cell, longest=LONGEST_POST),
    "post_kind": lambda cell: read_choice(cell, POST_KINDS),
}
DAYS = frozenset({"born_on", "start"})
REPEATING = frozenset(
    {"sex", "start", "kind", "site", "workshop", "team", "post", "post_kind", "born_on"}
)


def _take(row: Row, key: str, value: Any) -> None:
    setattr(row, key, value)


def _take_number(row: Row, _key: str, value: str) -> None:
    if "*" in value:
        row.masked_id = value
    else:
        row.national_id = value


def _take_phone(row: Row, _key: str, value: str) -> None:
    if "*" in value:
        row.masked_phone = value
    else:
        row.phone = value


TAKERS: Mapping[str, Callable[[Row, str, Any], None]] = {
    "national_id": _take_number,
    "phone": _take_phone,
}


def _complete(row: Row) -> None:
    """What a row must have, and what its cells say against each other."""
    told = {trouble.key for trouble in row.troubles}
    if not row.name and "name" not in told:
        row.troubles.append(Trouble("name", "", _("The name is missing."), _("Fill in the cell.")))
    if row.national_id:
        _agree_with_number(row)
    elif row.person is None and not told & {"national_id", "person"}:
        _tell_of_missing_number(row)


def _tell_of_missing_number(row: Row) -> None:
    if row.masked_id:
        said = _("The middle of this number is hidden, so that nobody can be found by it.")
    else:
        said = _("The national ID is missing.")
    row.troubles.append(
        Trouble("national_id", row.masked_id, said, _("Write all 18 characters of it."))
    )


def _agree_with_number(row: Row) -> None:
    born_on, sex = birth_in(row.national_id), sex_in(row.national_id)
    if row.born_on is not None and row.born_on != born_on:
        row.troubles.append(
            Trouble(
                "born_on",
                str(row.born_on),
                _("The national ID says another day of birth."),
                _("Mend this cell, or the national ID."),
            )
        )
    if row.sex and row.sex != sex:
        row.troubles.append(
            Trouble(
                "sex",
                SEXES.names[row.sex][0],
                _("The national ID says the other sex."),
                _("Mend this cell, or the national ID."),
            )
        )
    row.born_on, row.sex = born_on, sex
