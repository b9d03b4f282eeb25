"""What computes: DuckDB in this process, or Spark. The same expressions, the same files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa


class Engine(Protocol):
    """Opens Parquet files as a table, and answers expressions about it."""

    def table(self, name: str, files: Sequence[Path]) -> ir.Table: ...

    def answer(self, expression: ir.Expr) -> pa.Table: ...

    def close(self) -> None: ...


class DuckDB:
    """In this process."""

    def __init__(self) -> None:
        self._backend = ibis.duckdb.connect()
        self._backend.raw_sql("SET TimeZone = 'UTC'")

    def table(self, name: str, files: Sequence[Path]) -> ir.Table:
        return self._backend.read_parquet(
            [str(file) for file in files], table_name=name, hive_partitioning=False
        )

    def answer(self, expression: ir.Expr) -> pa.Table:
        return self._backend.to_pyarrow(expression)

    def close(self) -> None:
        self._backend.disconnect()
