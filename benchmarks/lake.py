"""What a lake costs, beside reading the same rows from PostgreSQL and writing them as one file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
from pages import Timing, timed
from pyarrow import parquet

from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.home import Home
from gongjiang.lake.facts import entries_sql
from gongjiang.lake.services import rebuild, sync
from gongjiang.lake.source import snapshot

ROUNDS = 3


def making() -> dict[str, tuple[Timing, Timing]]:
    """Making the lake anew, and bringing it up to date where nothing is new.

    The floor of the first is a bare read of the ledger and a bare write of what was read: the
    lake also types, digests and sorts it, and derives the census of every month end.
    """
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place))
        made = timed(lambda: rebuild(home, on=AS_OF), ROUNDS)
        kept = timed(lambda: sync(home, on=AS_OF), ROUNDS)
        entries = _read()
        read = timed(_read, ROUNDS)
        written = timed(lambda: parquet.write_table(entries, home.path / "bare"), ROUNDS)
        bare = Timing(read.p50 + written.p50, read.p95 + written.p95)
        nothing = timed(_read_nothing, ROUNDS)
    return {
        f"lake rebuild, {entries.num_rows:,} facts and the census": (made, bare),
        "lake sync, nothing new": (kept, nothing),
    }


def _read() -> pa.Table:
    with snapshot() as now:
        return now.rows(entries_sql(0, now.before)).read_all()


def _read_nothing() -> None:
    with snapshot() as now:
        now.rows(entries_sql(now.before, now.before)).read_all()
