"""A lake of the test's own, beside a database to which the test commits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gongjiang.kernel.home import Home
from gongjiang.lake import services
from gongjiang.lake.services import Synced
from gongjiang.lake.source import snapshot
from world import TODAY

PATIENCE = 60
BEGUN = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS before"

Sync = Callable[[], Synced]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with nothing in it; the database is the test's."""
    return Home(tmp_path / "home")


@pytest.fixture
def sync(home: Home) -> Sync:
    """Syncs all that was committed, with the month ends up to TODAY."""

    def sync() -> Synced:
        wait_for_other_tests()
        return services.sync(home, on=TODAY)

    return sync


def wait_for_other_tests() -> None:
    """Until every transaction that has begun by now, in whatever database, has ended.

    Tests beside this one share the server, and a sync leaves what began after the oldest of all.
    """
    with snapshot() as now:
        [begun] = now.rows(BEGUN).read_all().to_pylist()
    given_up = time.monotonic() + PATIENCE
    while time.monotonic() < given_up:
        with snapshot() as now:
            if now.before >= begun["before"]:
                return
        time.sleep(0.05)
    pytest.fail("A transaction of another test does not end.")
