"""Signed documents: the bytes that are signed, and what anybody needs to check them offline."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

FINGERPRINT_BYTES = 16


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: keys sorted, no blanks, UTF-8, without the signature itself."""
    body = {name: value for name, value in document.items() if name != "signature"}
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(public_key: bytes) -> str:
    """The first half of a key's SHA-256, in groups of four for people to compare."""
    digits = hashlib.sha256(public_key).hexdigest()[: FINGERPRINT_BYTES * 2]
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def decoded(text: Any) -> bytes | None:
    """Bytes from base64 written the one canonical way, or None."""
    if not isinstance(text, str):
        return None
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose members have each their own name.

    Raises:
        ValueError: a member stands twice, so that two readers may see two documents.
    """
    members = dict(pairs)
    if len(members) != len(pairs):
        msg = "A member stands twice."
        raise ValueError(msg)
    return members
