"""The other side: reads one workbook with calamine and sends it, a line of JSON at a time.

Run as `python -m gongjiang.workbooks.confined.main KIND PATH`; the path ends in the kind.
It imports nothing of Django and little of ours, so it starts in a moment, and first takes away its
own rights to memory and time.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gongjiang.workbooks.confined import ods, xls, xlsx
from gongjiang.workbooks.confined.unsaid import Unsaid

MEMORY = 1_500 * 1024 * 1024
"""A stray character in the last row of a sheet of fifteen columns still fits."""
SECONDS = 60
ROWS_AT_ONCE = 500

UNSAID_IN = {"xlsx": xlsx.unsaid_in, "xls": xls.unsaid_in, "ods": ods.unsaid_in}


def main() -> None:
    kind, path = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for message in messages(kind, Path(path)):
            _send(message)
    except PasswordError:
        _send({"failed": "locked"})
    except MemoryError:
        os.abort()  # what the parser itself does when it has no memory left
    except BaseException as error:  # noqa: BLE001  (a panic of the parser is not an Exception)
        _send({"failed": "too large" if "Cell limit exceeded" in str(error) else "damaged"})


def messages(kind: str, path: Path) -> Iterator[Any]:
    """For each sheet what it is and its rows by the hundred; at last the end."""
    with CalamineWorkbook.from_path(path) as workbook:
        unsaid = UNSAID_IN[kind](path)
        for about in workbook.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            yield {
                "sheet": about.name,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "counts_from_1904": unsaid.counts_from_1904,
                "merged": _merged_downwards(sheet) + unsaid.merged.get(about.name, []),
            }
            yield from _rows_by_the_hundred(sheet, unsaid)
    yield {"end": True}


def _merged_downwards(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    ranges = sheet.merged_cell_ranges or []
    return [(*start, *end) for start, end in ranges if end[0] > start[0]]


def _rows_by_the_hundred(sheet: CalamineSheet, unsaid: Unsaid) -> Iterator[list[list[Any]]]:
    before = [""] * sheet.start[1] if sheet.start else []
    failed = unsaid.failed.get(sheet.name, {})
    rows: list[list[Any]] = []
    number = -1
    for number, cells in enumerate(sheet.iter_rows()):
        row = _ended(before + cells)
        rows.append(_with_failed(row, failed.pop(number)) if number in failed else row)
        if len(rows) == ROWS_AT_ONCE:
            yield rows
            rows = []
    yield rows + _only_failed(failed, number + 1)


def _only_failed(failed: dict[int, dict[int, str]], first: int) -> list[list[Any]]:
    """Rows after the last filled one, in which nothing stands but failed formulas."""
    after = range(first, max(failed, default=-1) + 1)
    return [_with_failed([], failed.get(number, {})) for number in after]


def _with_failed(row: list[Any], failed: dict[int, str]) -> list[Any]:
    row = row + [""] * (max(failed, default=-1) + 1 - len(row))
    for column, text in failed.items():
        row[column] = row[column] or text
    return row


def _ended(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row.pop()
    return row


def _tagged(value: object) -> dict[str, str | float]:
    """A value that JSON has no word for, under a letter."""
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": value.isoformat()}
    if isinstance(value, timedelta):
        return {"s": value.total_seconds()}
    raise TypeError(type(value))


_encoded = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_tagged
).encode


def _send(message: object) -> None:
    sys.stdout.buffer.write(_encoded(message).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
