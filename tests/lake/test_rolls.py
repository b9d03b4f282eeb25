"""A roll from the lake is the roll the ledger tells, on any day, as known at any moment."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from pyarrow import parquet
from pytest_django.plugin import DjangoDbBlocker

import database
from gongjiang.kernel.home import Home
from gongjiang.lake import queries, services
from gongjiang.lake.census import month_ends
from gongjiang.lake.queries import NoLake
from gongjiang.ledger.facts import all_fact_classes
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.ledger.queries import live, recorded
from gongjiang.ledger.services import annul, correct
from gongjiang.people.queries.roll import replayed
from lake.conftest import Sync, wait_for_other_tests
from lake.reading import ROLL, Rows, rows
from world import TODAY, make_worker, make_world

SEEDS = 12
FIRST = date(2017, 6, 1)


@pytest.fixture(scope="module")
def corrected_zone(
    demo_database: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Home]:
    """A demo zone in which dozens of facts were corrected or annulled at random, and its lake."""
    home = Home(tmp_path_factory.mktemp("home"))
    with (
        django_db_blocker.unblock(),
        database.clone(demo_database, f"{home.path.name}_corrected"),
    ):
        chance = random.Random(2022)
        for fact in (Hired, Moved, Left, InternBecameEmployee, *[Hired] * 3, *[Moved] * 3):
            for number, entry in enumerate(
                chance.sample(sorted(live().filter(kind=fact.kind), key=lambda e: e.id), 6)
            ):
                put_right(entry, chance) if number else annul(entry.id, reason="A slip.", by=None)
        wait_for_other_tests()
        services.sync(home, on=TODAY)
        yield home


def put_right(entry, chance: random.Random) -> None:
    """Move a fact to another day, by a correction."""
    said = recorded(entry)
    correct(
        entry.id,
        said.fact,
        by=None,
        person=said.person_id,
        unit=said.unit_id,
        enterprise=said.enterprise_id,
        on=said.occurred_on + timedelta(days=chance.randint(-400, 100)),
    )


def from_ledger(day: date, known_at: datetime | None) -> Rows:
    roll = replayed(day, known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(ROLL)} FROM ({roll.sql}) AS roll", roll.params)
        return sorted(cursor.fetchall(), key=repr)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_roll_is_what_the_ledger_replays(corrected_zone: Home, seed: int):
    chance = random.Random(seed)
    day = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days + 1))
    moments = sorted(live().values_list("recorded_at", flat=True))
    known_at = chance.choice([None, *chance.sample(moments, 3), moments[-1]])

    with queries.opened(corrected_zone) as lake:
        assert rows(lake, lake.roll(on=day, known_at=known_at), *ROLL) == from_ledger(day, known_at)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_facts_that_count_are_those_of_the_ledger(corrected_zone: Home, seed: int):
    chance = random.Random(seed)
    day = chance.choice([None, FIRST + timedelta(days=chance.randrange(2000))])
    moments = sorted(live().values_list("recorded_at", flat=True))
    known_at = chance.choice([None, *chance.sample(moments, 3)])

    with queries.opened(corrected_zone) as lake:
        for kind, fact in all_fact_classes().items():
            if kind == "ledger.entry.annulled":
                continue
            ours = lake.live(fact, on=day, known_at=known_at)
            theirs = live(on=day, known_at=known_at).filter(kind=kind)
            columns = ("id", "occurred_on", "person_id", "unit_id", "enterprise_id", "actor_id")
            assert rows(lake, ours, *columns) == sorted(theirs.values_list(*columns), key=repr)


def test_the_census_is_the_roll_of_each_month_end(corrected_zone: Home):
    days = [date(2017, 12, 31), date(2020, 2, 29), date(2022, 10, 31)]

    with queries.opened(corrected_zone) as lake:
        census = lake.census(days)
        for day in days:
            assert rows(lake, census.filter(census.day == day), *ROLL) == from_ledger(day, None)


def test_the_census_of_a_day_that_is_no_month_end_is_refused(corrected_zone: Home):
    with queries.opened(corrected_zone) as lake:
        with pytest.raises(NoLake, match="2022-11-28"):
            lake.census([TODAY])
        with pytest.raises(NoLake, match="2022-11-30"):
            lake.census([date(2022, 11, 30)])


@pytest.mark.commits
def test_a_correction_dated_in_the_past_mends_the_months_it_touches(home: Home, sync: Sync):
    world = make_world()
    employment = make_worker(world.a, on=date(2020, 3, 16))
    sync()
    entry = live().get(kind=Hired.kind, subject_id=employment.id)

    correct(
        entry.id,
        recorded(entry).fact,
        by=None,
        person=entry.person_id,
        unit=entry.unit_id,
        enterprise=entry.enterprise_id,
        on=date(2020, 6, 2),
    )
    before = files_of_years(home)
    sync()
    after = files_of_years(home)

    with queries.opened(home) as lake:
        census = lake.census(month_ends(date(2020, 3, 1), date(2020, 7, 31)))
        found = rows(lake, census.filter(census.employment_id == employment.id), "day", "since")
    assert found == [
        (date(2020, 6, 30), date(2020, 6, 2)),
        (date(2020, 7, 31), date(2020, 6, 2)),
    ]
    changed = {year for year, path in after.items() if before[year] != path}
    assert changed == {2020, 2021, 2022}


def files_of_years(home: Home) -> dict[int, str]:
    manifest = queries.Manifest.read(home.lake)
    assert manifest is not None
    assert manifest.census is not None
    return {year: file.path for year, file in manifest.census.years.items()}


@pytest.mark.commits
def test_who_is_hired_today_changes_no_month_end_of_the_past(home: Home, sync: Sync):
    world = make_world()
    sync()
    before = files_of_years(home)

    make_worker(world.a, on=TODAY)
    sync()

    assert files_of_years(home) == before


@pytest.mark.commits
def test_the_lake_knows_units_and_of_persons_birth_year_and_sex_alone(home: Home, sync: Sync):
    world = make_world()
    person = make_worker(world.a, name="绝密姓名").person
    sync()

    with queries.opened(home) as lake:
        assert (person.id, 1990, "MALE") in rows(lake, lake.persons)
        assert (world.a.team.id, "ADMINISTRATIVE", "TEAM", world.a.team.opened_on, None) in rows(
            lake, lake.units
        )
        assert (world.a.enterprise.id, "NON_PUBLIC", "C3825", False, False) in rows(
            lake, lake.enterprises
        )
        above = lake.ancestry.filter(lake.ancestry.descendant_id == world.a.team.id)
        assert [depth for (depth,) in rows(lake, above, "depth")] == [0, 1, 2, 3, 4, 5]
    assert "绝密姓名" not in texts(home)
    assert "操作工" not in texts(home)
    assert "REGULAR" in texts(home)


def texts(home: Home) -> set[str]:
    """Every text in every file."""
    found: set[str] = set()
    for path in home.lake.rglob("*.parquet"):
        table = parquet.read_table(path)
        for name, column in zip(table.column_names, table.columns, strict=True):
            if table.schema.field(name).type == "string":
                found.update(column.unique().to_pylist())
    return found
