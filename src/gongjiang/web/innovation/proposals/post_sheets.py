"""Codes on paper: one for each process of a team, two to a page of A4, to be hung at the post."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from gongjiang.kernel import paper

LAYOUT = Path(__file__).with_name("post_sheet.typ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet says.

    Attributes:
        place: the team, and those above it within the enterprise.
        process: what is made at the post; "" for the whole team.
    """

    enterprise: str
    place: str
    process: str
    address: str


def sheets_of(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as a PDF."""
    texts = {
        "title": _("Something here could be better?"),
        "lead": _("Scan, write two lines, take a photo. It takes a minute."),
        "promises": [
            _("Everybody gets an answer, with its reason and by a day that you are told."),
            _("What you write is kept on your phone until it has been sent."),
            _("You may stay unknown: then nobody can look up who wrote it."),
        ],
        "sheets": [
            {
                "enterprise": sheet.enterprise,
                "place": sheet.place,
                "process": sheet.process,
                "address": sheet.address,
                "code": paper.qr(sheet.address, border=2),
            }
            for sheet in sheets
        ],
    }
    return paper.pdf(LAYOUT, {"texts": json.dumps(texts)})
