"""Translations, compiled by Babel: no gettext binary is needed."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(locale: Path) -> list[Path]:
    """Compile each catalogue (.po) that is newer than its compiled form (.mo).

    Returns:
        The files written.
    """
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file)
    # By way of a draft: a server that starts in this moment reads the old file or the new one.
    draft = target.with_suffix(f".mo.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(target)
