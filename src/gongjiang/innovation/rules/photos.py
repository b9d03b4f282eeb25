"""A photo as it is kept: read, turned upright, made small, and written anew. No database.

What is kept was never the file that was sent: only its picture is taken over, so that where and
when it was taken, and whatever else a camera writes into a file, stays behind. All numbers are
ours.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from gongjiang.kernel.errors import CannotDo

MEGABYTE = 1024 * 1024
LARGEST = 30 * MEGABYTE
MOST_PIXELS = 50_000_000
MOST_PIXELS_OF_JPEG = 220_000_000
"""A telephone's largest pictures have some 200 million; a JPEG is read at an eighth of that."""
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
WHITE = (255, 255, 255)


class NotAPhoto(CannotDo):
    """A file is not taken as a photo; the sentence says why and what would be."""


def as_kept(content: BinaryIO) -> bytes:
    """The picture of a file as a JPEG of at most 1,600 pixels a side, and nothing else of it.

    Raises:
        NotAPhoto: it is empty, too large, too many pixels, damaged, or no photo at all.
    """
    _check_bytes(content)
    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels before ours are counted; we refuse by our own number.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _drawn_anew(content)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise NotAPhoto(
            _("This is not a photo, whatever its name says. Photos are JPEG, PNG or WebP.")
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPhoto(_("The photo is damaged. Take it again, or leave it out.")) from error


def _check_bytes(content: BinaryIO) -> None:
    head = content.read(16)
    size = content.seek(0, 2)
    content.seek(0)
    if not head:
        raise NotAPhoto(_("The photo is empty. Take it again, or leave it out."))
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        raise NotAPhoto(
            _(
                "This photo is in the HEIC format, which is not read here. In the camera's settings"
                " choose “Most compatible” and take it again, or send a screenshot of it."
            )
        )
    if size > LARGEST:
        raise NotAPhoto(
            _("The photo is larger than %(limit)d MB. Take it with fewer pixels, or leave it out.")
            % {"limit": LARGEST // MEGABYTE}
        )


def _drawn_anew(content: BinaryIO) -> bytes:
    with Image.open(content, formats=FORMATS) as photo:
        _check_pixels(photo)
        # A JPEG can be read small at once: a fraction of the time and of the memory.
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(photo).convert("RGBA")
    sheet = Image.new("RGB", upright.size, WHITE)
    sheet.paste(upright, mask=upright)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _check_pixels(photo: Image.Image) -> None:
    width, height = photo.size
    most = MOST_PIXELS_OF_JPEG if photo.format in {"JPEG", "MPO"} else MOST_PIXELS
    if width * height > most:
        raise _too_many_pixels()


def _too_many_pixels() -> NotAPhoto:
    return NotAPhoto(
        _("The photo has far more pixels than a camera takes. Take it again, or leave it out.")
    )
