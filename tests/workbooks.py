"""Reads the first sheet of a workbook an answer brought along."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree

from django.http.response import HttpResponseBase

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXCEL_BEGINS = date(1899, 12, 30)

Cell = str | float


def rows_of(answer: HttpResponseBase) -> list[list[Cell]]:
    """Each row's filled cells: text, or a number (days are numbers, see `excel_day`)."""
    with zipfile.ZipFile(BytesIO(b"".join(answer))) as workbook:  # type: ignore[arg-type]  # streamed
        tree = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    return [[_cell(cell) for cell in row] for row in tree.iter(f"{SHEET}row")]


def excel_day(day: date) -> float:
    """A day as Excel counts it."""
    return float((day - EXCEL_BEGINS) / timedelta(days=1))


def _cell(cell: ElementTree.Element) -> Cell:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    return float(cell.findtext(f"{SHEET}v") or 0)
