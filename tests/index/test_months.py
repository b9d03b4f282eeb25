"""The index of a month is published in the first night after it, once."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.index.models import Run
from gongjiang.index.queries.derived import last_derived
from gongjiang.index.services.defaults import install_framework
from gongjiang.index.services.months import run_month_end
from gongjiang.kernel.home import Home
from gongjiang.kernel.jobs import defer, periodic_names
from gongjiang.people.actors import SYSTEM
from gongjiang.people.services.employment import end_employment
from index.conftest import RunIndex
from jobs import run_jobs
from lake.conftest import wait_for_other_tests
from world import NOON, TODAY, World, make_worker

FIRST_NIGHT = date(2022, 12, 1)
MONTH_END = date(2022, 11, 30)


def night(home: Home, on: date = FIRST_NIGHT) -> Run | None:
    wait_for_other_tests()
    return run_month_end(home, on=on, at=NOON)


@pytest.mark.commits
def test_the_first_night_publishes_the_month_and_the_next_do_nothing(governed: World, home: Home):
    worker = make_worker(governed.a)

    first = night(home)
    end_employment(
        employment_id=worker.id, reason="RESIGNED", actor=governed.a.hr, on=date(2022, 11, 29)
    )

    assert first is not None
    assert first.day == MONTH_END
    assert [night(home), night(home, date(2022, 12, 2))] == [first, first]
    assert Run.objects.count() == 1


@pytest.mark.commits
def test_a_month_has_not_ended_on_its_last_day(governed: World, home: Home):
    make_worker(governed.a)

    done = night(home, on=MONTH_END)

    assert done is not None
    assert done.day == date(2022, 10, 31)


@pytest.mark.commits
def test_a_zone_that_has_not_begun_owes_no_index(home: Home):
    install_defaults(actor=SYSTEM, on=TODAY)
    install_framework(actor=SYSTEM, on=TODAY)

    assert night(home) is None
    assert not Run.objects.exists()


@pytest.mark.commits
def test_a_demo_zone_that_stands_still_is_left_as_it_is(
    governed: World, home: Home, run: RunIndex, settings
):
    settings.TODAY, settings.HOME = TODAY, home
    make_worker(governed.a)
    there = run(date(2022, 10, 31))
    wait_for_other_tests()

    for _night in range(2):
        for name in ("lake.sync", "index.run_month_end"):
            defer(name)
        assert run_jobs() == 2

    assert list(Run.objects.all()) == [there]
    assert last_derived(home).index_day == date(2022, 10, 31)


def test_lake_and_index_are_done_by_the_clock():
    assert {"lake.sync", "index.run_month_end"} <= set(periodic_names())
