"""Reading PostgreSQL by columns (ADBC), all in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

import adbc_driver_manager
import adbc_driver_postgresql
import pyarrow as pa
from django.db import connections

from gongjiang.lake.manifest import Source

Ask: TypeAlias = Callable[[str], pa.RecordBatchReader]
"""What a query selects, as it arrives."""

HERE = """
    SELECT (SELECT system_identifier FROM pg_control_system()) AS system_identifier,
           (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database,
           pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS before,
           statement_timestamp()::text AS taken_at,
           (SELECT count(*) FROM ledger_entry
            WHERE recorded_xid >= pg_snapshot_xmin(pg_current_snapshot())) AS held_back
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database as it was at one moment.

    Attributes:
        before: every transaction with a lower id has ended, and what it wrote is seen.
        taken_at: the moment, by the database's clock.
        held_back: entries of other transactions that are seen already.
    """

    source: Source
    before: int
    taken_at: str
    held_back: int
    rows: Ask


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Read as the application role, and write nothing; what is asked arrives row by row."""
    with (
        adbc_driver_postgresql.connect(_address()) as database,
        adbc_driver_manager.AdbcConnection(database) as connection,
        ExitStack() as statements,
    ):

        def ask(sql: str) -> pa.RecordBatchReader:
            statement = adbc_driver_manager.AdbcStatement(connection)
            statements.enter_context(statement)
            statement.set_sql_query(sql)
            stream, _ = statement.execute_query()
            return pa.RecordBatchReader.from_stream(stream)

        connection.set_autocommit(enabled=False)
        ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        [here] = ask(HERE).read_all().to_pylist()
        source = Source(here["system_identifier"], here["database"])
        yield Snapshot(source, here["before"], here["taken_at"], here["held_back"], ask)


def _address() -> str:
    """What Django's own connection opens, as libpq's address."""
    to: dict[str, Any] = connections["default"].settings_dict
    words = {
        "host": to["HOST"],
        "port": to.get("PORT"),
        "user": to["USER"],
        "password": to.get("PASSWORD"),
        "dbname": to["NAME"],
        **{name: value for name, value in to["OPTIONS"].items() if isinstance(value, str)},
    }
    said = {name: value for name, value in words.items() if value}
    return "postgresql:///?" + urlencode(said, quote_via=quote)
