"""The code at a post: a signed address that says which team and which process it hangs at."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from gongjiang.innovation.models import Process
from gongjiang.kernel.keyring import Keyring
from gongjiang.orgs.models import Unit

DIGITS = 20
"""Of the signature, 80 bits: enough against guessing, and the code stays coarse to scan."""
NO_PROCESS = 0


@dataclass(frozen=True, slots=True)
class Post:
    """Where a code hangs."""

    unit: Unit
    process: Process | None


def token_of(post: Post, keyring: Keyring) -> str:
    """What stands at the end of the address. The same for a post for as long as it exists."""
    said = _said(post.unit.public_id, post.process.id if post.process else NO_PROCESS)
    return f"{said}.{keyring.lookup_hash(_context(said))[:DIGITS]}"


def post_of(token: str, keyring: Keyring) -> Post | None:
    """Where a code hangs that this house printed; None for any other. Two queries at most."""
    said, _, signature = token.rpartition(".")
    if not any(
        compare_digest(signature.encode(), held[:DIGITS].encode())
        for held in keyring.lookup_hashes(_context(said))
    ):
        return None
    unit, _, process = said.partition(".")
    found = Unit.objects.filter(public_id=UUID(unit)).first()
    if found is None:
        return None
    return Post(found, Process.objects.filter(id=int(process)).first() if int(process) else None)


def _said(unit: UUID, process: int) -> str:
    return f"{unit.hex}.{process}"


def _context(said: str) -> str:
    return f"innovation.post:{said}"
