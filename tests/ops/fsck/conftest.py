"""The demo zone, to be broken: as its owner, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

import database
from gongjiang.ops.fsck import check_everything

Break = Callable[[str], list[str]]


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
