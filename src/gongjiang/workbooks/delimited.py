"""Text files with a value between commas, semicolons or tabs, in the encodings Excel writes."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Cell, Row, Sheet, Unreadable, Workbook
from gongjiang.workbooks.limits import MOST_CELLS, MOST_ROWS, too_many_cells, too_many_rows

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ENCODINGS = ("utf-8", "gb18030")
DELIMITERS = ",;\t"
LOOKED_AT = 30
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NAMED_DELIMITER = re.compile(r"sep=([,;\t])\r?\n")
AS_FORMULA = re.compile(r'="([^"]*)"')
"""How some programs write a text of digits, so that Excel leaves it alone."""


def read_delimited(path: Path, name: str) -> Workbook:
    """Read a text file as a workbook of one sheet.

    Raises:
        Unreadable: no known encoding, not a text, or more rows than a table of people has.
    """
    text = _decoded(path.read_bytes())
    if FORBIDDEN.search(text):
        raise Unreadable(_("This is not a text with a value between commas. Save it as .xlsx."))
    named = NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _delimiter_of(text)
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error as error:
        raise Unreadable(
            _("The text is not complete: a quotation mark is opened and never closed.")
        ) from error
    if named:
        rows[0] = []
    return Workbook(name=name, sheets=[Sheet(name=Path(name).stem, rows=rows)])


def _decoded(raw: bytes) -> str:
    for bom, encoding in BOMS.items():
        if raw.startswith(bom):
            return _decode(raw, (encoding,))
    return _decode(raw, ENCODINGS)


def _decode(raw: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The text is in an unknown encoding. Save it as .xlsx or as UTF-8."))


def _delimiter_of(text: str) -> str:
    """The one by which the first lines fall into the most columns, most of them alike."""
    lines = list(islice(filter(str.strip, StringIO(text)), LOOKED_AT))

    def evenness(delimiter: str) -> int:
        widths = Counter(line.count(delimiter) for line in lines)
        return max((width * times for width, times in widths.items()), default=0)

    return max(DELIMITERS, key=evenness)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    filled = cells = 0
    for fields in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
        row: list[Cell] = [_unwrapped(field) for field in fields]
        while row and row[-1] == "":
            row.pop()
        filled += bool(row)
        cells += len(row)
        if filled > MOST_ROWS:
            raise too_many_rows()
        if cells > MOST_CELLS:
            raise too_many_cells()
        yield row


def _unwrapped(field: str) -> str:
    if field.startswith("=") and (formula := AS_FORMULA.fullmatch(field)):
        return formula[1]
    return field
