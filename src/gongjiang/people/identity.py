"""National ID and phone: encrypted at rest, found again by a keyed hash."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.conf import settings

from gongjiang.kernel.keyring import Keyring, KeysMissing

Field = Literal["national_id", "phone"]


def keyring() -> Keyring:
    """This installation's keys.

    Raises:
        KeysMissing: it has none.
    """
    ring: Keyring | None = settings.KEYRING
    if ring is None:
        msg = "This installation has no keys. Make them with: gongjiang keys create"
        raise KeysMissing(msg)
    return ring


def seal(field: Field, text: str, *, owner: UUID) -> str:
    """Encrypt one person's number; it can be read back for that person and field only."""
    return keyring().encrypt(text, context=f"person.{field}:{owner}") if text else ""


def open_sealed(field: Field, ciphertext: str, *, owner: UUID) -> str:
    """Read a sealed number.

    Raises:
        Unreadable: the ciphertext is another person's, or its key is gone.
    """
    if not ciphertext:
        return ""
    return keyring().decrypt(ciphertext, context=f"person.{field}:{owner}")


def trace(field: Field, text: str) -> str:
    """The keyed hash by which a number is found: blanks do not count, nor does the case of X."""
    plain = "".join(text.split()).upper()
    return keyring().lookup_hash(f"{field}:{plain}") if plain else ""
