"""A document as bytes: the one way in which it is signed, and the way in which it is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: keys sorted, no blanks, UTF-8, without the signature itself."""
    body = {name: value for name, value in document.items() if name != "signature"}
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(fact: Mapping[str, Any]) -> str:
    """A fact's SHA-256, in hexadecimal."""
    return hashlib.sha256(canonical(fact)).hexdigest()


def as_file(document: Document) -> bytes:
    """The document as a file for people to open: one member a line, sorted as it was signed."""
    return (json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
