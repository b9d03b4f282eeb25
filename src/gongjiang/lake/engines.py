"""What computes: DuckDB in this process, or Spark. The same expressions, the same files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa


class Engine(Protocol):
    """Opens Parquet files as a table, and answers expressions about it."""

    def table(self, name: str, files: Sequence[Path]) -> ir.Table: ...

    def kept(self, expression: ir.Table) -> ir.Table: ...

    def answer(self, expression: ir.Expr) -> pa.Table: ...

    def close(self) -> None: ...


class DuckDB:
    """In this process."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._backend = ibis.duckdb.from_connection(connection)

    def table(self, name: str, files: Sequence[Path]) -> ir.Table:
        return self._backend.read_parquet(
            [str(file) for file in files], table_name=name, hive_partitioning=False
        )

    def keep(self, name: str, expression: ir.Table) -> None:
        """Work a table out once, to be read often."""
        self._backend.create_table(name, expression, temp=True)

    def kept(self, expression: ir.Table) -> ir.Table:
        name = f"kept_{uuid4().hex}"
        self.keep(name, expression)
        return self._backend.table(name)

    def answer(self, expression: ir.Expr) -> pa.Table:
        return self._backend.to_pyarrow(expression.as_table())

    def close(self) -> None:
        self._backend.disconnect()
