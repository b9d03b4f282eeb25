"""A table as an Excel workbook that WPS opens too."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongjiang.kernel.periods import SHANGHAI
from gongjiang.web.house.tables.columns import Column
from gongjiang.web.house.tables.table import Table
from gongjiang.web.house.tags import moment

WIDTH = 18
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Dated:
    """How days and moments look in one workbook."""

    day: Format
    moment: Format


def workbook_of(table: Table) -> BytesIO:
    """Every matching row, in order, with a second sheet that says what this is.

    Text stays text: a name that begins with "=" is never a formula.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        dated = Dated(
            day=workbook.add_format({"num_format": "yyyy-mm-dd"}),
            moment=workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        )
        title = str(table.title).translate(NOT_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME]
        sheet = workbook.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.columns) - 1, WIDTH)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, str(column.label), bold)
        last = 0
        for last, row in enumerate(table.all_rows(), start=1):
            for place, column in enumerate(table.columns):
                _write(sheet, last, place, _kept(column, row), dated)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        _describe(workbook.add_worksheet(_("About this file")), table, last)
    buffer.seek(0)
    return buffer


def _kept(column: Column, row: object) -> object:
    """Numbers and days as such; everything else as a reader is shown it."""
    value = column.value(row)
    if isinstance(value, int | float | Decimal | date) and not isinstance(value, bool):
        return value
    text = column.text(row)
    return html.unescape(strip_tags(text)) if isinstance(text, SafeString) else text


def _write(sheet: Worksheet, row: int, place: int, value: Any, dated: Dated) -> None:
    match value:
        case int() | float() | Decimal():
            sheet.write_number(row, place, float(value))
        case datetime():
            local = value.astimezone(SHANGHAI).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, dated.moment)
        case date():
            sheet.write_datetime(row, place, datetime.combine(value, time.min), dated.day)
        case _:
            sheet.write_string(row, place, value)


def _describe(sheet: Worksheet, table: Table, rows: int) -> None:
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, 1, 3 * WIDTH)
    lines = [
        (_("Table"), str(table.title)),
        (_("Rows"), str(rows)),
        (_("Made at"), moment(timezone.now())),
        *_narrowing(table),
    ]
    if settings.DEMO:
        lines.append((_("Synthetic data"), _("Every person, enterprise and number is generated.")))
    for row, (label, text) in enumerate(lines):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, text)


def _narrowing(table: Table) -> list[tuple[str, str]]:
    """What the rows were narrowed by."""
    found = [(_("Search"), table.state.search)] if table.state.search else []
    for part in table.filters:
        wanted = part.wanted
        if wanted.text:
            found.append((str(part.column.label), wanted.text))
        elif wanted:
            found.append((str(part.column.label), f"{wanted.start or ''} – {wanted.end or ''}"))
    return found
