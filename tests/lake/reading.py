"""What a lake says, as plain rows that can be compared."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongjiang.kernel.home import Home
from gongjiang.lake import queries
from gongjiang.lake.facts import kinds
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.queries import Lake

Rows = list[tuple[Any, ...]]

ROLL = ("employment_id", "person_id", "unit_id", "post_kind", "employment_kind", "employer_id")


def rows(lake: Lake, expression: Any, *columns: str) -> Rows:
    """The rows of an expression in an order of their own; all columns unless some are named."""
    table = lake.to_pyarrow(expression)
    table = table.select(columns) if columns else table
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)


def ids(
    home: Home, kind: str, *, on: date | None = None, known_at: datetime | None = None
) -> list[int]:
    """Of the facts of a kind that count."""
    with queries.opened(home) as lake:
        facts = lake.live(kinds()[kind], on=on, known_at=known_at)
        return sorted(entry for (entry,) in rows(lake, facts, "id"))


def everything(home: Home, on: date) -> dict[str, Any]:
    """All that can be read, table by table, and the digest of a day."""
    manifest = Manifest.read(home.lake)
    assert manifest is not None
    with queries.opened(home) as lake:
        said: dict[str, Any] = {kind: rows(lake, lake.live(fact)) for kind, fact in kinds().items()}
        for name in ("units", "ancestry", "enterprises", "persons"):
            said[name] = rows(lake, getattr(lake, name))
        if manifest.census is not None:
            days = queries.census.month_ends(manifest.census.first, manifest.census.until)
            said["census"] = rows(lake, lake.census(days))
        return {**said, "digest": lake.digest(on=on)}
