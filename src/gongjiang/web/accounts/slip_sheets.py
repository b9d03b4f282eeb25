"""Slips on paper: A6, four to a page of A4."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from gongjiang.kernel import paper
from gongjiang.kernel.periods import day_of

MOST = 100
"""As many slips as are printed at once."""

LAYOUT = Path(__file__).with_name("slip.typ")


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
                "code": paper.qr(sheet.address, border=2),
            }
            for sheet in sheets
        ],
    }
    return paper.pdf(LAYOUT, {"texts": json.dumps(texts)})
