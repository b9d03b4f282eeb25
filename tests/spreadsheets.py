"""Makes spreadsheets of every kind we read, from the same description."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | float | bool | date | None
Rows = Sequence[Sequence[Value]]
Region = tuple[int, int, int, int]
"""Top, left, bottom, right, counted from 0, all included."""


@dataclass(frozen=True)
class Made:
    """A sheet to be written; a text such as "#N/A" is written as a formula that failed."""

    name: str
    rows: Rows
    merged: Sequence[Region] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    sheets: Sequence[Made] = field(default_factory=list)
    from_1904: bool = False


FAILURES = {"#N/A": 0x2A, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D}


def xlsx(book: Book) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"date_1904": book.from_1904}) as workbook:
        day = workbook.add_format({"num_format": "yyyy/m/d"})
        for made in book.sheets:
            sheet = workbook.add_worksheet(made.name)
            if made.hidden:
                sheet.hide()
            for region in made.merged:
                sheet.merge_range(*region, "")
            for row, values in enumerate(made.rows):
                for column, value in enumerate(values):
                    _write(sheet, row, column, value, day)
    return buffer.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Value, day: Format) -> None:
    if isinstance(value, str) and value in FAILURES:
        sheet.write_formula(row, column, "=NA()", None, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, _moment(value), day)
    elif value is not None:
        sheet.write(row, column, value)


def csv(book: Book, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    [made] = book.sheets
    lines = (delimiter.join(map(_quoted, row)) for row in made.rows)
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def _quoted(value: Value) -> str:
    if value is None:
        return ""
    text = _as_excel_writes(value)
    return '"{}"'.format(text.replace('"', '""')) if set(text) & set(',;\t"\n') else text


def _as_excel_writes(value: Value) -> str:
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float):
        return f"{value:.5E}" if value >= 1e11 else f"{value:.15g}"
    return str(value)


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_OPENS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
ODS_CLOSES = "</office:spreadsheet></office:body></office:document-content>"


def ods(book: Book) -> bytes:
    null = (
        "<table:calculation-settings>"
        '<table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    tables = "".join(map(_ods_table, book.sheets))
    content = ODS_OPENS + (null if book.from_1904 else "") + tables + ODS_CLOSES
    return ods_around(content)


def ods_around(content: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_table(made: Made) -> str:
    spans = {(r[0], r[1]): (r[2] - r[0] + 1, r[3] - r[1] + 1) for r in made.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in made.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    lines = []
    for row, values in enumerate(made.rows):
        cells = [
            "<table:covered-table-cell/>"
            if (row, column) in covered
            else _ods_cell(value, spans.get((row, column)))
            for column, value in enumerate(values)
        ]
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f'<table:table table:name="{escape(made.name)}">{"".join(lines)}</table:table>'


def _ods_cell(value: Value, span: tuple[int, int] | None) -> str:
    merged = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
        if span
        else ""
    )
    opens = f"<table:table-cell{merged}"
    if value is None:
        return f"{opens}/>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
        if value in FAILURES:
            kind += ' calcext:value-type="error" table:formula="of:=NA()"'
    else:
        kind = f'office:value-type="float" office:value="{value!r}"'
    return f"{opens} {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def xls(book: Book, *, after_begin: bytes = b"") -> bytes:
    """BIFF8 records in a compound file: just what [MS-XLS] and [MS-CFB] ask for."""
    sheets = [_xls_sheet(made, book.from_1904) for made in book.sheets]
    opens = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)),
        after_begin,
        record(0x0042, struct.pack("<H", 1200)),
        record(0x0022, struct.pack("<H", book.from_1904)),
        record(0x00E0, struct.pack("<HH16x", 0, 0)),
        record(0x00E0, struct.pack("<HH16x", 0, 14)),
    ]
    listed = [record(0x0085, b"\0" * 6 + _short(made.name)) for made in book.sheets]
    place = sum(map(len, opens + listed)) + 4
    for number, made in enumerate(book.sheets):
        about = struct.pack("<IH", place, made.hidden) + _short(made.name)
        listed[number] = record(0x0085, about)
        place += len(sheets[number])
    return compound(b"".join([*opens, *listed, record(0x000A, b""), *sheets]))


def _xls_sheet(made: Made, from_1904: bool) -> bytes:
    records = [record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))]
    for row, values in enumerate(made.rows):
        records += [
            _xls_cell(row, column, value, from_1904)
            for column, value in enumerate(values)
            if value is not None
        ]
    if made.merged:
        regions = b"".join(struct.pack("<HHHH", r[0], r[2], r[1], r[3]) for r in made.merged)
        records.append(record(0x00E5, struct.pack("<H", len(made.merged)) + regions))
    return b"".join(records) + record(0x000A, b"")


def _xls_cell(row: int, column: int, value: Value, from_1904: bool) -> bytes:
    if isinstance(value, bool):
        return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, 0))
    if isinstance(value, str) and value in FAILURES:
        return record(0x0205, struct.pack("<HHHBB", row, column, 0, FAILURES[value], 1))
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return record(0x0204, struct.pack("<HHH", row, column, 0) + text)
    if isinstance(value, date):
        begin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        return record(0x0203, struct.pack("<HHHd", row, column, 1, (_moment(value) - begin).days))
    assert value is not None
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001


SECTOR = 512
FREE, ENDS, IS_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST = 4096


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file around one stream."""
    stream = stream.ljust(SMALLEST, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    length = len(stream) // SECTOR
    tables = -(-(length + 2) // (SECTOR // 4 - 1))
    chain = [*range(tables + 2, tables + 1 + length), ENDS]
    numbers = [IS_TABLE] * tables + [ENDS, *chain]
    numbers += [FREE] * (-len(numbers) % (SECTOR // 4))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, SMALLEST, ENDS, 0, ENDS, 0)
    header += b"".join(struct.pack("<I", n) for n in range(tables))
    header = header.ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, ENDS, 0) + _entry(name, 2, FREE, tables + 1, len(stream))
    directory = directory.ljust(SECTOR, b"\0")
    return header + struct.pack(f"<{len(numbers)}I", *numbers) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    entry += struct.pack("<III", FREE, FREE, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)
