"""A file becomes a workbook."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from gongjiang.workbooks.book import Unreadable, Workbook
from gongjiang.workbooks.confined.run import read_confined
from gongjiang.workbooks.delimited import read_delimited
from gongjiang.workbooks.kinds import kind_of

__all__ = ["Unreadable", "open_workbook"]


def open_workbook(path: Path, *, name: str) -> Workbook:
    """Read all sheets of a spreadsheet.

    Args:
        name: what the uploader calls the file; its extension must be true.

    Raises:
        Unreadable: it is no spreadsheet we read, locked, damaged, not what its name says, or too
            large once unpacked. Nothing else is raised, whatever the bytes.
    """
    plain = _plain(name)
    kind = kind_of(path, plain)
    return read_delimited(path, plain) if kind == "csv" else read_confined(path, plain, kind)


def _plain(name: str) -> str:
    base = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in base if unicodedata.category(c)[0] != "C").strip()[-150:]
