"""A table as a workbook that, brought back as it is, changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from gongjiang.workbooks.tables.columns import KnownColumn

WIDTH = 11


def sheet_of(
    title: str,
    keys: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    columns: Iterable[KnownColumn],
    widths: Mapping[str, int],
    days: Collection[str],
) -> bytes:
    """Rows under the most usual names of their columns, as an .xlsx.

    Texts stay texts, so nothing in them is ever a formula; a day that is not there stays empty.

    Args:
        keys: of columns, in the order in which they are written; days: those that hold days.
    """
    headings = {column.key: column.names[0] for column in columns}
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet(title)
        text = workbook.add_format({"num_format": "@"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 1)
        for column, key in enumerate(keys):
            sheet.set_column(column, column, widths.get(key, WIDTH), text)
            sheet.write_string(0, column, headings[key], bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, key in enumerate(keys):
                if key not in days:
                    sheet.write_string(last, column, str(row[key]), text)
                elif isinstance(row[key], date):
                    sheet.write_datetime(last, column, row[key], day)
        sheet.autofilter(0, 0, last, len(keys) - 1)
    return buffer.getvalue()
