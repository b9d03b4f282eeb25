"""What an .xls holds beside what the parser says: a walk over its records ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from gongjiang.workbooks.confined.compound import stream_of
from gongjiang.workbooks.confined.unsaid import Failed, Unsaid

DATE_MODE, SHEET, BOOL_OR_ERROR, FORMULA, END = 0x0022, 0x0085, 0x0205, 0x0006, 0x000A
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
NOT_A_NUMBER = b"\xff\xff"
AN_ERROR = 2


def unsaid_in(path: Path) -> Unsaid:
    stream = stream_of(path.read_bytes(), ("Workbook", "Book"))
    found = Unsaid()
    for kind, body in _records(stream, 0):
        if kind == DATE_MODE:
            found.counts_from_1904 = body[:1] == b"\x01"
        elif kind == SHEET:
            [start] = struct.unpack_from("<I", body)
            found.failed[_name(body)] = _failed_in(stream, start)
    return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and body, up to the end of the part that begins at a place."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == END:
            return
        place += 4 + length


def _name(body: bytes) -> str:
    length, is_wide = body[6], body[7] & 1
    return body[8 : 8 + length * (2 if is_wide else 1)].decode(
        "utf-16-le" if is_wide else "latin-1", "replace"
    )


def _failed_in(stream: bytes, start: int) -> Failed:
    found: Failed = {}
    for kind, body in _records(stream, start):
        code = _error(kind, body)
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            found.setdefault(row, {})[column] = ERRORS.get(code, "#N/A")
    return found


def _error(kind: int, body: bytes) -> int | None:
    if kind == BOOL_OR_ERROR and body[7:8] == b"\x01":
        return body[6]
    if kind == FORMULA and body[12:14] == NOT_A_NUMBER and body[6] == AN_ERROR:
        return body[8]
    return None
