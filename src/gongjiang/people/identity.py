"""National ID and phone: encrypted at rest, found again by a keyed hash."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.conf import settings

from gongjiang.kernel.keyring import Keyring, KeysMissing

Field = Literal["national_id", "phone"]
FIELDS: tuple[Field, ...] = ("national_id", "phone")
SECOND_FACTOR = "account.second_factor"


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


def seal_wish(text: str, *, request: UUID) -> str:
    """Encrypt what a person wants a field to say."""
    return keyring().encrypt(text, context=f"correction.wanted:{request}")


def open_wish(ciphertext: str, *, request: UUID) -> str:
    """Read what a person wants a field to say."""
    return keyring().decrypt(ciphertext, context=f"correction.wanted:{request}")


def seal_second_factor(text: str) -> str:
    """Encrypt what a second factor rests on: a TOTP secret, the seed of recovery codes."""
    return keyring().encrypt(text, context=SECOND_FACTOR)


def open_second_factor(ciphertext: str) -> str:
    """Read it back."""
    return keyring().decrypt(ciphertext, context=SECOND_FACTOR)


def trace(field: Field, text: str) -> str:
    """The keyed hash under which a number is kept: blanks do not count, nor does the case of X."""
    plain = plain_number(text)
    return keyring().lookup_hash(f"{field}:{plain}") if plain else ""


def traces(field: Field, text: str) -> list[str]:
    """Every hash under which a number may stand, while look-up keys are being rotated."""
    plain = plain_number(text)
    return keyring().lookup_hashes(f"{field}:{plain}") if plain else []


def plain_number(text: str) -> str:
    """A number as it is compared: no blanks, X upper case."""
    return "".join(text.split()).upper()
