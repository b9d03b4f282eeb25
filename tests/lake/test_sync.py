"""A sync misses nothing and takes nothing twice, whoever writes or is killed meanwhile."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import connections, transaction

from gongjiang.kernel.home import Home
from gongjiang.lake import queries, services
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.writing import MOST_SMALL_FILES
from gongjiang.ledger.facts.people import Hired, RoleAppointed
from gongjiang.ledger.queries import live
from gongjiang.ledger.services import annul, correct, record
from lake.conftest import Sync, wait_for_other_tests
from lake.reading import everything, ids
from ledger.facts_for_tests import hired
from world import TODAY

DAY = date(2022, 3, 1)
WRITERS = 4
FACTS_OF_A_WRITER = 60
SEEDS = 12
SOURCE = Path(__file__).resolve().parents[2] / "src"

pytestmark = pytest.mark.commits


def appointed(number: int) -> RoleAppointed:
    return RoleAppointed(appointment_id=number, role="HR")


def test_a_transaction_that_commits_late_is_still_taken(home: Home, sync: Sync):
    wrote, may_commit = threading.Event(), threading.Event()

    def write_and_wait() -> int:
        try:
            with transaction.atomic():
                entry = record(hired(1), person=1, unit=2, on=DAY)
                wrote.set()
                assert may_commit.wait(timeout=60)
                return entry
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as threads:
        late = threads.submit(write_and_wait)
        assert wrote.wait(timeout=60)
        quick = record(hired(2), person=2, unit=2, on=DAY)
        between = services.sync(home, on=TODAY)
        seen_meanwhile = ids(home, Hired.kind)
        may_commit.set()
        entry = late.result(timeout=60)
    after = sync()

    # The quick one began later: it is held back until whatever is older has ended.
    assert (between.entries, between.held_back, seen_meanwhile) == (0, 1, [])
    assert (after.entries, after.held_back) == (2, 0)
    assert ids(home, Hired.kind) == sorted([entry, quick])


def test_nothing_is_lost_or_taken_twice_while_many_write(home: Home, sync: Sync):
    done = threading.Event()

    def write(writer: int) -> None:
        chance = random.Random(writer)
        number = writer * FACTS_OF_A_WRITER
        left = FACTS_OF_A_WRITER
        try:
            while left:
                with transaction.atomic():
                    for _ in range(batch := min(left, chance.randint(1, 5))):
                        number += 1
                        record(appointed(number), person=number, unit=2, on=DAY)
                        done.wait(chance.random() / 50)
                    left -= batch
                    if chance.random() < 0.2:
                        transaction.set_rollback(True)
        finally:
            connections.close_all()

    syncs = []
    with ThreadPoolExecutor(max_workers=WRITERS) as threads:
        writers = [threads.submit(write, writer) for writer in range(WRITERS)]
        while not all(writer.done() for writer in writers):
            syncs.append(services.sync(home, on=TODAY))
        for writer in writers:
            writer.result()
    syncs.append(sync())

    in_the_ledger = sorted(live().values_list("id", flat=True))
    assert ids(home, RoleAppointed.kind) == in_the_ledger
    assert sum(one.entries for one in syncs) == len(in_the_ledger)
    assert sum(one.entries > 0 for one in syncs) > 1


def test_two_syncs_at_once_take_everything_once(home: Home):
    for number in range(20):
        record(appointed(number), person=number, unit=2, on=DAY)
    wait_for_other_tests()

    def sync_once(_: int) -> int:
        return services.sync(home, on=TODAY).entries

    with ThreadPoolExecutor(max_workers=3) as threads:
        taken = sorted(threads.map(sync_once, range(3)))

    assert taken == [0, 0, 20]
    assert len(ids(home, RoleAppointed.kind)) == 20


def test_a_lake_made_anew_is_the_lake_that_was_synced(home: Home, sync: Sync):
    entries = []
    for number in range(1, 30):
        entries.append(record(hired(number), person=number, unit=2, on=DAY))
        if number % 4 == 0:
            correct(entries[-2], hired(number - 1), person=number - 1, unit=5, on=TODAY, by=9)
        if number % 4 == 2:
            annul(entries[-2], reason="A slip.", by=9)
        if number % 3 == 0:
            sync()
    sync()
    synced = everything(home, TODAY)

    services.rebuild(home, on=TODAY)

    assert everything(home, TODAY) == synced


def test_small_files_are_merged_and_say_what_they_said(home: Home, sync: Sync):
    for number in range(1, 2 * MOST_SMALL_FILES + 4):
        record(appointed(number), person=number, unit=2, on=DAY)
        sync()
    manifest = Manifest.read(home.lake)

    assert manifest is not None
    assert len(manifest.tables["facts/people.role.appointed"]) <= MOST_SMALL_FILES
    assert len(ids(home, RoleAppointed.kind)) == 2 * MOST_SMALL_FILES + 3


def test_a_reader_goes_on_reading_what_was_there(home: Home, sync: Sync):
    record(appointed(1), person=1, unit=2, on=DAY)
    sync()

    with queries.opened(home) as lake:
        record(appointed(2), person=2, unit=2, on=DAY)
        services.rebuild(home, on=TODAY)
        services.sync(home, on=TODAY)
        seen = lake.to_pyarrow(lake.live(RoleAppointed)).num_rows

    assert seen == 1


# Reads seeds, and for each lets a child sync that kills itself: after so many files were put in
# their places, before or after the next one. It has done nothing itself that a fork could halve.
DYING = """
import os, random, sys
import django
django.setup()
from datetime import date
from pathlib import Path
from django.conf import settings
from gongjiang.lake import services

def mortal(seed):
    chance, replace = random.Random(seed), Path.replace
    left = chance.randrange(5)
    early = chance.random() < 0.5
    def replace_and_perhaps_die(self, target):
        nonlocal left
        if left == 0 and early:
            os.kill(os.getpid(), 9)
        answer = replace(self, target)
        if left == 0:
            os.kill(os.getpid(), 9)
        left -= 1
        return answer
    Path.replace = replace_and_perhaps_die

for seed in sys.stdin:
    pid = os.fork()
    if pid == 0:
        mortal(int(seed))
        services.sync(settings.HOME, on=date(2022, 11, 28))
        os._exit(0)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


def test_a_sync_that_was_killed_leaves_the_lake_as_it_was_or_as_it_should_be(
    home: Home, sync: Sync, other_process: dict[str, str]
):
    environment = {
        **os.environ,
        **other_process,
        "GONGJIANG_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "gongjiang.config.settings",
        "PYTHONPATH": str(SOURCE),
    }
    ends = []
    with subprocess.Popen(
        [sys.executable, "-c", DYING],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for seed in range(SEEDS):
            before = ids(home, Hired.kind) if seed else []
            entry = record(hired(seed), person=seed, unit=2, on=DAY)
            record(appointed(seed), person=seed, unit=2, on=DAY)
            wait_for_other_tests()
            print(seed, file=process.stdin, flush=True)
            ends.append(int(process.stdout.readline()))

            # Either all of the new facts are there, or none.
            if Manifest.read(home.lake) is not None:
                assert ids(home, Hired.kind) in (before, [*before, entry])
            sync()
            assert ids(home, Hired.kind) == ids_in_ledger(Hired.kind)
            # And the next sync removed what the killed one had left.
            sync()
            manifest = Manifest.read(home.lake)
            assert manifest is not None
            there = {p.relative_to(home.lake).as_posix() for p in home.lake.rglob("*.parquet")}
            assert there == manifest.paths()
            assert not list(home.lake.rglob("*.new"))
        process.stdin.close()
    assert set(ends) <= {0, 9}
    assert ends.count(9) > SEEDS / 2


def ids_in_ledger(kind: str) -> list[int]:
    return sorted(live().filter(kind=kind).values_list("id", flat=True))
