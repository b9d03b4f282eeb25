"""What a run finds for each day: a row per unit, ready to be published or compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gongjiang.index.disclosure import withheld_values
from gongjiang.index.framework import FrameworkRule
from gongjiang.index.measuring import Ints, all_counted, of_days, places
from gongjiang.index.records import Records
from gongjiang.index.rules.coherence import correlations
from gongjiang.index.rules.normalise import Flags, Floats
from gongjiang.index.scoring import scores_of
from gongjiang.orgs.models import UnitKind

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Finding:
    """The columns of a day's snapshots, in the order of unit ids.

    Attributes:
        association: r of each dimension with each force over the enterprises; None: too few.
    """

    day: date
    unit: Ints
    people: Ints
    sums: Ints
    values: Floats
    scores: Floats
    parts: Floats
    withheld: Flags
    association: list[list[float | None]] | None

    def columns(self) -> list[NDArray[Any]]:
        return [
            self.unit,
            self.people,
            self.sums,
            self.values,
            self.scores,
            self.parts,
            self.withheld,
        ]


def findings(records: Records, rules: Mapping[date, FrameworkRule]) -> dict[date, Finding]:
    """Everything a run of several days finds; days on which nobody is at work are left out.

    Args:
        rules: for each day asked for, the framework in force on it.
    """
    days = records.question.days
    everywhere = places(records)
    there = of_days(everywhere, days)
    counts = all_counted(records, there)
    withheld = withheld_values(everywhere, there, counts, days)
    sums = np.column_stack([each.sums for each in counts])
    values = np.column_stack([each.values for each in counts])
    measured = [each.indicator.definition.id for each in counts]
    found = {}
    for at in np.unique(there.at):
        rows = np.flatnonzero(there.at == at)
        day = date.fromordinal(EPOCH + int(at))
        kinds, rule = there.kind[rows], rules[day]
        scores = scores_of(rule, measured, kinds, values[rows])
        found[day] = Finding(
            day=day,
            unit=there.unit[rows],
            people=there.people[rows],
            sums=sums[rows],
            values=values[rows],
            scores=scores.indicators,
            parts=scores.parts,
            withheld=withheld[rows],
            association=_association(rule, scores.parts[kinds == UnitKind.ENTERPRISE.value]),
        )
    return found


def _association(rule: FrameworkRule, parts: Floats) -> list[list[float | None]] | None:
    """How each dimension goes with each force over units; their composites are never added up."""
    first, last = len(rule.dimensions), len(rule.parts)
    table = correlations(parts[:, :first], parts[:, first:last])
    if np.isnan(table).all():
        return None
    return [[None if np.isnan(r) else float(r) for r in row] for row in table]
