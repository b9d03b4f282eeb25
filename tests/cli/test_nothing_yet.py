"""A command that reads a home which holds nothing yet says so in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker
from typer.testing import CliRunner

import database
from gongjiang.cli.commands import app

READERS = (
    ["figures"],
    ["figures", "--json", "--open", "1"],
    ["fsck"],
    ["jobs", "list"],
    ["jobs", "retry", "1"],
    ["lake", "sync"],
    ["lake", "rebuild"],
    ["index", "run"],
    ["index", "verify"],
    ["roster", "undo", "x", "--reason", "x"],
    ["backup", "FILE"],
)
EMPTY = "This home's database holds nothing yet. Prepare it: gongjiang migrate"
CHINESE = "此数据目录的数据库还没有任何内容。请先准备：gongjiang migrate"
OLDER = "The database is older than this program. Bring it up to date: gongjiang migrate"


@pytest.fixture(scope="module")
def empty_database(
    template_database: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    with django_db_blocker.unblock(), database.copied("template0", f"{worker_id}_empty") as name:
        yield name


@pytest.fixture
def _nothing_yet(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), database.pointed_at(empty_database):
        yield


@pytest.mark.parametrize("command", READERS, ids=" ".join)
@pytest.mark.usefixtures("_nothing_yet")
def test_a_home_that_was_never_migrated_is_told(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    words = [str(tmp_path / "backup.zip") if word == "FILE" else word for word in command]

    done = CliRunner().invoke(app, words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip() in {EMPTY, CHINESE}
    assert not (tmp_path / "backup.zip").exists()


@pytest.mark.commits
def test_a_database_that_lacks_a_migration_is_told():
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations"
            " WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'people')"
        )

    done = CliRunner().invoke(app, ["figures", "--lang", "en"])

    assert (done.exit_code, done.stderr.strip()) == (1, OLDER)
