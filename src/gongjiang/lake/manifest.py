"""The manifest: which files are the lake. What it does not name is not there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

NAME = "manifest.json"
LAYOUT = 1
"""Raised when files of an older layout cannot be read any more: the next sync writes all anew."""


@dataclass(frozen=True, slots=True)
class Source:
    """The database that the facts are from. A restored one is another, though it look the same."""

    system_identifier: int
    database: int


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file. Its name is a digest of its bytes, so a file never changes.

    Attributes:
        path: from the lake's folder.
    """

    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a reader needs to know.

    Attributes:
        watermark: of each transaction below it, all is here; of those from here on, nothing.
        synced_at: by the database's clock, when its rows were read.
        tables: the files of each table by its name.
        columns: each table's columns and their types.
    """

    source: Source
    watermark: int
    synced_at: str
    tables: Mapping[str, tuple[File, ...]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layout: int = LAYOUT

    def with_table(
        self, name: str, files: tuple[File, ...], columns: Mapping[str, str]
    ) -> Manifest:
        return replace(
            self,
            tables={**self.tables, name: files},
            columns={**self.columns, name: dict(columns)},
        )

    def up_to(self, watermark: int, synced_at: str) -> Manifest:
        return replace(self, watermark=watermark, synced_at=synced_at)

    def paths(self) -> set[str]:
        """Every file it names, from the lake's folder."""
        return {file.path for files in self.tables.values() for file in files}

    def write(self, folder: Path) -> None:
        """Put it in place of the one before, in one step that a crash cannot halve."""
        draft = folder / f"{NAME}.new"
        with draft.open("w") as stream:
            json.dump(asdict(self), stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(folder / NAME)
        sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The lake's manifest; None where there is no lake, or one of another layout."""
        try:
            said: dict[str, Any] = json.loads((folder / NAME).read_text())
        except FileNotFoundError:
            return None
        if said["layout"] != LAYOUT:
            return None
        tables = {
            name: tuple(File(**file) for file in files) for name, files in said["tables"].items()
        }
        return cls(**{**said, "source": Source(**said["source"]), "tables": tables})


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
