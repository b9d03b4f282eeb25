"""A pass: a short-lived signed answer to "may this person do this task now?".

`GJP1.<claims>.<signature>`, both base64url without padding; it fits a QR code, and is checked
without a network, a database or a key of ours: by its public key, whose fingerprint is compared.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from gongjiang.kernel.keyring import Keyring, signature_holds
from gongjiang.kernel.signed import canonical, decoded, each_once, fingerprint

MARK = "GJP1."
PURPOSE = b"gongjiang pass, version 1\n"
"""Stands before the signed bytes, so that this signature can be taken for no other."""

LONGEST = 4096


class PassOutcome(Enum):
    """What a pass turns out to be; HOLDS: whole and in time, whatever it says."""

    HOLDS = 0
    FAILS = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class PassVerdict:
    """Attributes: late: it was whole, but is out of its time; claims: what it says."""

    outcome: PassOutcome
    fingerprint: str = ""
    late: bool = False
    untrusted: bool = False
    claims: Mapping[str, Any] = field(default_factory=dict)

    @property
    def allows(self) -> bool:
        return self.outcome is PassOutcome.HOLDS and self.claims.get("allowed") is True


def signed_pass(claims: Mapping[str, Any], keyring: Keyring) -> str:
    """Claims as a pass. They are JSON values, `from` and `until` moments in ISO 8601 among them."""
    document = {**claims, "key": base64.b64encode(keyring.public_key()).decode()}
    body = canonical(document)
    _, signature = keyring.sign(PURPOSE + body)
    return MARK + _plain(body) + "." + _plain(signature)


def is_pass(text: bytes) -> bool:
    return text.lstrip().startswith(MARK.encode())


def pass_verdict(text: str, *, at: datetime, trusted: Collection[bytes] = ()) -> PassVerdict:
    """Judge a pass at a moment.

    Args:
        trusted: the issuer's public keys; none: any key, and the reader compares fingerprints.
    """
    read = _read(text.strip())
    if read is None:
        return PassVerdict(PassOutcome.UNREADABLE)
    claims, body, signature = read
    public = decoded(claims.get("key"))
    if public is None or not signature_holds(public, signature, PURPOSE + body):
        return PassVerdict(PassOutcome.FAILS)
    mark = fingerprint(public)
    if trusted and public not in trusted:
        return PassVerdict(PassOutcome.FAILS, mark, untrusted=True, claims=claims)
    in_time = _in_time(claims, at)
    outcome = PassOutcome.HOLDS if in_time else PassOutcome.FAILS
    return PassVerdict(outcome, mark, late=not in_time, claims=claims)


def _read(text: str) -> tuple[dict[str, Any], bytes, bytes] | None:
    if len(text) > LONGEST or not text.startswith(MARK):
        return None
    head, dot, tail = text[len(MARK) :].partition(".")
    body, signature = _bytes(head), _bytes(tail)
    if not dot or body is None or signature is None:
        return None
    try:
        claims = json.loads(body, object_pairs_hook=each_once)
    except (ValueError, RecursionError):
        return None
    return (claims, body, signature) if isinstance(claims, dict) else None


def _in_time(claims: Mapping[str, Any], at: datetime) -> bool:
    try:
        start = datetime.fromisoformat(str(claims["from"]))
        end = datetime.fromisoformat(str(claims["until"]))
        return start <= at < end
    except (KeyError, ValueError, TypeError):
        return False


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes | None:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _plain(raw) == text else None
