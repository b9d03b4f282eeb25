"""Spark gives the answers that DuckDB gives, from the same expressions over the same files."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.home import Home
from gongjiang.lake import queries, spark
from gongjiang.lake.facts import kinds
from gongjiang.lake.spark import NoSpark
from gongjiang.ledger.facts.people import Hired
from gongjiang.ledger.queries import live, recorded
from gongjiang.ledger.services import annul, correct
from lake.conftest import Sync
from lake.reading import Rows, rows
from world import TODAY, make_worker, make_world

pytestmark = pytest.mark.commits


@pytest.fixture
def corrected(home: Home, sync: Sync) -> Home:
    """A small zone with a correction and an annulment, and its lake."""
    world = make_world()
    wrong, slip = (make_worker(world.a, name=name) for name in ("甲", "乙"))
    make_worker(world.b, kind="INTERN")
    entry = live().get(kind=Hired.kind, subject_id=wrong.id)
    correct(
        entry.id,
        recorded(entry).fact,
        by=None,
        person=entry.person_id,
        unit=world.a.other_team.id,
        enterprise=entry.enterprise_id,
        on=date(2020, 6, 2),
    )
    annul(live().get(kind=Hired.kind, subject_id=slip.id).id, reason="A slip.", by=None)
    sync()
    return home


def answers(home: Home, engine: queries.EngineName) -> dict[str, tuple[object, Rows]]:
    """What is asked of both, with the types of the columns."""
    known_at = min(live().values_list("recorded_at", flat=True))
    with queries.opened(home, engine=engine) as lake:
        hired = lake.live(Hired, on=TODAY)
        asked = {
            **{kind: lake.live(fact, on=TODAY) for kind, fact in kinds().items()},
            "units": lake.units,
            "ancestry": lake.ancestry,
            "persons": lake.persons,
            "roll": lake.roll(on=TODAY),
            "roll as known": lake.roll(on=TODAY, known_at=known_at),
            "census": lake.census([date(2020, 4, 30), date(2022, 10, 31)]),
            "counted": hired.group_by("employment_kind").agg(persons=hired.person_id.nunique()),
        }
        return {
            name: (lake.to_pyarrow(expression).schema, rows(lake, expression))
            for name, expression in asked.items()
        }


@pytest.mark.full_machine
# Java and Py4J leave their sockets to the end of the process; pandas is told so by Spark.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_spark_answers_as_duckdb_does(corrected: Home):
    in_process = answers(corrected, "duckdb")

    assert answers(corrected, "spark") == in_process
    assert len(in_process["roll"][1]) == 5
    with queries.opened(corrected) as lake, queries.opened(corrected, engine="spark") as same:
        assert lake.digest(on=TODAY) == same.digest(on=TODAY)


@pytest.mark.parametrize(
    ("missing", "remedy"), [("pyspark", "requirements/spark.txt"), ("java", "JAVA_HOME")]
)
def test_what_spark_lacks_is_said_in_a_sentence(
    home: Home, sync: Sync, monkeypatch: pytest.MonkeyPatch, missing: str, remedy: str
):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(spark, "find_spec", lambda name: None if name == missing else object())
    monkeypatch.setattr(spark.shutil, "which", lambda name: None if name == missing else name)
    sync()

    with pytest.raises(NoSpark, match=remedy), queries.opened(home, engine="spark"):
        pass
