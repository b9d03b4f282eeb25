"""What the hall display shows: the zone and its areas, aggregates alone, for anybody to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.runs import run_of, runs_until
from gongjiang.index.queries.standings import Standing, standing_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import children_of, zone

MONTHS = 13
"""A year and the month before it, so that each month stands beside itself."""


@dataclass(frozen=True, slots=True)
class Hall:
    """The zone at a glance.

    Attributes:
        areas: each area with how it stands; what is small is withheld here as from anybody.
        months: the zone on the last days that have a run, the latest last.
    """

    run: Run
    zone: Unit
    standing: Standing
    areas: Sequence[tuple[Unit, Standing]]
    months: Sequence[Standing]


def hall() -> Hall | None:
    """The latest run for the wall; None: there is none yet. Six queries."""
    run, top = run_of(), zone()
    if run is None or top is None:
        return None
    areas = list(children_of(top.id, run.day))
    runs = runs_until(run.day, limit=MONTHS)
    found = {
        (snapshot.unit_id, snapshot.run_id): snapshot
        for snapshot in (
            *Snapshot.objects.filter(unit_id=top.id, run_id__in=[each.id for each in runs]),
            *Snapshot.objects.filter(unit_id__in=[area.id for area in areas], run_id=run.id),
        )
    }
    if (top.id, run.id) not in found:
        return None

    def told(unit: Unit, of: Run) -> Standing | None:
        snapshot = found.get((unit.id, of.id))
        if snapshot is None:
            return None
        return standing_of(snapshot, of, of.rule(), unit.kind, names_everybody=False)

    standing = told(top, run)
    if standing is None:
        return None
    return Hall(
        run=run,
        zone=top,
        standing=standing,
        areas=[(area, at) for area in areas if (at := told(area, run)) is not None],
        months=[at for each in runs if (at := told(top, each)) is not None],
    )
