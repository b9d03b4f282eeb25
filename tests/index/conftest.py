"""Zones with an index: a small one to change, and the demo's with a year of months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from pytest_django.plugin import DjangoDbBlocker

import database
import world as worlds
from gongjiang.demo.index_months import write_months
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.index.indicators import INDICATORS
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.services.defaults import install_framework
from gongjiang.index.services.runs import Asked, run_index
from gongjiang.kernel.home import Home
from gongjiang.lake import services as lake
from gongjiang.people.actors import SYSTEM
from lake.conftest import wait_for_other_tests

MONTHS = 12

RunIndex = Callable[..., Run]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def governed(committing_db: str) -> worlds.World:
    """A small zone with the rules and the framework an installation starts with, committed."""
    world = worlds.make_world()
    install_defaults(actor=SYSTEM, on=worlds.TODAY)
    install_framework(actor=SYSTEM, on=worlds.TODAY)
    return world


@pytest.fixture
def run(home: Home, request: pytest.FixtureRequest) -> RunIndex:
    """Syncs the lake with all that was committed, and runs the index for a day.

    It counts the indicators that the module names as those it is about (`COUNTED`), or is told;
    unsaid, all of them.
    """
    about = getattr(request.module, "COUNTED", tuple(INDICATORS))

    def done(
        day: date = worlds.TODAY,
        *,
        known_at: datetime | None = None,
        engine: str = "duckdb",
        counted: Sequence[str] = about,
    ) -> Run:
        wait_for_other_tests()
        lake.sync(home)
        kept = {name: each for name, each in INDICATORS.items() if name in counted}
        with patch.dict(INDICATORS, kept, clear=True):
            [found] = run_index(home, Asked((day,), known_at, engine), at=worlds.NOON)
        return found

    return done


@pytest.fixture(scope="session")
def indexed_database(
    demo_database: str,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Home]]:
    """The demo zone of 800 workers with its lake and twelve months of index, made once."""
    home = Home(tmp_path_factory.mktemp("indexed") / "home")
    with (
        django_db_blocker.unblock(),
        database.copied(demo_database, f"{worker_id}_indexed") as name,
    ):
        with database.pointed_at(name):
            wait_for_other_tests()
            lake.sync(home)
            write_months(home, months=MONTHS)
        yield name, home


@pytest.fixture
def indexed_zone(
    indexed_database: tuple[str, Home], django_db_blocker: DjangoDbBlocker
) -> Iterator[Home]:
    """Every connection opens it; its home. Other tests share it: change nothing in it."""
    name, home = indexed_database
    with django_db_blocker.unblock(), database.pointed_at(name):
        yield home


def snapshot(run: Run, unit_id: int) -> Snapshot:
    return Snapshot.objects.get(run_id=run.id, unit_id=unit_id)


def value(run: Run, unit_id: int, indicator: str) -> float:
    return snapshot(run, unit_id).values[run.indicators.index(indicator)]


def sums(run: Run, unit_id: int, indicator: str) -> list[int]:
    """The counts of one indicator, in the order of its parts."""
    start = 0
    for each in run.definitions:
        end = start + len(each["parts"])
        if each["id"] == indicator:
            return snapshot(run, unit_id).sums[start:end]
        start = end
    raise KeyError(indicator)
