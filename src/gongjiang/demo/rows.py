"""Rows told one by one, for tables of some thousands: written at once as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from gongjiang.demo.columns import copy, id_by_id


@dataclass(slots=True)
class Rows:
    """Rows of one table, each with an id reserved ahead; a value None is null."""

    cursor: Any
    table: str
    ids: Iterator[int] = field(init=False)
    values: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = id_by_id(self.cursor, self.table)

    def __len__(self) -> int:
        return len(self.values.get("id", ()))

    def add(self, **row: Any) -> int:
        """Add a row, every one with the same columns; its id."""
        found = next(self.ids)
        for name, value in {"id": found, **row}.items():
            self.values.setdefault(name, []).append(value)
        return found

    def write(self) -> None:
        if self.values:
            columns = {name: pa.array(values) for name, values in self.values.items()}
            copy(self.cursor, self.table, columns)
