"""How fresh what is derived is: the lake, and the index made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongjiang.index.queries.runs import run_of
from gongjiang.kernel.home import Home
from gongjiang.lake.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Derived:
    """The last of each.

    Attributes:
        synced_at: when the lake was brought up to date; None where there is none.
        index_day: the latest day the index was computed for; None without a run.
        run_at: when that was.
    """

    synced_at: datetime | None
    index_day: date | None
    run_at: datetime | None

    def as_json(self) -> dict[str, str | None]:
        return {
            "lake_synced_at": _said(self.synced_at),
            "index_day": _said(self.index_day),
            "index_run_at": _said(self.run_at),
        }


def last_derived(home: Home) -> Derived:
    """The last sync of the lake, and the index's latest run; one query."""
    manifest, run = Manifest.read(home.lake), run_of()
    return Derived(
        synced_at=datetime.fromisoformat(manifest.synced_at) if manifest else None,
        index_day=run.day if run else None,
        run_at=run.run_at if run else None,
    )


def _said(when: date | None) -> str | None:
    return when.isoformat() if when else None
