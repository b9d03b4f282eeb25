"""The demo zone, to be broken: as its owner, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

import database
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.home import Home
from gongjiang.lake.services import rebuild
from gongjiang.ops.fsck import check_everything
from lake.conftest import wait_for_other_tests

Break = Callable[[str], list[str]]


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
            return [broken.check.name for broken in check_everything().broken]

        yield run
        transaction.set_rollback(True)
