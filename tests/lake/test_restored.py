"""A lake belongs to one database; after a restore it is made anew, and then goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from gongjiang.config.databases import databases
from gongjiang.kernel.home import Home
from gongjiang.lake import services
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.services import AnotherDatabase
from gongjiang.ledger.facts.people import Hired
from gongjiang.ledger.guards import WRITABLE
from gongjiang.ledger.services import correct, record
from gongjiang.ops import postgres
from gongjiang.ops.postgres import cluster
from gongjiang.ops.postgres.rights import grant_application_rights
from lake.conftest import Sync, wait_for_other_tests
from lake.reading import everything, ids
from ledger.facts_for_tests import hired
from world import TODAY

DAY = date(2022, 3, 1)
KEPT = f"id, recorded_at, {', '.join(WRITABLE)}"

pytestmark = pytest.mark.commits


@contextmanager
def fresh_cluster(home: Home) -> Iterator[None]:
    """Every connection opens a database of a PostgreSQL cluster that was just made."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    try:
        with postgres.running(home):
            for alias, to in databases(home, {}).items():
                connections[alias].close()
                connections[alias].settings_dict.update(
                    {**before[alias], **to, "PASSWORD": "", "PORT": ""}
                )
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            grant_application_rights(connections["default"].settings_dict["USER"])
            yield
            connections.close_all()
    finally:
        for alias, to in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(to)
        cluster.stop(home)
        cluster.remove_far_sockets(home)


def dumped() -> bytes:
    with (
        connections["owner"].cursor() as cursor,
        cursor.copy(f"COPY (SELECT {KEPT} FROM ledger_entry) TO STDOUT") as rows,
    ):
        return b"".join(bytes(row) for row in rows)


def restore(rows: bytes) -> None:
    """As a restore does: the facts as they were, by a transaction of today."""
    with connections["owner"].cursor() as cursor:
        with cursor.copy(f"COPY ledger_entry ({KEPT}) FROM STDIN") as copy:
            copy.write(rows)
        cursor.execute("SELECT max(id) + 1 FROM ledger_entry")
        [following] = cursor.fetchone()
        cursor.execute(f"ALTER TABLE ledger_entry ALTER COLUMN id RESTART WITH {following}")


def test_after_a_restore_into_a_fresh_cluster_the_lake_is_made_anew(
    home: Home, sync: Sync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = record(hired(1), person=1, unit=2, on=DAY)
    second = record(hired(2), person=2, unit=2, on=DAY)
    sync()
    before = everything(home, TODAY)
    rows = dumped()

    monkeypatch.delenv("DATABASE_URL", raising=False)
    with fresh_cluster(Home(tmp_path / "fresh")):
        restore(rows)
        with pytest.raises(AnotherDatabase, match="gongjiang lake rebuild"):
            services.sync(home, on=TODAY)
        assert everything(home, TODAY) == before

        services.rebuild(home, on=TODAY)
        assert everything(home, TODAY) == before

        better = correct(second, hired(2), person=2, unit=3, on=DAY, by=9)
        third = record(hired(3), person=3, unit=2, on=DAY)
        wait_for_other_tests()
        assert services.sync(home, on=TODAY).entries == 2
        assert ids(home, Hired.kind) == [first, better, third]


def test_a_database_that_went_back_in_time_is_another(home: Home, sync: Sync):
    record(hired(1), person=1, unit=2, on=DAY)
    sync()
    manifest = Manifest.read(home.lake)
    assert manifest is not None
    later = manifest.watermark + 1_000_000
    replace(manifest, watermark=later).write(home.lake)

    with pytest.raises(AnotherDatabase, match="gongjiang lake rebuild"):
        services.sync(home, on=TODAY)


def test_a_deleted_lake_is_made_again_by_the_next_sync(home: Home, sync: Sync):
    entry = record(hired(1), person=1, unit=2, on=DAY)
    sync()
    before = everything(home, TODAY)
    (home.lake / "manifest.json").unlink()

    assert sync().entries == 1
    assert ids(home, Hired.kind) == [entry]
    assert everything(home, TODAY) == before
