"""Published snapshots are what their sums give, and belong to runs and units that there are."""

from __future__ import annotations

from typing import Any

from gongjiang.index.queries.runs import newest_runs
from gongjiang.index.services.runs import definitions
from gongjiang.index.services.verification import follows_from_its_sums
from gongjiang.ops.fsck.check import Check

LOOKED_AT = 12
"""Of so many days, the latest, every number is worked out again; `index verify` does all."""


def _altered() -> tuple[str, tuple[Any, ...]]:
    now = definitions()
    runs = [run for run in newest_runs()[-LOOKED_AT:] if run.definitions == now]
    found = [run.id for run in runs if not follows_from_its_sums(run)]
    return "SELECT unnest(%s::bigint[]) AS id", (found,)


COMPLETE = Check(
    name="index.complete",
    sentence="Each run of the index has as many snapshots as it says, and no others.",
    table="index_run",
    sql="""
        SELECT coalesce(run.id, kept.run_id) AS id
        FROM index_run run FULL JOIN (
            SELECT run_id, count(*) AS units FROM index_snapshot GROUP BY run_id
        ) AS kept ON kept.run_id = run.id
        WHERE kept.units IS DISTINCT FROM run.units::bigint
    """,
)

OF_UNITS = Check(
    name="index.of_units",
    sentence="Each snapshot is of a unit that there is.",
    table="index_snapshot",
    sql="""
        SELECT DISTINCT unit_id AS id FROM index_snapshot snapshot
        WHERE NOT EXISTS (SELECT FROM orgs_unit unit WHERE unit.id = snapshot.unit_id)
    """,
)

FOLLOWS = Check(
    name="index.follows_from_sums",
    sentence="The values and scores of published snapshots are what their sums give.",
    table="index_run",
    sql=_altered,
)

CHECKS = (COMPLETE, OF_UNITS, FOLLOWS)
