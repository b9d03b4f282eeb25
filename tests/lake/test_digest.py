"""The digest tells one run's inputs from another's, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjiang.kernel.home import Home
from gongjiang.lake import queries, services
from gongjiang.ledger.queries import live
from gongjiang.ledger.services import annul, correct, record
from lake.conftest import Sync
from ledger.facts_for_tests import hired
from world import TODAY, make_person, make_worker, make_world

DAY = date(2022, 3, 1)

pytestmark = pytest.mark.commits


def digest(home: Home, **asked) -> str:
    with queries.opened(home) as lake:
        return lake.digest(**{"on": TODAY, **asked})


def test_it_does_not_matter_how_the_lake_was_synced(home: Home, sync: Sync):
    for number in range(1, 6):
        record(hired(number), person=number, unit=2, on=DAY)
        sync()
    in_parts = digest(home)

    services.rebuild(home, on=TODAY)

    assert digest(home) == in_parts


def test_one_more_fact_one_corrected_and_one_annulled_each_change_it(home: Home, sync: Sync):
    seen = []

    def look() -> None:
        sync()
        seen.append(digest(home))

    first = record(hired(1), person=1, unit=2, on=DAY)
    look()
    second = record(hired(2), person=2, unit=2, on=DAY)
    look()
    correct(first, hired(1), person=1, unit=3, on=DAY, by=9)
    look()
    annul(second, reason="A slip.", by=9)
    look()

    assert len(set(seen)) == len(seen)


def test_what_happened_later_or_became_known_later_does_not_change_it(home: Home, sync: Sync):
    world = make_world()
    make_worker(world.a)
    sync()
    known_at = max(live().values_list("recorded_at", flat=True))
    yesterday = TODAY - timedelta(days=1)
    before = digest(home, on=yesterday), digest(home, known_at=known_at)

    late = make_worker(world.a, name="新人", on=TODAY)
    make_person("无业")
    sync()
    annul(live().get(subject_id=late.id).id, reason="A slip.", by=None)
    sync()

    assert (digest(home, on=yesterday), digest(home, known_at=known_at)) == before
    assert digest(home) != before[0]


def test_many_days_in_one_reading_are_each_as_by_itself(home: Home, sync: Sync):
    world = make_world()
    for number in range(4):
        make_worker(world.a, name=f"工{number}", on=DAY + timedelta(days=30 * number))
    sync()
    days = [DAY + timedelta(days=15 * number) for number in range(-1, 9)]

    with queries.opened(home) as lake:
        together = lake.digests(days)
        alone = {day: lake.digest(on=day) for day in days}

    assert together == alone
    assert len(set(together.values())) == 1 + 4  # before anybody, and after each of the four
