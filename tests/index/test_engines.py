"""DuckDB and Spark give the same index."""

from __future__ import annotations

import numpy as np
import pytest

from gongjiang.demo.seasons import AS_OF
from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.index.canonical import CANONICAL
from gongjiang.index.publication import Finding, findings
from gongjiang.index.records import Question, Records
from gongjiang.kernel.home import Home
from gongjiang.lake.queries import EngineName, opened

SAME = 1e-9


def found_by(home: Home, engine: EngineName) -> Finding:
    question = Question((AS_OF,), industrial=industrial_worker_definitions())
    with opened(home, engine) as lake:
        return findings(Records(lake, question), {AS_OF: CANONICAL})[AS_OF]


@pytest.mark.full_machine
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_both_engines_find_the_same_of_every_unit(indexed_zone: Home):
    duckdb, spark = found_by(indexed_zone, "duckdb"), found_by(indexed_zone, "spark")

    assert len(duckdb.unit) > 100
    for one, other in zip(duckdb.columns(), spark.columns(), strict=True):
        if one.dtype.kind == "f":
            assert np.allclose(one, other, rtol=0, atol=SAME, equal_nan=True)
        else:
            assert np.array_equal(one, other)
