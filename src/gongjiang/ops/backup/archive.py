"""The file: a ZIP archive that any program opens, its manifest signed, each piece with a digest."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.backup.manifest import (
    Content,
    Manifest,
    Table,
    require_keys_of,
    signature_is_ours,
    signed,
)

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PIECE = 1 << 20
COMPRESSION_LEVEL = 1
"""Text of tables shrinks to a fifth even so; more would take longer than reading the database."""

Tell = Callable[[str], None]


class Damaged(CannotDo):
    """The file is not as it was written."""


class Writer:
    """Writes pieces one after another, and knows the digest of each."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def piece(self, name: str) -> Iterator[Measured]:
        with self._archive.open(name, "w", force_zip64=True) as out:
            yield Measured(out)

    def finish(self, manifest: Manifest, keyring: Keyring) -> None:
        text = manifest.as_bytes()
        self._archive.writestr(MANIFEST, text)
        self._archive.writestr(SIGNATURE, signed(text, keyring))


class Measured:
    """What is written into it is counted and digested on its way."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes | memoryview) -> None:
        self._digest.update(data)
        self._size += len(data)
        self._out.write(data)

    @property
    def content(self) -> Content:
        return Content(self._size, self._digest.hexdigest())


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new archive, readable by its owner alone; it gets its name when it is whole."""
    draft = path.with_name(f"{path.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(
                file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL
            ) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Reader:
    """An archive whose keys are at hand and whose every piece is as it was written."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def pieces_of(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as file:
            while piece := file.read(PIECE):
                yield piece


@contextmanager
def reading(path: Path, keyring: Keyring, tell: Tell) -> Iterator[Reader]:
    """An archive, once all of it was read and found whole.

    Raises:
        Damaged: it is no backup, or not as it was written.
        WrongKeys: other keys are needed.
        Unknown: a newer program wrote it.
    """
    with _opened(path) as archive:
        with _damage_told():
            text, signature = archive.read(MANIFEST), archive.read(SIGNATURE)
            manifest = Manifest.from_bytes(text)
            require_keys_of(manifest, keyring)
        if not signature_is_ours(text, signature, keyring):
            raise _damaged(MANIFEST)
        reader = Reader(archive, manifest)
        for name, expected in _expected(manifest).items():
            tell(name)
            with _damage_told(name):
                digest = hashlib.sha256()
                for piece in reader.pieces_of(name):
                    digest.update(piece)
            if digest.hexdigest() != expected:
                raise _damaged(name)
        yield reader


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise Damaged(
            _("%(file)s is not a backup that can be read: %(why)s.")
            % {"file": path, "why": getattr(error, "strerror", None) or error}
        ) from error
    with archive:
        yield archive


@contextmanager
def _damage_told(name: str = MANIFEST) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> Damaged:
    return Damaged(
        _("This backup is damaged at %(part)s; nothing was restored. Use another copy.")
        % {"part": name}
    )


def _expected(manifest: Manifest) -> dict[str, str]:
    """The digest of each piece."""
    tables = {table_piece(name): table.sha256 for name, table in manifest.tables.items()}
    return tables | {name: content.sha256 for name, content in manifest.files.items()}


def table_piece(name: str) -> str:
    return f"tables/{name}.copy"


__all__ = ["Damaged", "Reader", "Table", "Tell", "Writer", "reading", "table_piece", "writing"]
