"""A workbook is kept encrypted, and can be read back for its own import only."""

from __future__ import annotations

from uuid import UUID

from gongjiang.people import identity


def seal_file(content: bytes, owner: UUID) -> bytes:
    """Encrypt a file's bytes."""
    return identity.keyring().encrypt_bytes(content, context=_context(owner))


def open_file(sealed: bytes, owner: UUID) -> bytes:
    """Read a sealed file.

    Raises:
        Unreadable: it is another import's, or its key is gone.
    """
    return identity.keyring().decrypt_bytes(sealed, context=_context(owner))


def _context(owner: UUID) -> str:
    return f"roster.file:{owner}"
