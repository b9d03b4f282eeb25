"""Whatever is sent, the answer is a sentence, in little memory and little time."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

import spreadsheets
from gongjiang.workbooks import kinds
from gongjiang.workbooks.book import Unreadable
from gongjiang.workbooks.confined import run
from spreadsheets import Book, Made

GOOD = Book([Made("在职", [["姓名", "班组"], ["王一", "一班"]])])
KINDS = ("xlsx", "xls", "ods")
FAR = "http://schemas.openxmlformats.org/"


def xlsx_around(sheet: str, *, workbook: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """An .xlsx with this sheet's XML."""
    with zipfile.ZipFile(BytesIO(spreadsheets.xlsx(GOOD))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    if workbook:
        parts["xl/workbook.xml"] = workbook.encode()
    return zipped(parts | (extra or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet_of(cells: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{FAR}spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_a_truncated_file_is_told(opened, kind, share):
    raw = getattr(spreadsheets, kind)(GOOD)

    with pytest.raises(Unreadable):
        opened(raw[: int(len(raw) * share)], f"list.{kind}")


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b"", "a.xlsx", "empty"),
        (spreadsheets.xlsx(GOOD), "a.xls", "not what its name says"),
        (spreadsheets.xls(GOOD), "a.xlsx", "not what its name says"),
        (spreadsheets.ods(GOOD), "a.csv", "not what its name says"),
        (spreadsheets.xlsx(GOOD), "a.docx", "not what its name says"),
        ("姓名,班组\n".encode(), "a.xlsx", "not what its name says"),
        (b"a,b", "a.exe", "are not read"),
        (b"a,b", "", "are not read"),
        (b"%PDF-1.7 ...", "a.xlsx", "not a spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "a.xls", "web page"),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00", "a.xls", "very old"),
        (zipped({"word/document.xml": b"<a/>"}), "a.xlsx", "not a spreadsheet"),
        (zipped({"xl/workbook.bin": b""}), "a.xlsx", "not a spreadsheet"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "damaged"),
        (spreadsheets.compound(b"", "WordDocument"), "a.xls", "not a spreadsheet"),
        (spreadsheets.compound(b"", "EncryptedPackage"), "a.xlsx", "password"),
        (b"\x80\xff\xfe\xff", "a.csv", "unknown encoding"),
        (b"a,b\0c", "a.csv", "not a text"),
        (b'a,"b\nc,d', "a.csv", "quotation mark"),
        (xlsx_around(sheet_of(""), extra={"xl/vbaProject.bin": b""}), "a.xlsx", "macros"),
    ],
)
def test_each_file_that_is_no_table_is_told_what_it_is(opened, raw, name, words):
    with pytest.raises(Unreadable, match=words):
        opened(raw, name)


def test_an_xls_locked_by_a_password_is_told(opened):
    locked = spreadsheets.record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\0" * 48)

    with pytest.raises(Unreadable, match="password"):
        opened(spreadsheets.xls(GOOD, after_begin=locked), "a.xls")


def test_an_archive_locked_by_a_password_is_told(opened):
    raw = bytearray(spreadsheets.xlsx(GOOD))
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 8] |= 1

    with pytest.raises(Unreadable, match="password"):
        opened(bytes(raw), "a.xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked(opened):
    bomb = {"xl/worksheets/sheet2.xml": b"\0" * (200 * kinds.MEGABYTE)}

    with pytest.raises(Unreadable, match="unpacks to far more"):
        opened(xlsx_around(sheet_of(""), extra=bomb), "a.xlsx")


def test_a_bomb_that_lies_about_its_size_meets_the_limits_of_its_process(opened):
    rows = "".join(f"<row r='{n}'>{text(f'A{n}', 'x')}</row>" for n in range(1, 1_000_001))
    raw = bytearray(xlsx_around(sheet_of(rows)))
    place = raw.rindex(b"xl/worksheets/sheet1.xml") - 46
    raw[place + 24 : place + 28] = struct.pack("<I", 1000)

    with pytest.raises(Unreadable):
        opened(bytes(raw), "a.xlsx")


def test_two_cells_at_the_corners_of_a_sheet_do_not_take_the_machine(opened):
    far_apart = (
        f"<row r='1'>{text('A1', '姓名')}</row><row r='1048576'>{text('XFD1048576', 'x')}</row>"
    )

    with pytest.raises(Unreadable, match="far more cells"):
        opened(xlsx_around(sheet_of(far_apart)), "a.xlsx")


def test_a_stray_cell_in_the_last_row_does_not_hinder(opened):
    rows = f"<row r='1'>{text('A1', '姓名')}</row><row r='1048576'>{text('C1048576', 'x')}</row>"

    [sheet] = opened(xlsx_around(sheet_of(rows)), "a.xlsx").sheets

    assert (len(sheet.rows), sheet.rows[-1]) == (1_048_576, ["", "", "x"])


def test_an_ods_that_repeats_one_row_for_ever_does_not_take_the_machine(opened):
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
        "<text:p>x</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    table = f'<table:table table:name="a">{row}</table:table>'
    raw = spreadsheets.ods_around(spreadsheets.ODS_OPENS + table + spreadsheets.ODS_CLOSES)

    with pytest.raises(Unreadable, match="far more cells"):
        opened(raw, "a.ods")


def test_more_rows_than_a_zone_has_workers_are_refused(opened):
    with pytest.raises(Unreadable, match="more than 200000 filled rows"):
        opened(b"a,b\n" * 10_000_000, "a.csv")


def test_a_file_larger_than_the_limit_is_not_even_opened(opened, monkeypatch):
    monkeypatch.setattr(kinds, "LARGEST", 10)

    with pytest.raises(Unreadable, match="larger than"):
        opened(b"a,b\n" * 10, "a.csv")


@pytest.mark.parametrize("value", ["&lol9;", "&xxe;"])
def test_entities_are_never_followed(opened, tmp_path, value):
    secret = tmp_path / "secret"
    secret.write_text("top secret")
    names = [f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)]
    doctype = (
        f'<!DOCTYPE w [<!ENTITY lol0 "lol">{"".join(names)}'
        f'<!ENTITY xxe SYSTEM "{secret.as_uri()}">]>'
    )
    sheet = sheet_of(f"<row r='1'>{text('A1', value)}</row>", before=doctype)

    try:
        cells = str(opened(xlsx_around(sheet), "a.xlsx").sheets)
    except Unreadable:
        cells = ""

    assert "top secret" not in cells
    assert len(cells) < 1000


def test_the_process_that_reads_knows_none_of_our_secrets():
    kept = run.little_of({"PATH": "/bin", "GONGJIANG_HOME": "x", "DATABASE_URL": "y"})

    assert kept == {"PATH": "/bin"}
