"""A table handed back to its owner with the problems beside the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongjiang.workbooks.book import Cell, Row
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import Wrong

WIDTH = 16
WIDE = 60
MOST_COMMENTS = 2_000
"""A workbook with more notes than these opens slowly; the last columns say it all anyway."""
TOLD_EACH = 2_000
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_SHEET_NAME = 31


def annotated(
    table: Table,
    wrongs: Iterable[Wrong],
    *,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> bytes:
    """The table's rows where they stood, each wrong cell marked, problem and remedy at the end.

    Values are the uploader's own, in clear. Text stays text, so nothing in it is ever a formula.
    Mended and sent again, it reads like the file it came from.

    Args:
        tell: told now and then how many rows are written, and of how many.
    """
    by_row: dict[int, list[Wrong]] = defaultdict(list)
    for wrong in wrongs:
        by_row[wrong.row].append(wrong)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet(
            table.sheet.translate(NOT_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME].strip() or None
        )
        looks = _Looks(workbook)
        writer = _Writer(sheet, looks, _places(table), _width(table))
        writer.write_header(table)
        for written, (number, row) in enumerate(table.body):
            if written % TOLD_EACH == 0:
                tell(written, len(table.body))
            writer.write_row(number - 1, row, by_row.get(number, []))
    return buffer.getvalue()


def _places(table: Table) -> Mapping[str, int]:
    return {heading.label: heading.column for heading in table.headings}


def _width(table: Table) -> int:
    last = max((heading.column for heading in table.headings), default=-1)
    return max(last, max(len(row) for _number, row in table.body) - 1) + 1


class _Looks:
    """How cells look, right and wrong."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        wrong = {"bg_color": "#F9D9D2", "border": 1, "border_color": "#C8371F"}
        self.heading: Format = workbook.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text = {
            False: workbook.add_format({"num_format": "@"}),
            True: workbook.add_format({"num_format": "@", **wrong}),
        }
        self.day = {
            False: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            True: workbook.add_format({"num_format": "yyyy-mm-dd", **wrong}),
        }
        self.number = {False: None, True: workbook.add_format(wrong)}
        self.said: Format = workbook.add_format({"font_color": "#C8371F", "num_format": "@"})


class _Writer:
    """Writes one sheet, row by row."""

    def __init__(
        self, sheet: Worksheet, looks: _Looks, places: Mapping[str, int], width: int
    ) -> None:
        self.sheet = sheet
        self.looks = looks
        self.places = places
        self.width = width
        self.comments = 0

    def write_header(self, table: Table) -> None:
        row = table.header_row - 1
        self.sheet.set_column(0, self.width - 1, WIDTH)
        self.sheet.set_column(self.width, self.width + 1, WIDE)
        self.sheet.freeze_panes(row + 1, 0)
        for heading in table.headings:
            self.sheet.write_string(row, heading.column, heading.text, self.looks.heading)
        self.sheet.write_string(row, self.width, _("Problem"), self.looks.heading)
        self.sheet.write_string(row, self.width + 1, _("How to mend it"), self.looks.heading)
        last = table.body[-1][0] - 1
        self.sheet.autofilter(row, 0, last, self.width + 1)

    def write_row(self, row: int, cells: Row, wrongs: list[Wrong]) -> None:
        marked = {self.places[wrong.column] for wrong in wrongs if wrong.column in self.places}
        for column, value in enumerate(cells):
            self._write(row, column, value, column in marked)
        for column in marked:
            if column >= len(cells):
                self.sheet.write_blank(row, column, None, self.looks.text[True])
        if wrongs:
            self._say(row, wrongs)

    def _say(self, row: int, wrongs: list[Wrong]) -> None:
        several = len(wrongs) > 1
        for column, texts in (
            (self.width, [(wrong.column, str(wrong.problem)) for wrong in wrongs]),
            (self.width + 1, [(wrong.column, str(wrong.remedy)) for wrong in wrongs]),
        ):
            said = [f"{name}: {text}" if several and name else text for name, text in texts]
            self.sheet.write_string(row, column, "\n".join(said), self.looks.said)
        for wrong in wrongs:
            self._comment(row, wrong)

    def _comment(self, row: int, wrong: Wrong) -> None:
        if wrong.column in self.places and self.comments < MOST_COMMENTS:
            self.comments += 1
            note = f"{wrong.problem}\n{wrong.remedy}"
            self.sheet.write_comment(row, self.places[wrong.column], note)

    def _write(self, row: int, column: int, value: Cell, is_wrong: bool) -> None:
        sheet, looks = self.sheet, self.looks
        match value:
            case datetime():
                sheet.write_datetime(row, column, value, looks.day[is_wrong])
            case date():
                sheet.write_datetime(
                    row, column, datetime.combine(value, time.min), looks.day[is_wrong]
                )
            case int() | float():
                sheet.write_number(row, column, value, looks.number[is_wrong])
            case "" if is_wrong:
                sheet.write_blank(row, column, None, looks.text[is_wrong])
            case _ if value != "":
                sheet.write_string(row, column, str(value), looks.text[is_wrong])
