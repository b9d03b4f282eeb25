"""Which files are taken, told by their bytes and not by their name. No database.

All numbers here are ours. What is served again is served as what was found, never as what the
uploader called it.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zlib import error as ZlibError  # noqa: N812  (a class, whatever its name)

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_UNPACKED = 200 * MEGABYTE
LARGEST_RATIO = 200
"""Unpacked bytes for each packed one; sheets of figures reach about thirty."""
MOST_ENTRIES = 5_000
LONGEST_NAME = 150
PIECE = 64 * 1024

PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
DOCX = f"{OFFICE}.wordprocessingml.document"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
IMAGES = frozenset({"image/png", "image/jpeg", "image/webp"})
"""These are shown in the page; everything else is only ever downloaded."""

BY_EXTENSION = {
    "pdf": PDF,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "xlsx": XLSX,
    "docx": DOCX,
    "ods": ODS,
    "csv": "text/csv",
    "txt": "text/plain",
}
TEXT = frozenset({"text/csv", "text/plain"})
MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|script|svg|\?xml|!--)", re.IGNORECASE)
FORBIDDEN_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Refused(CannotDo):
    """The file is not taken; the sentence says why and what would be."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file turned out to be.

    Attributes:
        name: without folders, ready to be shown.
    """

    name: str
    content_type: str


def checked(path: Path, name: str) -> Checked:
    """Tell what a file is, by its bytes, and that its name agrees.

    Raises:
        Refused: it is empty, too large, of another type, or not what its name says.
    """
    plain = plain_name(name)
    size = path.stat().st_size
    if size == 0:
        raise Refused(_("The file is empty."))
    if size > LARGEST:
        raise too_large()
    expected = BY_EXTENSION.get(PurePosixPath(plain).suffix.lstrip(".").lower())
    if expected is None:
        raise Refused(
            _("Files of this type are not taken. Taken are: %(types)s.")
            % {"types": ", ".join(sorted(BY_EXTENSION))}
        )
    found = _binary_type(path) or (_text_type(path, expected) if expected in TEXT else None)
    if found != expected:
        raise Refused(_("The file is not what its name says. Save it anew, and try again."))
    return Checked(plain, expected)


def too_large() -> Refused:
    return Refused(_("The file is larger than %(limit)d MB.") % {"limit": LARGEST // MEGABYTE})


def plain_name(name: str) -> str:
    """A file's name without folders and without characters that cannot be seen.

    Raises:
        Refused: nothing is left of it.
    """
    base = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip()
    stem, dot, suffix = seen.rpartition(".")
    if not stem.strip(" .") or not dot:
        raise Refused(_("The file needs a name and an extension, such as report.pdf."))
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def _binary_type(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return _office_type(path) if head.startswith(b"PK\x03\x04") else None


def _text_type(path: Path, expected: str) -> str | None:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("Save the text as UTF-8, and try again.")) from None
    return None if FORBIDDEN_IN_TEXT.search(text) or MARKUP.match(raw) else expected


def _office_type(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _unpack(archive, entries)
            return _office_kind(archive)
    except (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(_("The file is damaged or locked by a password.")) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > LARGEST_UNPACKED
        or unpacked > LARGEST_RATIO * max(packed, 1)
    ):
        raise Refused(_("The file unpacks to far more than it should."))
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if entry.flag_bits & 1:
            raise Refused(_("The file is damaged or locked by a password."))
        if ".." in parts or parts[:1] == ("/",):
            raise Refused(_("The file is not what its name says. Save it anew, and try again."))
        if parts and parts[-1].lower() == "vbaproject.bin":
            raise Refused(_("Files with macros are not taken. Save it without them."))


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read everything once, so that no entry is larger than it declared, or broken."""
    for entry in entries:
        with archive.open(entry) as stream:
            while stream.read(PIECE):
                pass


def _office_kind(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" in names:
            return XLSX
        return DOCX if "word/document.xml" in names else None
    if {"mimetype", "content.xml"} <= names and archive.read("mimetype") == ODS.encode():
        return ODS
    return None
