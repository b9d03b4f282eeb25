"""A name planted in enterprise B, and whether an answer tells it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse

CANARY = "金丝雀"
SPELLINGS = (CANARY.encode(), json.dumps(CANARY)[1:-1].encode(), b"jin si que", b"jinsique")


def is_heard(answer: HttpResponse, query: Mapping[str, str]) -> bool:
    """Whether an answer tells the name, but for the reader's own question in it.

    That may stand in the search field and in addresses again. A streamed answer is read.
    """
    body = _body_of(answer).replace(urlencode(query).encode(), b"") if query else _body_of(answer)
    for asked in query.values():
        body = body.replace(f'value="{asked}"'.encode(), b"")
    return any(spelling in body for spelling in SPELLINGS)


def _body_of(answer: HttpResponse) -> bytes:
    """What an answer says, a workbook's sheets unpacked."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in book.namelist())
    return content
