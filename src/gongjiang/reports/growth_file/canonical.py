"""A document as a file, and the digests of the facts in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gongjiang.kernel.signed import canonical

Document = dict[str, Any]


def digest(fact: Mapping[str, Any]) -> str:
    """A fact's SHA-256, in hexadecimal."""
    return hashlib.sha256(canonical(fact)).hexdigest()


def as_file(document: Document) -> bytes:
    """The document as a file for people to open: one member a line, sorted as it was signed."""
    return (json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
