"""Slips on paper: A6, four to a page of A4."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import noto_cjk_sans_otc
import segno
import typst
from django.utils.translation import gettext as _

from gongjiang.kernel.periods import day_of

MOST = 100
"""As many slips as are printed at once."""

LAYOUT = Path(__file__).with_name("slip.typ")
FONTS = Path(noto_cjk_sans_otc.__file__).parent


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one slip says."""

    name: str
    address: str
    expires_at: datetime


def sheets_of(sheets: list[Sheet]) -> bytes:
    """The slips as a PDF."""
    texts = {
        "title": _("Your way into Gongjiang"),
        "steps": [
            _("Scan the code with your phone, or type the address into a browser."),
            _("Confirm the last four characters of your ID or phone number."),
            _("Choose a user name, and a password or a passkey."),
        ],
        "warning": _("This works once. Give it to nobody; who finds it brings it to HR."),
        "slips": [
            {
                "name": sheet.name,
                "address": sheet.address,
                "until": _("Valid until %(day)s") % {"day": day_of(sheet.expires_at)},
                "code": _qr(sheet.address),
            }
            for sheet in sheets
        ],
    }
    pdf: bytes = typst.compile(
        str(LAYOUT),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"texts": json.dumps(texts)},
    )
    return pdf


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
