"""Whether the indicators that make a dimension or force belong together, over enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from gongjiang.index.framework import Part
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.rules.coherence import cronbach_alpha, pulling_apart
from gongjiang.orgs.models import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two indicators of a part that pull against each other, so that they cancel out."""

    one: str
    other: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Coherence:
    """Of one part.

    Attributes:
        alpha: Cronbach's; None where fewer than two indicators have scores.
        opposed: pairs to warn about.
    """

    part: Part
    alpha: float | None
    opposed: Sequence[Opposed]


def coherence_of(run: Run, parts: Sequence[Part]) -> list[Coherence]:
    """Of each of these dimensions and forces, by the scores of a run; one query.

    Args:
        parts: as they stand in whatever version: indicators that the run did not measure are
            left out.
    """
    enterprises = Unit.objects.filter(kind=UnitKind.ENTERPRISE).values("id")
    rows = Snapshot.objects.filter(run_id=run.id, unit_id__in=enterprises)
    stored = list(rows.values_list("scores", flat=True))
    scores = np.array(stored, dtype=np.float64).reshape(len(stored), len(run.indicators))
    found = []
    for part in parts:
        ids = [each.indicator for each in part.indicators if each.indicator in run.indicators]
        table = scores[:, [run.indicators.index(name) for name in ids]]
        alpha = cronbach_alpha(table)
        opposed = [Opposed(ids[p.one], ids[p.other], p.correlation) for p in pulling_apart(table)]
        found.append(Coherence(part, None if isnan(alpha) else alpha, opposed))
    return found
