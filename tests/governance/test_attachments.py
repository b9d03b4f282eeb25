"""Attachments: told by their bytes, kept whole or not at all, opened by who may see the subject."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from gongjiang.governance import file_types, files
from gongjiang.governance.file_types import DOCX, LARGEST, ODS, PDF, XLSX, Refused
from gongjiang.governance.models import Attachment, Subject
from gongjiang.governance.queries.attachments import (
    attachments_of,
    is_visible_to,
    register_owner,
    subject_of,
)
from gongjiang.governance.queries.reach import reach_of
from gongjiang.governance.services.attachments import attach, sweep
from gongjiang.governance.services.publicity import open_publicity
from gongjiang.people.models import Person
from world import NOON, TODAY, World, make_worker

pytestmark = pytest.mark.usefixtures("defaults", "media")

PDF_FILE = b"%PDF-1.7\n1 0 obj\n"
PNG_FILE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def archive(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return out.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}
XLSX_FILE = archive({**TYPES, "xl/workbook.xml": b"<workbook/>"})
DOCX_FILE = archive({**TYPES, "word/document.xml": b"<document/>"})
ODS_FILE = archive({"mimetype": ODS.encode(), "content.xml": b"<c/>"}, zipfile.ZIP_STORED)


@pytest.fixture
def subject(world: World) -> Subject:
    publicity = open_publicity(
        subject=Subject("test.list", 1),
        unit=world.a.enterprise,
        title="名单",
        actor=world.a.hr,
        from_day=TODAY,
        at=NOON,
    )
    return subject_of(publicity)


def attached(subject: Subject, by: Person, content: bytes, name: str) -> Attachment:
    return attach(subject=subject, name=name, content=io.BytesIO(content), uploaded_by=by, at=NOON)


def on_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("方案.pdf", PDF_FILE, PDF),
        ("合影.PNG", PNG_FILE, "image/png"),
        ("现场.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "image/jpeg"),
        ("现场.webp", b"RIFF\x1a\0\0\0WEBPVP8 " + bytes(20), "image/webp"),
        ("名单.xlsx", XLSX_FILE, XLSX),
        ("说明.docx", DOCX_FILE, DOCX),
        ("名单.ods", ODS_FILE, ODS),
        ("名单.csv", "姓名,班组\n王工,一班\n".encode("utf-8-sig"), "text/csv"),
        ("说明.txt", "一行\r\n\t二行".encode(), "text/plain"),
    ],
)
def test_what_is_taken(
    world: World, subject: Subject, name: str, content: bytes, content_type: str
):
    attachment = attached(subject, world.a.hr, content, name)

    assert (attachment.name, attachment.content_type) == (name, content_type)
    assert attachment.size == len(content)
    assert files.path_of(attachment.sha256).read_bytes() == content
    assert on_disk() == [files.path_of(attachment.sha256)]
    assert list(attachments_of(subject)) == [attachment]


def lying_archive() -> bytes:
    """An office file whose entry is larger than it says."""
    content = bytearray(archive({**TYPES, "xl/workbook.xml": bytes(100_000)}))
    place = content.rfind(b"PK\x01\x02")  # the entry of xl/workbook.xml in the directory
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("程序.pdf", b"MZ\x90\0" + bytes(60), "not what its name says"),
        ("程序.txt", b"MZ\x90\0" + bytes(60), "UTF-8"),
        ("程序.exe", b"MZ\x90\0" + bytes(60), "type"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "type"),
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not what"),
        ("页.html", b"<!doctype html><script>1</script>", "type"),
        ("页.txt", b"\n <!DOCTYPE html><script>1</script>", "not what"),
        ("页.csv", b"<script>alert(1)</script>", "not what"),
        ("图.jpg", PNG_FILE, "not what"),
        ("表.xlsx", DOCX_FILE, "not what"),
        ("表.xlsx", archive({"a.txt": b"a"}), "not what"),
        ("表.xlsx", XLSX_FILE[:-30], "damaged"),
        ("表.xlsx", archive({**TYPES, "xl/workbook.xml": bytes(30_000_000)}), "unpacks"),
        ("表.xlsx", lying_archive(), "damaged"),
        (
            "表.xlsx",
            archive({**TYPES, "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}),
            "macros",
        ),
        ("表.xlsx", archive({**TYPES, "xl/workbook.xml": b"", "../../evil": b"x"}), "not what"),
        ("表.txt", "中文".encode("gbk"), "UTF-8"),
        ("表.txt", b"a\0b", "not what"),
        ("空.pdf", b"", "empty"),
        ("无扩展名", PDF_FILE, "extension"),
        (".pdf", PDF_FILE, "extension"),
        ("../..", PDF_FILE, "extension"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    world: World, subject: Subject, name: str, content: bytes, said: str
):
    with pytest.raises(Refused, match=said):
        attached(subject, world.a.hr, content, name)

    assert on_disk() == []
    assert not Attachment.objects.exists()


def test_a_file_too_large_is_not_read_to_its_end(world: World, subject: Subject):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    endless = Endless()
    with pytest.raises(Refused, match="20 MB"):
        attach(
            subject=subject,
            name="大.pdf",
            content=endless,  # type: ignore[arg-type]  (it can be read, which is all)
            uploaded_by=world.a.hr,
            at=NOON,
        )
    assert endless.given <= LARGEST + file_types.PIECE
    assert on_disk() == []


def test_too_many_entries_are_refused(
    world: World, subject: Subject, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(file_types, "MOST_ENTRIES", 1)

    with pytest.raises(Refused, match="unpacks"):
        attached(subject, world.a.hr, XLSX_FILE, "表.xlsx")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\工\名单.txt", "名单.txt"),
        ("/abs/名单.txt", "名单.txt"),
        ("名\u202e单\n.txt", "名单.txt"),
        ("长" * 300 + ".txt", "长" * 146 + ".txt"),
    ],
)
def test_a_path_in_the_name_is_dropped(world: World, subject: Subject, given: str, kept: str):
    attachment = attached(subject, world.a.hr, b"text", given)

    assert attachment.name == kept
    assert on_disk() == [files.path_of(attachment.sha256)]


def test_equal_files_are_kept_once(world: World, subject: Subject):
    one = attached(subject, world.a.hr, PDF_FILE, "一.pdf")
    other = attached(subject, world.a.hr, PDF_FILE, "二.pdf")

    assert one.sha256 == other.sha256
    assert len(on_disk()) == 1


def test_a_crash_before_the_row_leaves_no_row_and_no_half_file(
    world: World, subject: Subject, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object) -> None:
        raise OSError("disk is gone")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk is gone"):
        attached(subject, world.a.hr, PDF_FILE, "一.pdf")

    assert on_disk() == []
    assert not Attachment.objects.exists()


def test_who_may_see_the_subject_may_open_the_file(
    world: World, reformer: Person, subject: Subject
):
    attachment = attached(subject, world.a.hr, PDF_FILE, "一.pdf")

    def sees(reader: Person) -> bool:
        return is_visible_to(reach_of(reader, TODAY), attachment)

    assert sees(world.a.hr)
    assert sees(make_worker(world.a).person)
    others = (world.b.hr, make_worker(world.b).person, reformer, world.leader)
    assert not any(sees(other) for other in others)


def test_nothing_is_attached_to_what_nobody_answers_for(world: World):
    with pytest.raises(ValueError, match="Nobody has said"):
        attached(Subject("test.unknown", 1), world.a.hr, PDF_FILE, "一.pdf")


def test_a_type_has_one_owner():
    with pytest.raises(ValueError, match="Two rooms"):
        register_owner("governance.publicity", lambda *_: True)


def test_a_sweep_takes_what_nothing_names_any_more_and_nothing_else(subject: Subject, world: World):
    def kept(content: bytes, name: str) -> Attachment:
        return attach(
            subject=subject,
            name=name,
            content=io.BytesIO(content),
            uploaded_by=world.a.hr,
            at=NOON,
        )

    stays, goes = kept(PDF_FILE, "a.pdf"), kept(PNG_FILE, "b.png")
    goes.delete()
    tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)

    assert sweep(tomorrow - timedelta(days=1)) == 0  # it may be on its way to a row
    assert sweep(tomorrow) == 1
    assert files.path_of(stays.sha256).exists()
    assert not files.path_of(goes.sha256).exists()
