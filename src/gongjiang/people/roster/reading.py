"""The file's cells become rows; what cannot be read is told where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.people.brought.reading import CellReader, Readers, read_number, read_public_id
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.roster.columns import KINDS, POST_KINDS, SEXES
from gongjiang.people.roster.row import Row
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.choices import read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.numbers import birth_in, read_phone, sex_in
from gongjiang.workbooks.cells.problem import Problem
from gongjiang.workbooks.cells.text import clean_text, read_name, read_text
from gongjiang.workbooks.tables.table import Table

MASKED_PHONE = re.compile(r"\+?[\d*]{7,16}")
LONGEST_UNIT = 120
LONGEST_POST = 60


def rows_of(table: Table) -> Iterator[Row]:
    """Each row of the table, its cells understood or told of."""
    reader = CellReader(table, READERS)
    for number, cells in table.rows:
        values, troubles = reader.values(cells)
        row = Row(number, troubles=troubles)
        for key, value in values.items():
            TAKERS.get(key, _take)(row, key, value)
        _complete(row)
        yield row


def _read_phone(cell: Cell) -> str | Problem:
    if isinstance(cell, str) and "*" in cell and MASKED_PHONE.fullmatch(clean_text(cell)):
        return clean_text(cell)
    return read_phone(cell)


READERS = Readers(
    by_key={
        "person": read_public_id,
        "name": read_name,
        "national_id": read_number,
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
    },
    days=frozenset({"born_on", "start"}),
    repeating=frozenset(
        {"sex", "start", "kind", "site", "workshop", "team", "post", "post_kind", "born_on"}
    ),
    secrets={"national_id": "national_id", "phone": "phone"},
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
