"""What a file is, told by its bytes, before anything is unpacked. All limits are ours."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Literal

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Unreadable

Kind = Literal["xlsx", "xls", "ods", "csv"]
KINDS: tuple[Kind, ...] = ("xlsx", "xls", "ods", "csv")

MEGABYTE = 1024 * 1024
LARGEST = 50 * MEGABYTE
"""80,000 workers in 15 columns take about 5 MB as .xlsx and 12 MB as .csv."""
LARGEST_UNPACKED = 500 * MEGABYTE
LARGEST_RATIO = 100
"""Unpacked bytes for each packed one; a roster reaches about ten, one repeated row fifty."""
SMALL_ENOUGH = 20 * MEGABYTE
"""What unpacks to no more than this may repeat itself as it likes."""
MOST_ENTRIES = 2_000

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = re.compile(rb"\s*<(!doctype|html|head|meta|table|body|\?xml|style)", re.IGNORECASE)
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAM = "Workbook".encode("utf-16-le")
BOOK_STREAM = "Book".encode("utf-16-le")

SAVE_AS_XLSX = _("Open it in Excel or WPS and save it as .xlsx, then try again.")
LOCKED = _(
    "The file is locked by a password. Take the password off in Excel or WPS, and try again."
)
DAMAGED = _(
    "The file is damaged or not complete. Open it in Excel or WPS, save it anew, try again."
)
FAR_TOO_MUCH = _("The file unpacks to far more than a table of people needs. Keep the one sheet.")
NOT_ITS_NAME = _(
    "The file is not what its name says: it is called .%(called)s, but holds %(found)s."
    " Save it anew as .xlsx, and try again."
)


def kind_of(path: Path, name: str) -> Kind:
    """Tell what a file is, and that its name agrees.

    Raises:
        Unreadable: it is empty, too large, of a kind that is not read, locked, damaged, not what
            its name says, or would unpack to far more than it should.
    """
    called = PurePosixPath(name).suffix.lstrip(".").lower()
    _check_size(path.stat().st_size)
    with path.open("rb") as file:
        head = file.read(2048)
    found = _kind_in(path, head)
    if called not in KINDS and found != "csv":
        raise _not_its_name(called, found)
    if called not in (*KINDS, "txt", "tsv"):
        raise Unreadable(
            _("Files called .%(called)s are not read. Read are: %(kinds)s.")
            % {"called": called, "kinds": ", ".join(f".{kind}" for kind in KINDS)}
        )
    if found != ("csv" if called in {"txt", "tsv"} else called):
        raise _not_its_name(called, found)
    return found


def _check_size(size: int) -> None:
    if size == 0:
        raise Unreadable(_("The file is empty."))
    if size > LARGEST:
        raise Unreadable(
            _("The file is larger than %(limit)d MB. Keep only the sheet with the people in it.")
            % {"limit": LARGEST // MEGABYTE}
        )


def _kind_in(path: Path, head: bytes) -> Kind:
    if head.startswith(ZIP):
        return _kind_of_archive(path)
    if head.startswith(OLE):
        return _kind_of_compound(path)
    if head.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z")):
        raise Unreadable(_("This is not a spreadsheet.") + " " + SAVE_AS_XLSX)
    if head.startswith((b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")):
        raise Unreadable(_("This workbook is of a very old Excel.") + " " + SAVE_AS_XLSX)
    if WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable(
            _("This is a web page or an XML file under a spreadsheet's name.") + " " + SAVE_AS_XLSX
        )
    return "csv"


def _kind_of_archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive.infolist())
            return _kind_inside(set(archive.namelist()))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    allowed = max(SMALL_ENOUGH, LARGEST_RATIO * packed)
    if len(entries) > MOST_ENTRIES or unpacked > min(LARGEST_UNPACKED, allowed):
        raise Unreadable(FAR_TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(LOCKED)


def _kind_inside(names: set[str]) -> Kind:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("Workbooks with macros are not read.") + " " + SAVE_AS_XLSX)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if {"mimetype", "content.xml"} <= names:
        return "ods"
    raise Unreadable(_("This is not a spreadsheet.") + " " + SAVE_AS_XLSX)


def _kind_of_compound(path: Path) -> Kind:
    raw = path.read_bytes()
    if ENCRYPTED_PACKAGE in raw:
        raise Unreadable(LOCKED)
    if WORKBOOK_STREAM in raw or BOOK_STREAM in raw:
        return "xls"
    raise Unreadable(_("This is not a spreadsheet.") + " " + SAVE_AS_XLSX)


def _not_its_name(called: str, found: Kind) -> Unreadable:
    what = {
        "xlsx": _("an .xlsx workbook"),
        "xls": _("an .xls workbook"),
        "ods": _("an .ods workbook"),
        "csv": _("plain text"),
    }[found]
    return Unreadable(NOT_ITS_NAME % {"called": called, "found": what})
