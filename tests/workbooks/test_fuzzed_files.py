"""Files with bytes changed at random are tables or are told; nothing else ever happens."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dirty
import spreadsheets
from gongjiang.workbooks.book import Unreadable
from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.table import table_in
from office import COLUMNS

GOOD = {
    "xlsx": spreadsheets.xlsx(dirty.dirty()),
    "xls": spreadsheets.xls(dirty.dirty()),
    "ods": spreadsheets.ods(dirty.dirty()),
    "csv": spreadsheets.csv(spreadsheets.Book([dirty.dirty().sheets[1]])),
}
PARTS = {
    "xlsx": (
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ),
    "ods": ("content.xml", "META-INF/manifest.xml"),
}
CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6), st.integers(0, 8)),
    min_size=1,
    max_size=6,
)
"""At this share of the file these bytes, in place of so many."""
EXAMPLES = 40


def changed(raw: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    for share, new, old in changes:
        place = int(share * len(raw))
        raw = raw[:place] + new + raw[place + old :]
    return raw


def read(raw: bytes, kind: str) -> None:
    """Read all of it, as an import does; only `Unreadable` is allowed to stop that."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(raw)
        try:
            table = table_in(open_workbook(path, name=f"a.{kind}"), COLUMNS)
        except Unreadable:
            return
        assert all(len(cells) == len(COLUMNS) for _number, cells in table.rows)


@pytest.mark.parametrize("kind", GOOD)
@settings(max_examples=EXAMPLES, deadline=None)
@given(changes=CHANGES)
def test_any_bytes_changed(kind, changes):
    read(changed(GOOD[kind], changes), kind)


@pytest.mark.parametrize(("kind", "part"), [(kind, part) for kind in PARTS for part in PARTS[kind]])
@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(changes=CHANGES)
def test_any_bytes_changed_inside_a_sound_archive(kind, part, changes):
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(GOOD[kind])) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in good.namelist():
            content = good.read(name)
            archive.writestr(name, changed(content, changes) if name == part else content)

    read(buffer.getvalue(), kind)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["xlsx", "xls", "ods", "csv", "txt", ""]))
def test_any_bytes_at_all(raw, kind):
    read(raw, kind)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_at_all(text, encoding):
    read(text.encode(encoding, "replace"), "csv")
