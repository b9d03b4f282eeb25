"""A proposal on one page of A3: before and after, cause, method, effect, photos, authors."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.utils import formats, translation
from django.utils.translation import gettext as _
from PIL import Image

from gongjiang.kernel import paper

LAYOUT = Path(__file__).with_name("one_page.typ")


@dataclass(frozen=True, slots=True)
class OnePage:
    """What the page says; its parts may be empty.

    Attributes:
        facts: the line beneath the title, (label, value) each.
        way: what became of it so far, (day, words) each.
        before, photos_after: where its photos lie on the disk.
    """

    title: str
    number: str
    state: str
    enterprise: str
    place: str
    facts: Sequence[tuple[str, str]]
    problem: str
    cause: str
    method: str
    effect: str
    after: str
    way: Sequence[tuple[str, str]]
    before: Sequence[Path] = field(default=())
    photos_after: Sequence[Path] = field(default=())
    synthetic: bool = False


def pdf_of(page: OnePage, *, on: date) -> bytes:
    """The page as a PDF, in the language in use."""
    said = {
        **asdict(page),
        "before": [_drawn(path) for path in page.before],
        "photos_after": [_drawn(path) for path in page.photos_after],
        "lang": "en" if translation.get_language() == "en" else "zh",
        "printed": _("printed on %(day)s") % {"day": formats.date_format(on, "DATE_FORMAT")},
        "words": {
            "before": _("Before: what is wrong"),
            "cause": _("Why it is so"),
            "method": _("What is done about it"),
            "after": _("After: what is better"),
            "effect": _("What it brings"),
            "way": _("What became of it"),
            "nothing": _("nothing recorded yet"),
            "synthetic": _("Synthetic data: no such person exists."),
        },
    }
    return paper.pdf(LAYOUT, {"said": json.dumps(said)})


def _drawn(path: Path) -> str:
    """A photo inside an SVG: what a layout is handed is text."""
    with Image.open(path) as photo:
        width, height = photo.size
        kind = Image.MIME[photo.format or "JPEG"]
    held = base64.b64encode(path.read_bytes()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{kind};base64,{held}"/></svg>'
    )
