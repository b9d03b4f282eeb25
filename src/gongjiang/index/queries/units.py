"""The index of units, as one reader may see it: one unit, those beneath it, its months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.index.framework import FrameworkRule
from gongjiang.index.indicators import LEVEL_OF
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.months import MONTHS, Month, months_until
from gongjiang.index.queries.runs import run_of
from gongjiang.index.queries.standings import Standing, standing_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import children_of, path_of
from gongjiang.people.queries.units import Reach


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit's index on a day.

    Attributes:
        path: from the zone down to it, as it stood on the day.
        standing: None: nobody was at work there, or there is no run for the day.
        run: None: there is no run for the day.
    """

    unit: Unit
    path: Sequence[Unit]
    run: Run | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Beneath:
    """A unit directly beneath another, and how it stands; None: nobody is at work there."""

    unit: Unit
    standing: Standing | None


def overview(unit: Unit, reach: Reach, day: date | None = None) -> Overview | None:
    """How a unit stands; five queries at most.

    Args:
        reach: of the reader; its day is the day whose trees are shown.
        day: of the run; None: the latest there is.

    Returns:
        None: the reader may not know what is inside the unit, or it was not there on the day.
    """
    run = run_of(day)
    path = path_of(unit.id, run.day if run else reach.day)
    ids = [step.id for step in path]
    if not path or unit.kind not in LEVEL_OF or not reach.sees_inside(unit, ids):
        return None
    if run is None:
        return Overview(unit, path, None, None)
    found = Snapshot.objects.filter(unit_id=unit.id, run_id=run.id).first()
    told = _told(found, run, run.rule(), unit, named=reach.names_everybody(ids))
    return Overview(unit, path, run, told)


def beneath(shown: Overview, reach: Reach) -> list[Beneath]:
    """The units directly beneath one that the reader sees inside of; two queries."""
    if shown.run is None:
        return []
    above = [step.id for step in shown.path]
    children = [
        child
        for child in children_of(shown.unit.id, shown.run.day)
        if child.kind in LEVEL_OF and reach.sees_inside(child, [*above, child.id])
    ]
    rule = shown.run.rule()
    found = Snapshot.objects.filter(
        unit_id__in=[child.id for child in children], run_id=shown.run.id
    )
    by_unit = {snapshot.unit_id: snapshot for snapshot in found}
    return [
        Beneath(
            child,
            _told(
                by_unit.get(child.id),
                shown.run,
                rule,
                child,
                named=reach.names_everybody([*above, child.id]),
            ),
        )
        for child in children
    ]


def trend(shown: Overview, reach: Reach, *, months: int = MONTHS) -> list[Month]:
    """The unit on the last days that have a run, up to the day shown; two queries."""
    if shown.run is None:
        return []
    named = reach.names_everybody([step.id for step in shown.path])
    return months_until(shown.run.day, shown.unit, named=named, limit=months)


def _told(
    found: Snapshot | None, run: Run, rule: FrameworkRule, unit: Unit, *, named: bool
) -> Standing | None:
    if found is None:
        return None
    return standing_of(found, run, rule, unit.kind, names_everybody=named)
