"""What tells the inputs of one run from those of another.

A table counts by the sum of its rows' own digests, so neither the files nor their order matter;
and a day differs from the day before by what was added, so one reading serves every day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from gongjiang.lake.columns import DIGEST, row_digest
from gongjiang.lake.facts import kinds, table_of
from gongjiang.lake.files import connected
from gongjiang.lake.tables import ANCESTRY, CORRECTIONS, ENTERPRISES, PERSONS, UNITS, Copied

Change: TypeAlias = tuple[str, date, int, int]
"""Of a table, on a day: how many rows more, and by how much the sum of their digests differs."""

DATED: Mapping[Copied, tuple[str, str]] = {
    UNITS: ("opened_on", "closed_on"),
    ANCESTRY: ("valid_from", "valid_to"),
}
"""Tables of what began and may have ended: a run on a day knows nothing of a later end."""

BEGUN = "SELECT {begins} AS day, 1 AS n, {without_end} AS d FROM {table}"
ENDED = """
    SELECT greatest({begins}, {ends}) AS day, 0 AS n, {whole}::HUGEINT - {without_end} AS d
    FROM {table} WHERE {ends} IS NOT NULL
"""
OF_ENTERPRISES = """
    SELECT opened_on AS day, 1 AS n, {digest} AS d
    FROM {enterprises} AS enterprise JOIN {units} AS unit USING (unit_id)
"""
OF_CORRECTIONS = (
    "SELECT corrected_on AS day, 1 AS n, {digest} AS d FROM {corrections} WHERE {known}"
)
# Somebody counts from the first fact about them on.
OF_PERSONS = """
    SELECT day, 1 AS n, {digest} AS d FROM {persons} JOIN (
        SELECT person_id, min(occurred_on) AS day FROM ({told}) GROUP BY person_id
    ) USING (person_id)
"""


def digests(
    folder: Path,
    relations: Mapping[str, str],
    days: Sequence[date],
    *,
    known_at: datetime | None,
) -> dict[date, str]:
    """For each day, a digest of every fact up to it, of what corrects them and what they lead to.

    Args:
        relations: each table of the lake by its name, as a relation of DuckDB's SQL.
        known_at: only facts recorded by this moment; units and persons are as known now.
    """
    known = f"recorded_at <= TIMESTAMPTZ '{known_at.isoformat()}'" if known_at else "TRUE"
    parts = [*_of_facts(relations, known), *_of_tables(relations, known)]
    sql = " UNION ALL ".join(
        f"SELECT '{name}' AS name, day, sum(n), sum(d) FROM ({changes}) GROUP BY day"
        for name, changes in parts
    )
    with connected(folder) as engine:
        said = engine.execute(f"{sql} ORDER BY name, day").fetchall()
    return _by_day(said, sorted(set(days)))


def _of_facts(relations: Mapping[str, str], known: str) -> Iterator[tuple[str, str]]:
    for kind in kinds():
        fact = relations[table_of(kind)]
        yield kind, f"SELECT occurred_on AS day, 1 AS n, {DIGEST} AS d FROM {fact} WHERE {known}"


def _of_tables(relations: Mapping[str, str], known: str) -> Iterator[tuple[str, str]]:
    for table, (begins, ends) in DATED.items():
        words = {
            "table": relations[table.name],
            "begins": begins,
            "ends": ends,
            "whole": row_digest(table.columns),
            "without_end": row_digest("NULL" if each == ends else each for each in table.columns),
        }
        yield table.name, f"{BEGUN} UNION ALL {ENDED}".format(**words)
    told = " UNION ALL ".join(
        f"SELECT person_id, occurred_on FROM {relations[table_of(kind)]} WHERE {known}"
        for kind in kinds()
    )
    words = {**relations, "known": known, "told": told}
    for table, sql in (
        (ENTERPRISES, OF_ENTERPRISES),
        (CORRECTIONS, OF_CORRECTIONS),
        (PERSONS, OF_PERSONS),
    ):
        yield table.name, sql.format(digest=row_digest(table.columns), **words)


def _by_day(changes: Iterable[Change], days: Sequence[date]) -> dict[date, str]:
    """Add up each table's changes to each of the days."""
    said: dict[date, list[tuple[str, int, int]]] = {day: [] for day in days}
    for name, rows in groupby(changes, key=lambda change: change[0]):
        count = total = 0
        waiting = iter(days)
        until = next(waiting, None)
        for _, day, more, by in rows:
            while until is not None and until < day:
                said[until].append((name, count, total))
                until = next(waiting, None)
            count, total = count + int(more), total + int(by)
        for rest in [] if until is None else [until, *waiting]:
            said[rest].append((name, count, total))
    # A kind of which nothing happened is as one that is not known yet.
    return {
        day: hashlib.sha256(repr(sorted(row for row in rows if row[1])).encode()).hexdigest()
        for day, rows in said.items()
    }
