"""A workbook is kept encrypted, and can be read back for its own import only."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from gongjiang.people import identity
from gongjiang.people.models import Brought, BroughtFile

KEY_ID = 40
"""So many first bytes hold the key's id, and more."""


def seal_file(content: bytes, owner: UUID) -> bytes:
    """Encrypt a file's bytes."""
    return identity.keyring().encrypt_bytes(content, context=_context(owner))


def open_file(sealed: bytes, owner: UUID) -> bytes:
    """Read a sealed file.

    Raises:
        Unreadable: it is another import's, or its key is gone.
    """
    return identity.keyring().decrypt_bytes(sealed, context=_context(owner))


@transaction.atomic
def reseal_file(imports: type[Brought], files: type[BroughtFile], import_id: int) -> int:
    """Seal one import's file anew where an older key sealed it; how many there were: 1 or 0."""
    file = files._default_manager.select_for_update().filter(pk=import_id).first()
    if file is None:
        return 0
    owner = imports._default_manager.get(pk=import_id).public_id
    file.sealed = _resealed(bytes(file.sealed), owner)
    if file.annotated is not None:
        file.annotated = _resealed(bytes(file.annotated), owner)
    file.save(update_fields=["sealed", "annotated"])
    return 1


def _resealed(sealed: bytes, owner: UUID) -> bytes:
    if identity.keyring().is_current(sealed[:KEY_ID].decode("ascii", "replace")):
        return sealed
    return seal_file(open_file(sealed, owner), owner)


def _context(owner: UUID) -> str:
    return f"roster.file:{owner}"
