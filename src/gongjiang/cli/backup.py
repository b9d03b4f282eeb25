"""`gongjiang backup` and `gongjiang restore`: an installation as one file, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone
from rich.console import Console

from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops import backup as backups
from gongjiang.ops.backup import Manifest
from gongjiang.ops.backup.archive import Tell

File = Annotated[Path, typer.Argument(metavar="FILE", help="Such as zone-2026-11-28.zip.")]


def backup(file: File) -> None:
    """Write everything of this home but its keys into one file, while the zone is in use."""
    with refusing_in_a_sentence():
        keyring = Keyring.load(settings.HOME.keys)
        with opened_home(), _telling("Backing up") as tell:
            manifest = backups.take(
                file, home=settings.HOME, keyring=keyring, at=timezone.now(), tell=tell
            )
    print(f"{file}  {file.stat().st_size / 1e6:.1f} MB  (personal data: keep it locked away)")
    _print(manifest)
    print("The keys are not in it, and nothing reads it without: keep a copy of keys.json.")


def restore(file: File) -> None:
    """Make an installation from a backup, in an empty home that has its keys, and check it."""
    with refusing_in_a_sentence():
        keyring = Keyring.load(settings.HOME.keys)
        with _telling("Restoring") as tell:
            manifest = backups.restore(file, home=settings.HOME, keyring=keyring, tell=tell)
    print(f"Restored: the zone as it was on {manifest.made_at}; every table equals the backup.")
    _print(manifest)
    sys.stdout.flush()
    # With settings read from the home as it is now: a demo has a day of its own.
    os.execv(sys.executable, [sys.executable, "-m", "gongjiang.cli", "fsck"])  # noqa: S606


@contextmanager
def _telling(deed: str) -> Iterator[Tell]:
    with Console(stderr=True).status(deed) as status:
        yield lambda part: status.update(f"{deed}: {part}")


def _print(manifest: Manifest) -> None:
    ledger = manifest.ledger
    print(f"Ledger: {ledger.rows} facts, sha256 {ledger.sha256}")
    print(f"Files: {len(manifest.files)}")
