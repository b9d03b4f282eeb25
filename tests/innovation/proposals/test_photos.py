"""What is kept of a photo, and what is no photo."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from gongjiang.innovation.rules.photos import LONGEST_SIDE, NotAPhoto, as_kept

GPS, ORIENTATION, MAKE = 34853, 274, 271
TURNED_RIGHT = 6


def a_photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **extra: object) -> BytesIO:
    written = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, size, "#3b5ba9").save(written, kind, **extra)
    written.seek(0)
    return written


def kept(photo: BytesIO) -> Image.Image:
    return Image.open(BytesIO(as_kept(photo)))


def test_place_camera_and_remarks_stay_behind():
    exif = Image.Exif()
    exif[MAKE] = "Secret Camera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (38.0, 28.0, 12.0)
    sent = a_photo(exif=exif.tobytes(), comment=b"Secret remark", dpi=(300, 300))
    assert Image.open(sent).getexif().get_ifd(GPS)
    sent.seek(0)

    raw = as_kept(sent)

    assert b"Secret" not in raw
    assert b"Exif" not in raw
    assert not Image.open(BytesIO(raw)).getexif()


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT

    assert kept(a_photo((400, 300), exif=exif.tobytes())).size == (300, 400)


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        ("JPEG", (4000, 3000), (1600, 1200)),
        ("PNG", (1000, 3200), (500, 1600)),
        ("WEBP", (200, 100), (200, 100)),
    ],
)
def test_it_is_made_small_and_never_large(
    kind: str, size: tuple[int, int], expected: tuple[int, int]
):
    photo = kept(a_photo(size, kind))

    assert (photo.format, photo.size) == ("JPEG", expected)
    assert max(photo.size) <= LONGEST_SIDE


def test_what_is_transparent_becomes_white():
    sent = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(sent, "PNG")
    sent.seek(0)

    assert kept(sent).getpixel((4, 4)) == (255, 255, 255)


def a_bomb() -> BytesIO:
    """A PNG of a few bytes that says it has a billion pixels."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def too_large() -> BytesIO:
    """50 MB that begin as a photo."""
    sent = a_photo()
    sent.seek(50 * 1024 * 1024 - 1)
    sent.write(b"\0")
    sent.seek(0)
    return sent


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (BytesIO(), "empty"),
        (BytesIO(b"wir sehen uns am Tor drei"), "not a photo"),
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"), "not a"),
        (BytesIO(b"GIF89a" + b"\0" * 40), "not a photo"),
        (BytesIO(b"\0\0\0\x18ftypheic" + b"\0" * 40), "HEIC"),
        (BytesIO(a_photo().getvalue()[:400]), "damaged"),
        (a_bomb(), "pixels"),
        (too_large(), "larger than 30 MB"),
    ],
)
def test_each_thing_that_is_no_photo_is_told_why(sent: BytesIO, said: str):
    with pytest.raises(NotAPhoto, match=said):
        as_kept(sent)
