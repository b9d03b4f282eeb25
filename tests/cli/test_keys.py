"""`gongjiang keys`: made once, rotated, and what older ones wrote is written anew."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings

from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.postgres import working
from gongjiang.people import identity
from gongjiang.people.models import Person
from homes import COMMAND, run
from world import make_person, make_world

PERSONS = 40


def test_keys_are_not_made_twice(home: Home):
    answer = run(home, "keys", "create")

    assert answer.returncode == 1
    assert "Keep them" in answer.stderr


def test_keys_are_not_rotated_over_a_database_that_is_not_there(home: Home):
    before = home.keys.read_bytes()

    answer = run(home, "keys", "rotate", "encryption")

    assert answer.returncode == 1
    assert "gongjiang migrate" in answer.stderr
    assert home.keys.read_bytes() == before


@pytest.mark.commits
def test_a_rotation_that_was_killed_goes_on_where_it_stopped(
    other_process: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_world()
    home = Home(tmp_path / "home")
    settings.KEYRING.save(home.keys)
    for number in range(PERSONS):
        make_person(f"工{number}", phone=f"1390000{number:04}")
    environment = {**os.environ, **other_process, "GONGJIANG_HOME": str(home.path)}
    environment.pop("DJANGO_SETTINGS_MODULE")

    def keys(*words: str) -> list[str]:
        return [*COMMAND, "keys", *words]

    with subprocess.Popen(
        keys("rotate", "encryption"), env=environment, stdout=subprocess.DEVNULL
    ) as killed:
        until = time.monotonic() + 60
        while len(Keyring.load(home.keys).keys["encryption"]) == 1:
            assert time.monotonic() < until
            time.sleep(0.001)
        killed.send_signal(signal.SIGKILL)
    subprocess.run(keys("rewrite"), env=environment, check=True, stdout=subprocess.DEVNULL)

    rotated = Keyring.load(home.keys)
    assert len(rotated.keys["encryption"]) == 2
    monkeypatch.setattr(settings, "KEYRING", rotated)
    persons = Person.objects.filter(name__startswith="工")
    assert len(persons) == PERSONS
    for person in persons:
        assert rotated.is_current(person.phone_cipher)
        opened = identity.open_sealed("phone", person.phone_cipher, owner=person.public_id)
        assert opened.startswith("1390000")


def test_keys_are_not_rotated_while_somebody_does_jobs(home: Home):
    before = home.keys.read_bytes()
    with working(home):
        answer = run(home, "keys", "rotate", "signature")

    assert answer.returncode == 1
    assert "stop that one first" in answer.stderr
    assert home.keys.read_bytes() == before
