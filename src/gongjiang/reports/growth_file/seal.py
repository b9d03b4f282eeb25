"""A PDF that proves itself: the signed bundle is attached to it, and a last line signs every byte.

The last line is a comment after the end of the PDF, which readers pass over:
`%gongjiang-seal {"public": …, "signature": …}`
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from typing import Any

from gongjiang.kernel.keyring import Keyring

MARK = b"%gongjiang-seal "
PURPOSE = b"gongjiang growth file, PDF, version 1\n"
"""Stands before the signed bytes, so that this signature can be taken for no other."""

ATTACHED = re.compile(
    rb"<<(?P<head>[^\n]*?/Type\s*/EmbeddedFile[^\n]*?)>>\s*stream\r?\n", re.DOTALL
)
LENGTH = re.compile(rb"/Length\s+(\d+)")
LARGEST_ATTACHMENT = 50_000_000


@dataclass(frozen=True, slots=True)
class Seal:
    """A PDF's last line, and the bytes it is about."""

    body: bytes
    public: str
    signature: str

    @property
    def message(self) -> bytes:
        return PURPOSE + self.body


def sealed(pdf: bytes, *, keyring: Keyring) -> bytes:
    """Sign a PDF, and write the signature behind it."""
    body = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    key_id, signature = keyring.sign(PURPOSE + body)
    line = {
        "public": base64.b64encode(keyring.public_key(key_id)).decode(),
        "signature": base64.b64encode(signature).decode(),
    }
    return body + MARK + canonical_line(line) + b"\n"


def canonical_line(line: dict[str, Any]) -> bytes:
    return json.dumps(line, sort_keys=True, separators=(",", ":")).encode()


def seal_of(pdf: bytes) -> Seal | None:
    """The seal a PDF ends with; None when there is none, or it is not written as we write it."""
    body, mark, rest = pdf.rpartition(MARK)
    if not mark:
        return None
    try:
        line = json.loads(rest)
        public, signature = str(line["public"]), str(line["signature"])
    except (ValueError, KeyError, TypeError):
        return None
    if rest != canonical_line({"public": public, "signature": signature}) + b"\n":
        return None
    return Seal(body, public, signature)


def attachment_of(pdf: bytes) -> bytes | None:
    """The bundle attached to one of our PDFs, or None."""
    found = ATTACHED.search(pdf)
    length = LENGTH.search(found["head"]) if found else None
    if found is None or length is None:
        return None
    stream = pdf[found.end() : found.end() + int(length[1])]
    if b"/FlateDecode" not in found["head"]:
        return stream
    try:
        return zlib.decompressobj().decompress(stream, LARGEST_ATTACHMENT)
    except zlib.error:
        return None
