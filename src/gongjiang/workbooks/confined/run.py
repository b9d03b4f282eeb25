"""Our side: the process is started, and what it sends becomes a workbook."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

import gongjiang
from gongjiang.workbooks.book import Merged, Row, Sheet, Unreadable, Workbook
from gongjiang.workbooks.kinds import DAMAGED, LOCKED
from gongjiang.workbooks.limits import MOST_CELLS, MOST_ROWS, too_many_cells, too_many_rows

SOURCES = Path(gongjiang.__file__).parents[1]
TOO_SLOW = _("Reading the file took too long. Copy the table alone into a new workbook.")
KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
PARSERS: Final = {"d": date.fromisoformat, "m": datetime.fromisoformat, "t": time.fromisoformat}


def read_confined(path: Path, name: str, kind: str) -> Workbook:
    """Read a workbook in a process of its own, whatever becomes of that process.

    Raises:
        Unreadable: it is locked, damaged, or took more memory, time or cells than it may.
    """
    with TemporaryDirectory() as folder:
        # By its extension the parser knows which kind to try; an upload has any name.
        named = Path(folder) / f"file.{kind}"
        named.symlink_to(path.absolute())
        book = _read(kind, named)
    return Workbook(name=name, sheets=book.sheets, counts_from_1904=book.counts_from_1904)


def _read(kind: str, path: Path) -> _Taken:
    book = _Taken()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "gongjiang.workbooks.confined.main", kind, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**little_of(os.environ), "PYTHONPATH": str(SOURCES)},
    ) as process:
        try:
            for line in process.stdout or ():
                if line.endswith(b"\n"):  # cut short: it died in the middle of a word
                    book.take(_decoded(line.decode()))
        except BaseException:
            process.kill()
            raise
    if not book.complete:
        raise _what_happened(process.returncode)
    return book


class _Taken:
    """What came in so far."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.counts_from_1904 = False
        self.complete = False
        self._filled = 0
        self._cells = 0

    def take(self, message: Any) -> None:
        if isinstance(message, list):
            self._take_rows(message)
        elif "sheet" in message:
            self._take_sheet(message)
        elif "end" in message:
            self.complete = True
        elif message["failed"] == "too large":
            raise too_many_cells()
        else:
            raise Unreadable(LOCKED if message["failed"] == "locked" else DAMAGED)

    def _take_sheet(self, message: dict[str, Any]) -> None:
        self.counts_from_1904 = message["counts_from_1904"]
        merged = tuple(Merged(*region) for region in message["merged"])
        self.sheets.append(Sheet(message["sheet"], [], message["hidden"], merged))

    def _take_rows(self, rows: list[Row]) -> None:
        self._filled += sum(map(bool, rows))
        self._cells += sum(map(len, rows))
        if self._filled > MOST_ROWS:
            raise too_many_rows()
        if self._cells > MOST_CELLS:
            raise too_many_cells()
        self.sheets[-1].rows.extend(rows)


def _typed(tagged: dict[str, Any]) -> Any:
    """A day, a moment, a time or a span, each sent under a letter; all else is itself."""
    if len(tagged) != 1:
        return tagged
    [(letter, value)] = tagged.items()
    if letter == "s":
        return timedelta(seconds=value)
    return PARSERS[letter](value) if letter in PARSERS else tagged


_decoded = json.JSONDecoder(object_hook=_typed).decode


def little_of(environment: Mapping[str, str]) -> dict[str, str]:
    """None of our secrets: only what a Python needs to start."""
    return {name: environment[name] for name in KEPT if name in environment}


def _what_happened(status: int) -> Unreadable:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Unreadable(TOO_SLOW)
    return too_many_cells() if status == -signal.SIGABRT else Unreadable(DAMAGED)
