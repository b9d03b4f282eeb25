"""What happens to the lake: it is brought up to date, or made anew."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.lake.facts import FACTS, kinds, stored_columns, table_of, write_entries, write_none
from gongjiang.lake.files import Files, remove_orphans, writing_alone
from gongjiang.lake.manifest import File, Manifest
from gongjiang.lake.source import Snapshot, snapshot
from gongjiang.lake.tables import CORRECTIONS, DIMENSIONS


class AnotherDatabase(CannotDo):
    """The lake was filled from another database, or from this one before it was restored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did.

    Attributes:
        entries: facts that were new to the lake.
        files: Parquet files that the lake now has.
        removed: files that nothing named any more.
        watermark: of each transaction below it, all is in the lake.
    """

    entries: int
    files: int
    removed: int
    watermark: int


def sync(home: Home) -> Synced:
    """Bring the lake up to date; make it where there is none.

    Raises:
        AnotherDatabase: it was filled from another database; `rebuild` makes it anew.
    """
    with writing_alone(home.lake):
        return _bring_up_to_date(home, Manifest.read(home.lake))


def rebuild(home: Home) -> Synced:
    """Make the lake anew from the database; until it is done, readers have the old one."""
    with writing_alone(home.lake):
        return _bring_up_to_date(home, None)


def _bring_up_to_date(home: Home, manifest: Manifest | None) -> Synced:
    removed = remove_orphans(home.lake, Manifest.read(home.lake))
    with snapshot() as database, duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        if manifest is None:
            manifest = Manifest(database.source, 0, "")
        _refuse_another(manifest, database)
        before = sum(file.rows for file in _fact_files(manifest))
        files = Files(home.lake, engine)
        manifest = _with_facts(files, database, manifest)
        manifest = _with_dimensions(files, database, manifest)
        manifest = manifest.up_to(database.before, database.taken_at)
        manifest.write(home.lake)
    return Synced(
        entries=sum(file.rows for file in _fact_files(manifest)) - before,
        files=len(manifest.paths()),
        removed=removed,
        watermark=manifest.watermark,
    )


def _refuse_another(manifest: Manifest, database: Snapshot) -> None:
    # A transaction below the watermark has ended; where it has not begun, time went backwards.
    if manifest.source != database.source or manifest.watermark > database.before:
        raise AnotherDatabase(
            _(
                "The lake was filled from another database, or from this one before it was "
                "restored. Make it anew: gongjiang lake rebuild"
            )
        )


def _with_facts(files: Files, database: Snapshot, manifest: Manifest) -> Manifest:
    """The manifest with what was recorded since its watermark."""
    found: dict[str, list[File]] = {kind: [] for kind in kinds()}
    for kind, file in write_entries(files, database, manifest.watermark):
        found[kind].append(file)
    for kind, fact in kinds().items():
        table = table_of(kind)
        new = (*manifest.tables.get(table, ()), *found[kind])
        if not new:
            new = (write_none(files, kind),)
        manifest = manifest.with_table(table, new, stored_columns(fact))
    return _with_corrections(files, database, manifest)


def _with_corrections(files: Files, database: Snapshot, manifest: Manifest) -> Manifest:
    old = manifest.tables.get(CORRECTIONS.name, ())
    sql = CORRECTIONS.sql.format(after=manifest.watermark, before=database.before)
    rows = database.rows(sql).read_all()
    if old and not rows.num_rows:
        return manifest
    new = files.write_rows(CORRECTIONS, rows)
    return manifest.with_table(CORRECTIONS.name, (*old, new), CORRECTIONS.columns)


def _with_dimensions(files: Files, database: Snapshot, manifest: Manifest) -> Manifest:
    """The manifest with the other tables as they stand now."""
    for table in DIMENSIONS:
        file = files.write_rows(table, database.rows(table.sql).read_all())
        manifest = manifest.with_table(table.name, (file,), table.columns)
    return manifest


def _fact_files(manifest: Manifest) -> list[File]:
    return [
        file for name, files in manifest.tables.items() if name.startswith(FACTS) for file in files
    ]
