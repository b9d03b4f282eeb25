"""The home's database, for commands that read what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from gongjiang.ops import postgres
from gongjiang.ops.migrated import require_migrated


@contextmanager
def opened_home() -> Iterator[None]:
    """The server runs, and the database is as this source expects it.

    Raises:
        NothingYet: no migration was ever applied to it.
        Behind: some were, and not all.
    """
    with postgres.running(settings.HOME):
        require_migrated()
        yield
