"""A growth file as a PDF: dignified on paper, and still checkable by whoever holds the file."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from gongjiang.kernel import paper
from gongjiang.kernel.keyring import Keyring
from gongjiang.kernel.periods import day_of
from gongjiang.kernel.signed import canonical, fingerprint
from gongjiang.reports.growth_file.canonical import Document, as_file
from gongjiang.reports.growth_file.seal import sealed
from gongjiang.reports.growth_file.timeline import Growth, Post

TEMPLATE = Path(__file__).with_name("growth_file.typ")
GROUP = 4
RECORD_DIGITS = 32


def as_pdf(growth: Growth, bundle: Document, *, keyring: Keyring, at: datetime) -> bytes:
    """Set a bundle in the language in use, attach it, and seal the whole.

    Args:
        bundle: what was issued for this growth; the page shows what it says.
    """
    content = _content(growth, bundle, at)
    inputs = {
        "file": json.dumps(content, ensure_ascii=False),
        "bundle": as_file(bundle).decode(),
        "qr": _qr(content["key"], content["record"]),
    }
    pdf = paper.pdf(TEMPLATE, inputs, at=at)
    return sealed(pdf, keyring=keyring)


def _qr(key: str, record: str) -> str:
    """The fingerprints of key and record, for comparing without typing."""
    return paper.qr(f"GONGJIANG:{key}:{record}".replace(" ", "").upper(), border=0)


def _content(growth: Growth, bundle: Document, at: datetime) -> dict[str, Any]:
    first = min((event.entry_id for _year, events in growth.years for event in events), default=0)
    return {
        "lang": "en" if translation.get_language() == "en" else "zh",
        "title": _("Growth file"),
        "person": growth.person.name,
        "number": str(growth.person.public_id),
        "issuer": bundle["issuer"]["name"],
        "issued": _("issued on %(day)s") % {"day": formats.date_format(day_of(at), "DATE_FORMAT")},
        "synthetic": growth.person.synthetic,
        "posts": [_post(post) for post in growth.posts],
        "years": [
            {
                "year": year,
                "events": [
                    {
                        "title": event.told.title,
                        "text": event.told.text,
                        "day": event.day.isoformat(),
                        "first": event.entry_id == first,
                    }
                    for event in events
                ],
            }
            for year, events in growth.years
        ],
        "key": fingerprint(base64.b64decode(bundle["key"]["public"])),
        "record": _in_groups(hashlib.sha256(canonical(bundle)).hexdigest()[:RECORD_DIGITS]),
        "words": _words(),
    }


def _post(post: Post) -> dict[str, str]:
    until = post.until.isoformat() if post.until else _("today")
    return {
        "place": post.place,
        "name": post.name,
        "period": f"{post.since.isoformat()} – {until}",
        "lasted": post.lasted,
    }


def _in_groups(digits: str) -> str:
    return " ".join(digits[i : i + GROUP] for i in range(0, len(digits), GROUP))


def _words() -> dict[str, str]:
    return {
        "posts": _("Posts held"),
        "place": _("Where"),
        "post": _("Post"),
        "period": _("From – to"),
        "lasted": _("Lasted"),
        "story": _("What happened"),
        "nothing": _("Nothing has been recorded yet."),
        "proof": _("This file proves itself"),
        "how": _(
            "It is signed, and the signed record is attached to it. Whoever holds the file checks "
            "it without us: gongjiang verify FILE, or the page /verify of the zone. Compare the "
            "fingerprint of the key with the one the zone publishes at /verify/key."
        ),
        "key": _("Key"),
        "record": _("Record"),
        "number": _("Person"),
        "attached": _("The signed record, for machines"),
        "synthetic": _("Synthetic data: no such person exists."),
    }
