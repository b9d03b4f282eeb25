"""How many entries of each kind stand in the ledger, counted once and then only what is new."""

from __future__ import annotations

import threading
from collections import Counter

from django.db import connection


class Tally:
    """Counts of entries by kind. Each transaction's entries are counted once it can be no older.

    Entries of transactions that are as young as one still open are left for the next time, so
    none is missed that is committed late.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._before = 0
        self._counts: Counter[str] = Counter()

    def counts(self) -> dict[str, int]:
        with self._lock, connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            [before] = cursor.fetchone()
            cursor.execute(
                "SELECT kind, count(*) FROM ledger_entry "
                "WHERE recorded_xid >= %s::text::xid8 AND recorded_xid < %s::text::xid8 "
                "GROUP BY kind",
                [self._before, before],
            )
            self._counts.update(dict(cursor.fetchall()))
            self._before = before
            return dict(self._counts)
