"""What every test may ask for."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

import browser
import database
import world as worlds
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.story import build_zone, finish_zone
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.ops import postgres
from gongjiang.ops.postgres import cluster
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from thoroughness import EVERYTHING
from zones import DEMO_PLAN

# Databases and lakes are made and dropped by the hundred, and none outlives the machine.
LOST_WITH_THE_MACHINE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
A_SAMPLE = "Of what is asked in many combinations, a sample was asked; .ci/run asks all."
NO_BROWSER = "No Chromium was found: the journeys (tests/journeys) did NOT run."


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run; what the full build must run is never left out."""
    left_out = [item for item in items if _is_left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        _open_the_world_first(item)


def _open_the_world_first(item: pytest.Item) -> None:
    """A test of the small zone opens its database before its transaction begins."""
    names: list[str] = getattr(item, "fixturenames", [])
    commits = item.get_closest_marker("commits") or "committing_db" in names
    if "world" in names and "world_opened" not in names and not commits:
        names.insert(0, "world_opened")


def _is_left_out(item: pytest.Item) -> bool:
    if item.get_closest_marker("full_machine"):
        return not EVERYTHING
    return bool(item.get_closest_marker("journey")) and not (
        browser.chromium() or browser.is_required()
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not browser.chromium():
        terminalreporter.section("journeys", sep="!", red=True, bold=True)
        terminalreporter.line(NO_BROWSER, red=True, bold=True)
    if not EVERYTHING:
        terminalreporter.line(A_SAMPLE)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    with patch.object(os, "fsync"):
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser for journeys."""
    path = browser.chromium()
    assert path, NO_BROWSER
    return path


@pytest.fixture(scope="session")
def template_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The server runs, and a migrated template is there."""
    with ExitStack() as stack, django_db_blocker.unblock():
        with patch.dict(cluster.SETTINGS, LOST_WITH_THE_MACHINE):
            stack.enter_context(postgres.running(settings.HOME))
        yield database.template()


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """Ordinary tests share a clone; each one's transaction is rolled back."""
    with django_db_blocker.unblock(), database.clone(template_database, worker_id):
        yield


@pytest.fixture
def committing_db(
    template_database: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """A fresh database for one test that commits: its name. Every connection opens it."""
    with (
        django_db_blocker.unblock(),
        database.clone(template_database, f"{worker_id}_commits") as name,
    ):
        yield name


@pytest.fixture(autouse=True)
def _database_of_a_committing_test(request: pytest.FixtureRequest) -> None:
    """The mark `commits` asks for committing_db."""
    if request.node.get_closest_marker("commits"):
        request.getfixturevalue("committing_db")


@pytest.fixture
def other_process(committing_db: str) -> dict[str, str]:
    """The environment with which another process opens this test's database."""
    return {
        "GONGJIANG_HOME": str(settings.HOME.path),
        "DATABASE_URL": database.address("default"),
        "DATABASE_OWNER_URL": database.address("owner"),
    }


@pytest.fixture(scope="session")
def built_world(
    django_db_setup: None,
    template_database: str,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[tuple[str, worlds.World]]:
    """The small zone, built once: the name of its database, and what is in it."""
    with (
        django_db_blocker.unblock(),
        database.copied(template_database, f"{worker_id}_world") as name,
    ):
        with database.pointed_at(name):
            world = worlds.make_world()
        yield name, world


@pytest.fixture
def world_opened(
    built_world: tuple[str, worlds.World], django_db_blocker: DjangoDbBlocker
) -> Iterator[worlds.World]:
    """Every connection opens the small zone; this test's own objects of it."""
    name, world = built_world
    with django_db_blocker.unblock(), database.pointed_at(name):
        yield copy.deepcopy(world)


@pytest.fixture
def world(request: pytest.FixtureRequest, db: None) -> worlds.World:
    """A small zone; where a test commits, in a database of its own."""
    if "world_opened" in request.fixturenames:
        opened: worlds.World = request.getfixturevalue("world_opened")
        return opened
    return worlds.make_world()


@pytest.fixture
def defaults(world: worlds.World) -> list[RuleSet]:
    """The rules an installation starts with, in force."""
    return install_defaults(actor=SYSTEM, on=worlds.TODAY)


@pytest.fixture
def reformer(world: worlds.World) -> Person:
    """Somebody in the zone's reform office."""
    person = worlds.make_person("产改办")
    appoint(
        person=person, role=Role.REFORM_OFFICE, unit=world.zone, actor=SYSTEM, on=worlds.OPENING
    )
    return person


@pytest.fixture
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where attachments lie, for one test."""
    folder = tmp_path / "files"
    monkeypatch.setattr(settings, "MEDIA_ROOT", folder)
    return folder


@pytest.fixture(scope="session")
def demo_database(
    template_database: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """A demo zone of 800 workers, built once: the name of its database. Copy it to change it."""
    with (
        django_db_blocker.unblock(),
        database.copied(template_database, f"{worker_id}_demo") as name,
    ):
        with database.pointed_at(name):
            build_zone(DEMO_PLAN)
            finish_zone()
        yield name


@pytest.fixture
def demo_zone(
    demo_database: str, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every connection opens the demo zone, on the day on which it stands still.

    Other tests share it: change nothing in it.
    """
    monkeypatch.setattr(settings, "TODAY", AS_OF)
    with django_db_blocker.unblock(), database.pointed_at(demo_database):
        yield
