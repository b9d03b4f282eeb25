"""What a check is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from gongjiang.ledger.queries import live_sql

Query: TypeAlias = tuple[str, tuple[Any, ...]]
"""SQL with its parameters."""


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence that must hold, and a query for what contradicts it.

    Attributes:
        name: the room, and what is checked.
        sql: selects the `id` of each row that contradicts the sentence; or makes such a query.
        facts: kinds of fact that the query reads from `fact`: those that count, with the columns
            of `ledger.queries.COLUMNS`.
        table: whose ids are selected.
    """

    name: str
    sentence: str
    table: str
    sql: str | Callable[[], Query]
    facts: tuple[str, ...] = ()

    def query(self) -> Query:
        """The ids of what contradicts the sentence, as SQL."""
        if callable(self.sql):
            return self.sql()
        contradictions = f"SELECT id FROM ({self.sql}) AS contradiction"
        if not self.facts:
            return contradictions, ()
        live, params = live_sql(self.facts)
        return f"WITH fact AS ({live}) {contradictions}", params


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that does not hold: how often, and the first ids that show it."""

    check: Check
    count: int
    ids: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "check": self.check.name,
            "sentence": self.check.sentence,
            "table": self.check.table,
            "count": self.count,
            "ids": list(self.ids),
        }


@dataclass(frozen=True, slots=True)
class Report:
    checked: tuple[Check, ...]
    broken: tuple[Broken, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "checked": [check.name for check in self.checked],
            "broken": [broken.as_json() for broken in self.broken],
        }
