"""What an .ods holds beside what the parser says: cells merged downwards, and day one."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from gongjiang.workbooks.confined.unsaid import Region, Unsaid

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
CELLS = frozenset({f"{TABLE} table-cell", f"{TABLE} covered-table-cell"})
SPANS_ROWS = re.compile(rb'number-rows-spanned="(?!1")')
FROM_1904 = re.compile(rb'null-date[^>]*date-value="1904-01-01"')
PIECE = 1024 * 1024


def unsaid_in(path: Path) -> Unsaid:
    with zipfile.ZipFile(path) as archive:
        raw = archive.read("content.xml")
        found = Unsaid(counts_from_1904=bool(FROM_1904.search(raw)))
        if SPANS_ROWS.search(raw):
            with archive.open("content.xml") as stream:
                found.merged = _merged_in(stream)
    return found


@dataclass(slots=True)
class _Place:
    """Where the walk stands: sheet, row and column; how often the row is repeated."""

    sheet: str = ""
    row: int = 0
    column: int = 0
    repeats: int = 1
    merged: dict[str, list[Region]] = field(default_factory=dict)

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE} table":
            self.sheet, self.row = attributes.get(f"{TABLE} name", ""), 0
        elif name == f"{TABLE} table-row":
            self.column, self.repeats = 0, _times(attributes, "rows-repeated")
        elif name in CELLS:
            down = _times(attributes, "rows-spanned")
            across = _times(attributes, "columns-spanned")
            if down > 1:
                region = (self.row, self.column, self.row + down - 1, self.column + across - 1)
                self.merged.setdefault(self.sheet, []).append(region)
            self.column += _times(attributes, "columns-repeated")

    def leave(self, name: str) -> None:
        if name == f"{TABLE} table-row":
            self.row += self.repeats


def _times(attributes: dict[str, str], what: str) -> int:
    return int(attributes.get(f"{TABLE} number-{what}", "1"))


def _merged_in(stream: IO[bytes]) -> dict[str, list[Region]]:
    place = _Place()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = place.enter
    parser.EndElementHandler = place.leave
    while piece := stream.read(PIECE):
        parser.Parse(piece)
    parser.Parse(b"", True)
    return place.merged
