"""A backup is one file of one moment; what it becomes elsewhere is equal, or is not there."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

import database
from gongjiang.kernel.home import Home
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.keyring import Keyring
from gongjiang.ledger.queries import live
from gongjiang.ops import backup
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.postgres import NotWhole, running
from gongjiang.people.models import Person, Session
from world import make_person, make_world

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)

pytestmark = pytest.mark.commits


@pytest.fixture(autouse=True)
def _database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Homes of these tests keep files only; the database is the one the connections open."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://in.use/already")


@pytest.fixture
def keyring() -> Keyring:
    return Keyring.load(settings.HOME.keys)


@pytest.fixture
def zone(committing_db: str, tmp_path: Path) -> Home:
    """A small zone with a file, a session and a job that waits."""
    make_world()
    make_person("王工", phone="13900000001")
    Session.objects.create(session_key="signed-in", session_data="", expire_date=NOON)
    defer("ops.tidy")
    home = Home(tmp_path / "zone")
    for name, text in (("ab/cd/abcd", "picture"), ("draft-1", "half a picture")):
        (home.files / name).parent.mkdir(parents=True, exist_ok=True)
        (home.files / name).write_text(text)
    return home


@pytest.fixture
def taken(zone: Home, keyring: Keyring, tmp_path: Path) -> Path:
    path = tmp_path / "zone.zip"
    backup.take(path, home=zone, keyring=keyring, at=NOON)
    return path


@pytest.fixture
def elsewhere(taken: Path, worker_id: str, tmp_path: Path) -> Iterator[Home]:
    """An empty home, and every connection opens an empty database."""
    with database.copied("template0", f"{worker_id}_elsewhere") as name, database.pointed_at(name):
        home = Home(tmp_path / "elsewhere")
        home.path.mkdir()
        yield home


def copy_of(path: Path, changed: str, to: bytes) -> Path:
    """The backup with one piece replaced."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, to if name == changed else old.read(name))
    return other


def test_a_restored_zone_is_equal_to_the_one_that_was_backed_up(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    backup.restore(taken, home=elsewhere, keyring=keyring)

    assert Person.objects.filter(name="王工").exists()
    assert not check_everything().broken
    assert (elsewhere.files / "ab/cd/abcd").read_text() == "picture"
    assert not (elsewhere.files / "draft-1").exists()
    assert [job.task_name for job in ProcrastinateJob.objects.filter(status="todo")] == ["ops.tidy"]
    # Whoever was signed in signs in again.
    assert not Session.objects.exists()
    # A second backup of the restored zone says the same of every table.
    again = backup.take(taken.with_name("again.zip"), home=elsewhere, keyring=keyring, at=NOON)
    with zipfile.ZipFile(taken) as first:
        assert backup.Manifest.from_bytes(first.read("manifest.json")) == again


def test_guards_and_sequences_stand_as_before_and_facts_belong_to_the_restore(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    backup.restore(taken, home=elsewhere, keyring=keyring)

    before = list(Person.objects.values_list("id", flat=True))
    assert make_person("新人").id > max(before)
    with connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE ledger_entry SET kind = 'x'")
        with database.as_owner(), pytest.raises(ProgrammingError, match="append-only"):
            connection.cursor().execute("UPDATE ledger_entry SET kind = 'x'")
    # A moment is history; a transaction's id is this cluster's own.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT recorded_xid), bool_or(recorded_at > now()) FROM ledger_entry"
        )
        assert cursor.fetchone() == (1, False)


def test_a_backup_is_of_one_moment_while_the_zone_is_in_use(
    zone: Home, keyring: Keyring, tmp_path: Path
) -> None:
    def somebody_joins(part: str) -> None:
        if part == "django_content_type":
            thread = threading.Thread(target=_commit_a_person)
            thread.start()
            thread.join()

    persons = Person.objects.count()
    made = backup.take(
        tmp_path / "busy.zip", home=zone, keyring=keyring, at=NOON, tell=somebody_joins
    )

    assert Person.objects.count() == persons + 1
    assert made.tables["people_person"].rows == persons


def _commit_a_person() -> None:
    make_person("后来的人")
    connection.close()


def test_a_backup_holds_fingerprints_and_no_key(taken: Path, keyring: Keyring) -> None:
    with zipfile.ZipFile(taken) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())

    for keys in keyring.keys.values():
        for key in keys:
            assert key.secret not in everything
            assert key.secret.hex().encode() not in everything
    assert taken.stat().st_mode & 0o777 == 0o600


def test_a_backup_never_overwrites_a_file(taken: Path, zone: Home, keyring: Keyring) -> None:
    with pytest.raises(backup.CannotWrite):
        backup.take(taken, home=zone, keyring=keyring, at=NOON)


def test_other_keys_are_refused_before_anything_is_written(taken: Path, elsewhere: Home) -> None:
    with pytest.raises(backup.WrongKeys, match="encryption"):
        backup.restore(taken, home=elsewhere, keyring=Keyring.generate())

    assert list(elsewhere.path.iterdir()) == []


def test_keys_rotated_since_the_backup_restore_it(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    rotated = keyring.rotated("encryption").rotated("lookup").rotated("signature")

    backup.restore(taken, home=elsewhere, keyring=rotated)

    assert live().exists()


@contextmanager
def refused_as_damaged(home: Home) -> Iterator[None]:
    with pytest.raises(backup.Damaged):
        yield
    assert list(home.path.iterdir()) == []


def test_a_damaged_backup_is_told_and_not_restored(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    whole = taken.read_bytes()
    middle = len(whole) // 3
    for name, damaged in (
        ("cut short", whole[:-1000]),
        ("one bit", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]),
        ("something else", b"PK\x03\x04 not a backup"),
        ("empty", b""),
    ):
        file = taken.with_name(name)
        file.write_bytes(damaged)
        with refused_as_damaged(elsewhere):
            backup.restore(file, home=elsewhere, keyring=keyring)


def test_a_backup_that_somebody_changed_is_told_and_not_restored(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    for name in ("tables/people_person.copy", "manifest.json", "manifest.sig", "files/ab/cd/abcd"):
        with zipfile.ZipFile(taken) as archive:
            piece = archive.read(name)
        changed = piece.replace("王工".encode(), "王二".encode()).replace(b"e", b"f")
        assert changed != piece
        with refused_as_damaged(elsewhere):
            backup.restore(copy_of(taken, name, changed), home=elsewhere, keyring=keyring)


def test_nothing_is_restored_over_an_installation(
    taken: Path, zone: Home, elsewhere: Home, keyring: Keyring
) -> None:
    backup.restore(taken, home=elsewhere, keyring=keyring)

    for home in (zone, elsewhere):
        with pytest.raises(backup.NotEmpty):
            backup.restore(taken, home=home, keyring=keyring)


def test_a_restore_killed_anywhere_leaves_no_home_and_is_said_again(
    taken: Path, elsewhere: Home, keyring: Keyring
) -> None:
    keyring.save(elsewhere.keys)
    environment = {
        **os.environ,
        "GONGJIANG_HOME": str(elsewhere.path),
        "DATABASE_URL": database.address("default"),
        "DATABASE_OWNER_URL": database.address("owner"),
    }
    environment.pop("DJANGO_SETTINGS_MODULE")
    command = [sys.executable, "-m", "gongjiang.cli"]
    for seconds in (0.0, 0.5, 1.5):
        with subprocess.Popen(
            [*command, "restore", str(taken)], env=environment, stderr=subprocess.DEVNULL
        ) as process:
            until = time.monotonic() + 60
            while not elsewhere.restoring.exists():
                assert process.poll() is None
                assert time.monotonic() < until
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        if elsewhere.restoring.exists():
            with pytest.raises(NotWhole, match="not whole"), running(elsewhere):
                pass
        else:
            break
    was_whole = not elsewhere.restoring.exists()
    done = subprocess.run(
        [*command, "restore", str(taken)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    # The last of them may have come to its end before it was killed.
    assert done.returncode == (1 if was_whole else 0)
    assert not elsewhere.restoring.exists()
    assert not check_everything().broken
    with io.BytesIO(taken.read_bytes()) as file, zipfile.ZipFile(file) as archive:
        expected = backup.Manifest.from_bytes(archive.read("manifest.json"))
    again = backup.take(taken.with_name("again.zip"), home=elsewhere, keyring=keyring, at=NOON)
    assert again.ledger == expected.ledger
