"""The demo zone, to be broken: as its owner, in a transaction that is rolled back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

import database
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.home import Home
from gongjiang.lake.services import rebuild
from gongjiang.ops.fsck import CHECKS, check_everything
from gongjiang.ops.fsck.check import Check
from lake.conftest import wait_for_other_tests

Break = Callable[[str], list[str]]
TEXTS = {
    "innovation_changedtext", "innovation_proposal", "innovation_segmentgram",
    "innovation_textsegment",
}  # fmt: skip
CHANGED = """
    SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
"""Every table in which this transaction has written."""


READS = {
    "lake.agrees_with_ledger": {"ledger_entry"},
    "similar.each_proposal_stands_once": TEXTS,
    "similar.index_says_what_is_written": TEXTS,
}
"""What those read that take a second and more; others that are worked out are asked each time."""


def _may_see(check: Check, changed: set[str]) -> bool:
    """Whether a check reads what was changed: what it does not name, it cannot see."""
    if not changed:
        return True
    if callable(check.sql):
        return not changed.isdisjoint(READS.get(check.name, changed))
    sql, _ = check.query()
    return not changed.isdisjoint(re.findall(r"\w+", sql))


@pytest.fixture(scope="package")
def demo_lake(
    demo_database: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Home:
    """A home with the lake of the demo zone, and nothing else."""
    home = Home(tmp_path_factory.mktemp("home"))
    with django_db_blocker.unblock(), database.pointed_at(demo_database):
        wait_for_other_tests()
        rebuild(home, on=AS_OF)
    return home


@pytest.fixture(autouse=True)
def _its_home(demo_lake: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home that is checked has that lake, and the zone stands still on its day."""
    monkeypatch.setattr(settings, "HOME", demo_lake)
    monkeypatch.setattr(settings, "TODAY", AS_OF)


@pytest.fixture
def broken_by(demo_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Break]:
    """Breaks the zone by SQL, and returns the names of the checks that see it."""
    with (
        django_db_blocker.unblock(),
        database.pointed_at(demo_database),
        database.as_owner(),
        transaction.atomic(),
    ):

        def run(sql: str) -> list[str]:
            with connections["default"].cursor() as cursor:
                cursor.execute(sql)
                cursor.execute(CHANGED)
                changed = {table for (table,) in cursor.fetchall()}
            asked = [check for check in CHECKS if _may_see(check, changed)]
            return [broken.check.name for broken in check_everything(asked).broken]

        yield run
        transaction.set_rollback(True)
