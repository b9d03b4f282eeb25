"""The lake's folder: Parquet files named by their bytes, and who may write or remove them."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa

from gongjiang.lake.manifest import NAME, File, Manifest, sync_folder
from gongjiang.lake.tables import Copied

DRAFT = ".new"
SPILLED = "spilled"
WRITERS, READERS = "writers.lock", "readers.lock"


def connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB of our own, in memory; what does not fit there goes into the lake's folder."""
    engine = duckdb.connect(config={"temp_directory": str(folder / SPILLED)})
    engine.execute("SET TimeZone = 'UTC'")
    return engine


@dataclass(frozen=True, slots=True)
class Files:
    """What writes Parquet files; none of them is in the lake before a manifest names it."""

    folder: Path
    engine: duckdb.DuckDBPyConnection

    def write(self, table: str, sql: str) -> File:
        """Write what a query selects, in its order; it is on disk when this returns."""
        place = self.folder / table
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place / f"{uuid4().hex}{DRAFT}"
        [rows] = self.engine.execute(
            f"COPY ({sql}) TO '{_quoted(draft)}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone() or (0,)
        with draft.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:32]
            path = place / f"{digest}.parquet"
            if path.exists():
                draft.unlink()
            else:
                os.fsync(stream.fileno())
                draft.replace(path)
                sync_folder(place)
        return File(path.relative_to(self.folder).as_posix(), int(rows))

    def write_rows(self, table: Copied, rows: pa.Table) -> File:
        """Write rows that were read elsewhere, in their order."""
        values = ", ".join(f"{name}::{type_} AS {name}" for name, type_ in table.columns.items())
        with self.holding(rows) as held:
            return self.write(table.name, f"SELECT {values} FROM {held}")

    def merged(self, table: str, parts: Sequence[File], order: str) -> File:
        """Several files as one."""
        return self.write(table, f"SELECT * FROM {self.scan(parts)} ORDER BY {order}")

    @contextmanager
    def holding(self, rows: pa.Table) -> Iterator[str]:
        """The name by which the engine knows rows in memory, for the length of a block."""
        self.engine.register("held", rows)
        yield "held"
        self.engine.unregister("held")

    def scan(self, files: Sequence[File]) -> str:
        """Files as a relation of the engine's SQL."""
        return scan([self.folder / file.path for file in files])


def scan(paths: Sequence[Path]) -> str:
    """Files as a relation of DuckDB's SQL."""
    listed = ", ".join(f"'{_quoted(path)}'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


@contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Whoever else would write waits until we are done."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / WRITERS).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """As long as we read, no file is removed."""
    with (folder / READERS).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def remove_orphans(folder: Path, manifest: Manifest | None) -> int:
    """Remove what the manifest does not name, unless somebody reads: how many files.

    They are what a sync left that was killed, or what a later one took the place of.
    """
    named = manifest.paths() if manifest else set()
    with (folder / READERS).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        orphans = [
            path
            for path in folder.rglob("*")
            if path.is_file()
            and path.name not in {NAME, WRITERS, READERS}
            and path.relative_to(folder).as_posix() not in named
        ]
        for path in orphans:
            path.unlink()
    return len(orphans)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
