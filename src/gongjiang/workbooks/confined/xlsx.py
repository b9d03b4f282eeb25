"""What an .xlsx holds beside what the parser says."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from gongjiang.workbooks.confined.unsaid import Failed, Unsaid

PIECE = 4 * 1024 * 1024
LONGEST_CELL = 64 * 1024

IS_TRUE = frozenset({"1", "true", "on"})
MAIN = "{*}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FAILED_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"(?:(?!</?(?:\w+:)?c\b).)*?<(?:\w+:)?v>([^<]{1,40})",
    re.DOTALL,
)


def unsaid_in(path: Path) -> Unsaid:
    with zipfile.ZipFile(path) as archive:
        return _unsaid(archive)


def _unsaid(archive: zipfile.ZipFile) -> Unsaid:
    tree = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (confined)
    settings = tree.find(f"{MAIN}workbookPr")
    parts = _parts(archive)
    names = set(archive.namelist())
    found = Unsaid(settings is not None and settings.get("date1904") in IS_TRUE)
    for sheet in tree.iterfind(f".//{MAIN}sheet"):
        part = parts.get(sheet.get(RELATION, ""), "")
        if part in names:
            found.failed[sheet.get("name", "")] = _failed_in(archive, part)
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where each related part stands in the archive, by the id of the relation."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (confined)
    return {
        relation.get("Id", ""): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }


def _failed_in(archive: zipfile.ZipFile, part: str) -> Failed:
    found: Failed = {}
    for piece in _pieces(archive, part):
        if b't="e"' in piece:
            for letters, number, text in FAILED_CELL.findall(piece):
                found.setdefault(int(number) - 1, {})[_column(letters)] = text.decode()
    return found


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part piece by piece; each begins with the end of the one before, so no cell is cut."""
    end = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield end + piece
            end = piece[-LONGEST_CELL:]


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
