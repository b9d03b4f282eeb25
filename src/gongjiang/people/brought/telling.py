"""How far a deed on an import has come, told while its own transaction is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from gongjiang.people.models import BroughtFile

Tell = Callable[[int, int], None]
"""Told how much is done, and of how much."""

PATIENCE = "1s"
TOLD = "UPDATE {table} SET rows_done = %s, rows_all = %s WHERE {key} = %s"


def quiet(_done: int, _all: int) -> None:
    """Tell nobody."""


@contextmanager
def telling(files: type[BroughtFile], import_id: int) -> Iterator[Tell]:
    """What the page reads of a deed that is all or nothing: written beside it, by another
    connection, into the file's row, which no such deed locks.

    That nothing can be told never stops the deed.
    """
    beside = connection.copy()
    key = files._meta.pk
    told = TOLD.format(table=files._meta.db_table, key=key.column if key else "")

    def tell(done: int, all_: int) -> None:
        with suppress(DatabaseError), beside.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
            cursor.execute(told, [min(done, all_), all_, import_id])

    try:
        tell(0, 0)
        yield tell
    finally:
        beside.close()


class Count:
    """Adds up what steps have written, and tells it."""

    def __init__(self, tell: Tell, all_: int) -> None:
        self._tell, self._all, self._done = tell, all_, 0
        tell(0, all_)

    def add(self, rows: int) -> None:
        self._done += max(rows, 0)
        self._tell(self._done, self._all)
