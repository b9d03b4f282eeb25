"""Whether a published run is what it says: from its own sums, and from the records once more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.index.indicators import INDICATORS
from gongjiang.index.measuring import told_values
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.publication import findings
from gongjiang.index.records import Question, Records
from gongjiang.index.scoring import scores_of
from gongjiang.index.services.runs import definitions, inputs_digest, outputs_digest
from gongjiang.kernel.home import Home
from gongjiang.lake.queries import EngineName, opened
from gongjiang.orgs.models import Unit


class Outcome(StrEnum):
    HOLDS = "HOLDS"
    """The records of its day and moment give the same numbers, bit for bit."""
    RESTS_ON_ITS_SUMS = "RESTS_ON_ITS_SUMS"
    """Its numbers follow from the sums kept with it; what is not a fact has changed since: a tree,
    a year of birth, an enterprise's industry, or a definition."""
    BROKEN = "BROKEN"
    """Its numbers do not follow from its sums, or the same records give other numbers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    run: Run
    outcome: Outcome


def verify_run(home: Home, run: Run, *, engine: EngineName = "duckdb") -> Verdict:
    """Compute a run once more, as known at its moment, and compare.

    Raises:
        NoLake: nothing was synced yet.
    """
    if run.definitions != definitions():
        return Verdict(run, Outcome.RESTS_ON_ITS_SUMS)
    if not follows_from_its_sums(run):
        return Verdict(run, Outcome.BROKEN)
    question = Question((run.day,), run.known_at, industrial_worker_definitions())
    with opened(home, engine) as lake:
        of_lake = lake.digest(on=run.day, known_at=run.known_at)
        if inputs_digest(of_lake, run.day, run.framework) != run.inputs_digest:
            return Verdict(run, Outcome.RESTS_ON_ITS_SUMS)
        found = findings(Records(lake, question), {run.day: run.rule()})
    again = outputs_digest(found[run.day].columns()) if run.day in found else ""
    return Verdict(run, Outcome.HOLDS if again == run.outputs_digest else Outcome.BROKEN)


def follows_from_its_sums(run: Run) -> bool:
    """Whether a run's numbers are what its sums give, and none was changed; two queries.

    Asked of a run whose definitions are those of this program.
    """
    rows = Snapshot.objects.filter(run_id=run.id).order_by("unit_id")
    kept = list(rows.values_list("unit_id", "people", "sums", "withheld"))
    if len(kept) != run.units or not kept:
        return False
    units, people, sums, withheld = (np.array(column) for column in zip(*kept, strict=True))
    kinds = dict(Unit.objects.filter(id__in=units.tolist()).values_list("id", "kind"))
    kind = np.array([kinds.get(unit, "") for unit in units.tolist()], dtype=np.str_)
    values = _values(sums.astype(np.int64), kind)
    scores = scores_of(run.rule(), run.indicators, kind, values)
    stored = np.array(rows.values_list("values", flat=True), dtype=np.float64)
    same = np.array_equal(stored, values, equal_nan=True)
    columns: list[NDArray[Any]] = [
        units.astype(np.int64),
        people.astype(np.int64),
        sums.astype(np.int64),
        values,
        scores.indicators,
        scores.parts,
        withheld,
    ]
    return same and outputs_digest(columns) == run.outputs_digest


def _values(sums: NDArray[np.int64], kinds: NDArray[np.str_]) -> NDArray[np.float64]:
    columns, start = [], 0
    for indicator in INDICATORS.values():
        width = len(indicator.parts)
        columns.append(told_values(indicator, sums[:, start : start + width], kinds))
        start += width
    return np.column_stack(columns)
