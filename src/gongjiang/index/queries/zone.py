"""The zone's index as anybody may see it: aggregates, and no small groups."""

from __future__ import annotations

from datetime import date

from gongjiang.index.framework import FrameworkRule
from gongjiang.index.models import Snapshot
from gongjiang.index.queries.runs import runs_until
from gongjiang.index.queries.standings import Standing, standing_of
from gongjiang.index.queries.units import MONTHS
from gongjiang.orgs.models import Unit


def zone_months(zone: Unit, until: date, *, months: int = MONTHS) -> list[Standing]:
    """The zone on the last days that have a run, the latest last; two queries."""
    runs = runs_until(until, limit=months)
    found = Snapshot.objects.filter(unit_id=zone.id, run_id__in=[run.id for run in runs])
    by_run = {snapshot.run_id: snapshot for snapshot in found}
    rules: dict[int, FrameworkRule] = {}
    standings = []
    for run in runs:
        if run.framework_id not in rules:
            rules[run.framework_id] = run.rule()
        if run.id in by_run:
            standings.append(
                standing_of(
                    by_run[run.id], run, rules[run.framework_id], zone.kind, names_everybody=False
                )
            )
    return standings
