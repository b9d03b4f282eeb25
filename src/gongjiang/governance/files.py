"""Where the bytes of attachments lie: under MEDIA_ROOT, by their hash, written whole or not at all.

A file is on the disk, complete and flushed, before a row speaks of it. A crash in between leaves
a file that nothing names, never a row without its file; the next sweep takes it. Equal files are
kept once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, TypeVar

from django.conf import settings

from gongjiang.governance.file_types import LARGEST, PIECE, too_large

FOLDER_MODE = 0o700
DRAFT = "draft-"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies on the disk."""

    sha256: str
    size: int


def keep(content: BinaryIO, check: Callable[[Path], T]) -> tuple[Kept, T]:
    """Write a file that passes a check, and say under which hash it lies and what was found.

    Args:
        check: looks at the whole file before it is kept; raises to refuse it.

    Raises:
        Refused: it is too large, or the check refused it.
    """
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    with _draft(root) as (path, out):
        digest = hashlib.sha256()
        size = 0
        while piece := content.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                raise too_large()
            digest.update(piece)
            out.write(piece)
        out.flush()
        found = check(path)
        os.fsync(out.fileno())
        kept = Kept(digest.hexdigest(), size)
        place = path_of(kept.sha256)
        place.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        path.replace(place)  # an equal file becomes young again, and a sweep passes over it
        _flush_folders(place.parent, root)
    return kept, found


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def sweep(named: Container[str], *, before: float) -> int:
    """Delete the files that nothing names any more; say how many.

    Args:
        named: the hashes that rows speak of.
        before: a moment in seconds since the epoch; younger files may be on their way to a row.
    """
    swept = 0
    root = Path(settings.MEDIA_ROOT)
    for path in (*root.glob(f"{DRAFT}*"), *root.glob("??/??/*")):
        if path.name not in named and path.stat().st_mtime < before:
            path.unlink()
            swept += 1
    return swept


@contextmanager
def _draft(root: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file to write to, gone at the end unless it was moved away."""
    with tempfile.NamedTemporaryFile(dir=root, prefix=DRAFT, delete=False) as out:
        path = Path(out.name)
        try:
            yield path, out
        finally:
            path.unlink(missing_ok=True)


def _flush_folders(folder: Path, root: Path) -> None:
    """Let the names survive a crash too: each folder up to the root is flushed."""
    for step in (folder, folder.parent, root):
        handle = os.open(step, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
