"""Whatever the lake has otherwise than the ledger is found, entry by entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from gongjiang.kernel.home import Home
from gongjiang.lake.comparison import contradictions
from gongjiang.lake.files import Files
from gongjiang.lake.manifest import Manifest
from gongjiang.ledger.services import annul, record
from lake.conftest import Sync
from ledger.facts_for_tests import hired

DAY = date(2022, 3, 1)
HIRED = "facts/people.person.hired"

pytestmark = pytest.mark.commits


def rewritten(home: Home, rows: str) -> None:
    """Let the lake's hirings be what a query makes of them."""
    manifest = Manifest.read(home.lake)
    assert manifest is not None
    with duckdb.connect() as engine:
        files = Files(home.lake, engine)
        file = files.write(HIRED, rows.format(hired=files.scan(manifest.tables[HIRED])))
    tables = {**manifest.tables, HIRED: (file,)}
    replace(manifest, tables=tables).write(home.lake)


def test_a_lake_that_was_synced_contradicts_nothing(home: Home, sync: Sync):
    entries = [record(hired(n, post_kind=""), person=n, unit=2, on=DAY) for n in range(1, 4)]
    annul(entries[0], reason="“Quoted”, with a comma", by=9)
    sync()
    record(hired(9), person=9, unit=2, on=DAY)

    assert contradictions(home.lake) == []


def test_without_a_lake_nothing_is_wrong(home: Home):
    assert contradictions(home.lake) == []


@pytest.mark.parametrize(
    "rows",
    [
        "SELECT * FROM {hired} WHERE person_id <> 2",
        "SELECT * REPLACE (if(person_id = 2, 'OFFICE', post_kind) AS post_kind) FROM {hired}",
        "SELECT * REPLACE (if(person_id = 2, digest + 1, digest) AS digest) FROM {hired}",
        "SELECT * FROM {hired} UNION ALL SELECT * FROM {hired} WHERE person_id = 2",
    ],
    ids=["lost", "changed", "another digest", "twice"],
)
def test_what_was_lost_changed_or_taken_twice_is_found(home: Home, sync: Sync, rows: str):
    entries = [record(hired(n), person=n, unit=2, on=DAY) for n in range(1, 4)]
    sync()

    rewritten(home, rows)

    assert contradictions(home.lake) == [entries[1]]
