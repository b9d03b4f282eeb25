"""One row of a workbook after its cells were read, and what it comes to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongjiang.kernel.decision import Sentence
from gongjiang.people.brought.reading import CellReader, Readers
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.models import WorkbookLine
from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import shown

Verdict = WorkbookLine.Verdict
LONG_NUMBER = re.compile(r"[\dXx]{15,}")


@dataclass(slots=True)
class BroughtRow:
    """What the file says in one row: by a column's key what was read, and what could not be.

    Attributes:
        number: as Excel shows it.
        cells: the same as it stands there.
    """

    number: int
    values: dict[str, Any]
    cells: dict[str, Cell] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def has(self, key: str) -> bool:
        return self.values.get(key) not in (None, "")

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value)

    def written(self, key: str) -> str:
        """A cell for showing beside a problem; of what could be somebody's number the ends."""
        return LONG_NUMBER.sub(
            lambda found: shown(found[0], "national_id"), shown(self.cells.get(key, ""))
        )

    def tell(self, key: str, value: str, problem: Sentence, remedy: Sentence) -> None:
        """Say what is wrong with a cell."""
        self.troubles.append(Trouble(key, value, problem, remedy))

    def troubles_at(self, *keys: str) -> bool:
        """Whether something was said of one of these columns already."""
        return any(trouble.key in keys for trouble in self.troubles)


@dataclass(slots=True, kw_only=True)
class BroughtLine:
    """What a row comes to, before it is kept (`models.WorkbookLine`)."""

    number: int
    name: str
    number_shown: str
    verdict: str = Verdict.WRONG
    person_id: int | None = None
    says: str = ""
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    does: dict[str, Any] = field(default_factory=dict)


def rows_in(table: Table, readers: Readers) -> Iterator[BroughtRow]:
    """Each row of a table, its cells understood or told of."""
    reader = CellReader(table, readers)
    for number, cells in table.rows:
        values, troubles = reader.values(cells)
        yield BroughtRow(number, values, reader.written(cells), troubles)


def plain(text: str) -> str:
    """A name as it is compared: width, blanks and case do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
