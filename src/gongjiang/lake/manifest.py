"""The manifest: which files are the lake. What it does not name is not there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

NAME = "manifest.json"
LAYOUT = 2
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
class Census:
    """The month ends that were derived: all from `first` to `until`.

    Attributes:
        first: the day on which the first posting began.
        years: the file of a calendar year's month ends.
    """

    first: date
    until: date
    years: Mapping[int, File]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a reader needs to know.

    Attributes:
        watermark: of each transaction below it, all is here; of those from here on, nothing.
        synced_at: by the database's clock, when its rows were read.
        tables: the files of each table by its name.
        columns: each table's columns and their types.
        census: None while nobody was ever on roll.
    """

    source: Source
    watermark: int = 0
    synced_at: str = ""
    tables: Mapping[str, tuple[File, ...]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    census: Census | None = None
    layout: int = LAYOUT

    def with_table(self, name: str, files: Sequence[File], columns: Mapping[str, str]) -> Manifest:
        return replace(
            self,
            tables={**self.tables, name: tuple(files)},
            columns={**self.columns, name: dict(columns)},
        )

    def paths(self) -> set[str]:
        """Every file it names, from the lake's folder."""
        files = [file for part in self.tables.values() for file in part]
        files += self.census.years.values() if self.census else ()
        return {file.path for file in files}

    def write(self, folder: Path) -> None:
        """Put it in place of the one before, in one step that a crash cannot halve."""
        draft = folder / f"{NAME}.new"
        with draft.open("w") as stream:
            json.dump(asdict(self), stream, indent=1, default=str)
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
            name: tuple(File(**part) for part in parts) for name, parts in said["tables"].items()
        }
        return cls(
            **{
                **said,
                "source": Source(**said["source"]),
                "tables": tables,
                "census": _census(said["census"]),
            }
        )


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _census(said: Mapping[str, Any] | None) -> Census | None:
    if said is None:
        return None
    return Census(
        first=date.fromisoformat(said["first"]),
        until=date.fromisoformat(said["until"]),
        years={int(year): File(**part) for year, part in said["years"].items()},
    )
