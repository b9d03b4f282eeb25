"""The sheet with the people in it, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.book import Cell, Row, Sheet, Unreadable, Workbook
from gongjiang.workbooks.cells.text import alike, clean_text
from gongjiang.workbooks.tables.columns import Guess, Heading, KnownColumn
from gongjiang.workbooks.tables.guesses import LOOKED_AT, guess_columns
from gongjiang.workbooks.tables.headers import Header, find_header
from gongjiang.workbooks.tables.leftovers import Dropped, leftover
from gongjiang.workbooks.tables.names import bare

EXAMPLES = 3
HIDDEN = _("the sheet is hidden")
ANOTHER = _("another sheet looks more like the list")
EMPTY = _("the sheet is empty")


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet left aside, and why."""

    name: str
    rows: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet's rows under known columns.

    Attributes:
        header_row: the last of the header's rows, as Excel shows it.
        mapping: for a known column's key where it stands; what was not found is absent.
        body: the filled rows below the header with their numbers as Excel shows them, merged
            cells filled downwards.
    """

    sheet: str
    header_row: int
    headings: tuple[Heading, ...]
    columns: tuple[KnownColumn, ...]
    mapping: Mapping[str, Guess]
    body: list[tuple[int, Row]]
    dropped: list[Dropped]
    unread: list[Unread]
    counts_from_1904: bool = False

    @property
    def unmapped(self) -> list[Heading]:
        """The sheet's columns that are none of the known ones."""
        taken = {guess.column for guess in self.mapping.values()}
        return [heading for heading in self.headings if heading.column not in taken]

    @property
    def missing(self) -> list[KnownColumn]:
        """Required columns that were not found."""
        return [known for known in self.columns if known.required and known.key not in self.mapping]

    @property
    def unsure(self) -> list[str]:
        """The keys of columns about which somebody should be asked."""
        return [key for key, guess in self.mapping.items() if not guess.sure]

    @property
    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Each row's number as Excel shows it, and a raw cell for each of `columns`, in order.

        A column that was not found has "" in each row.
        """
        places = [self.mapping[c.key].column if c.key in self.mapping else -1 for c in self.columns]
        widest = max(places, default=-1) + 1
        blank: Row = [""]
        for number, row in self.body:
            # An empty cell more stands at -1, for the columns that were not found.
            full = row[:widest] + blank * (widest + 1 - len(row[:widest]))
            yield number, tuple([full[place] for place in places])

    def examples(self, column: int) -> list[str]:
        """The first few different values of a column of the sheet."""
        cells = (clean_text(row[column]) for _n, row in self.body if len(row) > column)
        return list(islice(dict.fromkeys(cell for cell in cells if cell), EXAMPLES))


def table_in(
    workbook: Workbook,
    columns: Sequence[KnownColumn],
    remembered: Mapping[str, str] | None = None,
) -> Table:
    """Choose the sheet that looks most like the list, and read it as a table.

    Args:
        remembered: for a column's key the heading chosen before, "" for none: wins over guesses.

    Raises:
        Unreadable: no sheet has a header, or nothing stands below it.
    """
    agreed = remembered or {}
    sheet, header = _chosen(workbook, columns, agreed)
    body, dropped = _body(sheet, header)
    if not body:
        raise Unreadable(_("There is a header, but no row below it."))
    sample = [row for _number, row in body[:LOOKED_AT]]
    return Table(
        sheet=sheet.name,
        header_row=header.bottom + 1,
        headings=header.headings,
        columns=tuple(columns),
        mapping=guess_columns(header.headings, columns, agreed, sample),
        body=body,
        dropped=dropped,
        unread=[_unread(other) for other in workbook.sheets if other is not sheet],
        counts_from_1904=workbook.counts_from_1904,
    )


def _chosen(
    workbook: Workbook, columns: Sequence[KnownColumn], agreed: Mapping[str, str]
) -> tuple[Sheet, Header]:
    known = {alike(name) for column in columns for name in column.names}
    known |= {alike(name) for heading in agreed.values() for name in bare(heading) if heading}
    seen = [sheet for sheet in workbook.sheets if not sheet.hidden]
    found = [(sheet, header) for sheet in seen if (header := find_header(sheet, known))]
    if not found:
        raise Unreadable(
            _("No header was found. A row at the top must name the columns, such as: %(names)s.")
            % {"names": "、".join(column.names[0] for column in columns if column.required)}
        )
    return max(found, key=lambda pair: (pair[1].known, _filled(pair[0])))


def _filled(sheet: Sheet) -> int:
    return sum(map(bool, sheet.rows))


def _unread(sheet: Sheet) -> Unread:
    rows = _filled(sheet)
    reason = HIDDEN if sheet.hidden else ANOTHER if rows else EMPTY
    return Unread(sheet.name, rows, reason)


def _body(sheet: Sheet, header: Header) -> tuple[list[tuple[int, Row]], list[Dropped]]:
    rows = _filled_downwards(sheet, header)
    width = max((heading.column for heading in header.headings), default=-1) + 1
    titles = [""] * width
    for heading in header.headings:
        titles[heading.column] = alike(heading.text)
    body: list[tuple[int, Row]] = []
    dropped: list[Dropped] = []
    for number, row in enumerate(rows[header.bottom + 1 :], start=header.bottom + 2):
        if not row or not any(cell != "" and clean_text(cell) for cell in row):
            continue
        reason = leftover(row, titles)
        if reason is None:
            body.append((number, row))
        else:
            first = next(cell for cell in row if cell != "")
            dropped.append(Dropped(number, clean_text(first), reason))
    return body, dropped


def _filled_downwards(sheet: Sheet, header: Header) -> list[Row]:
    """The rows, with the value of cells merged downwards in each of them."""
    regions = [region for region in sheet.merged if region.top > header.bottom]
    if not regions:
        return sheet.rows
    rows = [list(row) for row in sheet.rows]
    for region in regions:
        value = _at(rows, region.top, region.left)
        if value != "":
            for row in rows[region.top + 1 : region.bottom + 1]:
                row.extend([""] * (region.left + 1 - len(row)))
                row[region.left] = value if row[region.left] == "" else row[region.left]
    return rows


def _at(rows: list[Row], row: int, column: int) -> Cell:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
