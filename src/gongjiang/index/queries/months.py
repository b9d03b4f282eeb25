"""The course of a unit: what each month's run found of it, as one reader may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from math import isnan

from gongjiang.index.framework import FrameworkRule
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.runs import runs_until
from gongjiang.index.scoring import COMPOSITES, due_at
from gongjiang.orgs.models import Unit

MONTHS = 60

Numbers = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Month:
    """What there is to draw of one run; None wherever a number is missing or withheld.

    Attributes:
        values, scores: by indicator; parts: scores of dimensions, forces and composites by code.
    """

    run: Run
    snapshot: Snapshot
    rule: FrameworkRule
    values: Numbers
    scores: Numbers
    parts: Numbers


def months_until(day: date, unit: Unit, *, named: bool, limit: int = MONTHS) -> list[Month]:
    """A unit on the last days that have a run, the latest last; two queries.

    A unit keeps what it was on each day: a month in which nobody was at work there is left out.
    Scores of different framework versions stand side by side as they were published; each month's
    run says which version that was.

    Args:
        named: whether the reader may name everybody in the unit.
    """
    runs = runs_until(day, limit=limit)
    found = Snapshot.objects.filter(unit_id=unit.id, run_id__in=[run.id for run in runs])
    by_run = {snapshot.run_id: snapshot for snapshot in found}
    readings: dict[int, _Reading] = {}
    months = []
    for run in runs:
        if run.framework_id not in readings:
            readings[run.framework_id] = _Reading(run.rule(), unit.kind, named=named)
        if run.id in by_run:
            months.append(readings[run.framework_id].month(by_run[run.id], run))
    return months


class _Reading:
    """Snapshots of one kind of unit under one framework, as one reader sees them."""

    def __init__(self, rule: FrameworkRule, kind: str, *, named: bool) -> None:
        self.rule, self.named = rule, named
        self.due = [{each.indicator for each in due_at(part, kind)} for part in rule.parts]

    def month(self, snapshot: Snapshot, run: Run) -> Month:
        names = run.indicators
        hidden = {
            name
            for name, withheld in zip(names, snapshot.withheld, strict=True)
            if withheld and not self.named
        }
        return Month(
            run=run,
            snapshot=snapshot,
            rule=self.rule,
            values=_told(names, snapshot.values, hidden),
            scores=_told(names, snapshot.scores, hidden),
            parts=self._parts(snapshot.parts, hidden),
        )

    def _parts(self, scores: Sequence[float] | None, hidden: set[str]) -> Numbers:
        if scores is None:
            return {}
        # One part that is withheld could be told from the composite and the others.
        closed = [bool(due & hidden) for due in self.due]
        first = len(self.rule.dimensions)
        closed += [any(closed[:first]), any(closed[first:])]
        codes = [*(part.code for part in self.rule.parts), *COMPOSITES]
        return _told(codes, scores, set(compress(codes, closed)))


def _told(names: Sequence[str], numbers: Sequence[float], hidden: set[str]) -> Numbers:
    return {
        name: None if name in hidden or isnan(number) else number
        for name, number in zip(names, numbers, strict=True)
    }
