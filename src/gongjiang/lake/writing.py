"""The steps of a sync: each takes a manifest, writes files, and returns one that names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gongjiang.lake import census, facts
from gongjiang.lake.engines import DuckDB
from gongjiang.lake.files import Files
from gongjiang.lake.manifest import Census, File, Manifest
from gongjiang.lake.queries import ROLL_FACTS, Lake
from gongjiang.lake.source import Snapshot
from gongjiang.lake.tables import CORRECTIONS, DIMENSIONS

LARGE = 1_000_000
"""A file with so many rows is left as it is."""
MOST_SMALL_FILES = 8
"""A table with more of smaller ones has them merged."""

SPELLS = "spells"


def with_facts(files: Files, database: Snapshot, manifest: Manifest) -> Manifest:
    """What was recorded since the manifest's watermark, and what that corrects."""
    found: dict[str, list[File]] = {kind: [] for kind in facts.kinds()}
    for kind, file in facts.write_entries(files, database, manifest.watermark):
        found[kind].append(file)
    for kind, fact in facts.kinds().items():
        table = facts.table_of(kind)
        parts = [*manifest.tables.get(table, ()), *found[kind]]
        parts = [part for part in parts if part.rows] or [facts.write_none(files, fact)]
        manifest = manifest.with_table(table, parts, facts.stored_columns(fact))
    sql = CORRECTIONS.sql.format(after=manifest.watermark, before=database.before)
    new = files.write_rows(CORRECTIONS, database.rows(sql).read_all())
    parts = [*manifest.tables.get(CORRECTIONS.name, ()), new]
    parts = [part for part in parts if part.rows] or [new]
    return manifest.with_table(CORRECTIONS.name, parts, CORRECTIONS.columns)


def with_dimensions(files: Files, database: Snapshot, manifest: Manifest) -> Manifest:
    """The other tables as they stand now; one that is as it was keeps its file."""
    for table in DIMENSIONS:
        file = files.write_rows(table, database.rows(table.sql).read_all())
        manifest = manifest.with_table(table.name, [file], table.columns)
    return manifest


def with_census(files: Files, before: Manifest, manifest: Manifest, *, until: date) -> Manifest:
    """The month ends that new facts touch, and those that have come since.

    Args:
        until: the last month end there has been.
    """
    since = _first_day_touched(files, before, manifest)
    if since is None or since > until:
        return manifest
    engine = DuckDB(files.engine)
    engine.keep(SPELLS, Lake(files.folder, manifest, engine).postings())
    [first] = files.engine.execute(f"SELECT min(valid_from) FROM {SPELLS}").fetchone() or (None,)
    if first is None:
        return replace(manifest, census=None)
    kept = manifest.census.years if manifest.census else {}
    kept = {year: file for year, file in kept.items() if first.year <= year < since.year}
    years = range(max(first.year, since.year), until.year + 1)
    written = census.write_years(files, SPELLS, years, census.month_ends(first, until))
    return replace(manifest, census=Census(first, until, {**kept, **written}))


def with_fewer_files(files: Files, manifest: Manifest) -> Manifest:
    """Many small files of a table as one."""
    for kind, fact in facts.kinds().items():
        table = facts.table_of(kind)
        small = [part for part in manifest.tables[table] if part.rows < LARGE]
        if len(small) > MOST_SMALL_FILES:
            large = [part for part in manifest.tables[table] if part.rows >= LARGE]
            parts = [*large, files.merged(table, small, facts.IN_ORDER)]
            manifest = manifest.with_table(table, parts, facts.stored_columns(fact))
    parts = [*manifest.tables[CORRECTIONS.name]]
    if len(parts) > MOST_SMALL_FILES:
        one = files.merged(CORRECTIONS.name, parts, "id")
        manifest = manifest.with_table(CORRECTIONS.name, [one], CORRECTIONS.columns)
    return manifest


def count_facts(manifest: Manifest) -> int:
    return sum(
        file.rows
        for table, files in manifest.tables.items()
        if table.startswith(facts.FACTS)
        for file in files
    )


def _first_day_touched(files: Files, before: Manifest, manifest: Manifest) -> date | None:
    """The first day on which the roll may be another than the census has it; None: no day."""
    days: list[date] = []
    if before.census is not None:
        days.append(before.census.until + timedelta(days=1))
    old = before.paths()
    for fact in ROLL_FACTS:
        new = [f for f in manifest.tables[facts.table_of(fact.kind)] if f.path not in old]
        days += _earliest(files, new, "occurred_on", "TRUE")
    new = [f for f in manifest.tables[CORRECTIONS.name] if f.path not in old]
    kinds = ", ".join(f"'{fact.kind}'" for fact in ROLL_FACTS)
    days += _earliest(files, new, "corrected_on", f"corrected_kind IN ({kinds})")
    return min(days, default=None)


def _earliest(files: Files, parts: list[File], column: str, where: str) -> list[date]:
    if not parts:
        return []
    sql = f"SELECT min({column}) FROM {files.scan(parts)} WHERE {where} HAVING count(*) > 0"
    return [day for (day,) in files.engine.execute(sql).fetchall()]
