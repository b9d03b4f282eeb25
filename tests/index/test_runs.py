"""A published run: what it pins, what changes it, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from gongjiang.governance.queries.rule_sets import NoRuleInForce
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.services.runs import NothingToCount
from gongjiang.index.services.verification import Outcome, verify_run
from gongjiang.kernel.home import Home
from gongjiang.people.models import Person, PostKind
from index.conftest import RunIndex, sums
from world import World, make_worker

pytestmark = pytest.mark.commits


def test_what_was_known_then_gives_the_same_bits_whatever_was_recorded_since(
    governed: World, run: RunIndex, home: Home
):
    for _ in range(12):
        make_worker(governed.a)
    then = run()

    make_worker(governed.a, on=date(2021, 5, 1), post_kind=PostKind.TECHNICAL)

    again, now = run(known_at=then.known_at), run()
    assert again == then
    assert (now.inputs_digest, now.outputs_digest) != (then.inputs_digest, then.outputs_digest)
    assert sums(now, governed.zone.id, "P2") == [1, 13]
    assert sums(then, governed.zone.id, "P2") == [0, 12]
    assert [verify_run(home, each).outcome for each in (then, now)] == [Outcome.HOLDS] * 2


def test_running_twice_publishes_once(governed: World, run: RunIndex):
    make_worker(governed.a)

    first = run()

    assert run() == first
    assert Run.objects.count() == 1
    assert Snapshot.objects.filter(run_id=first.id).count() == first.units


@pytest.mark.parametrize("deed", ["UPDATE index_run SET units = 0", "DELETE FROM index_snapshot"])
def test_a_published_snapshot_never_changes(governed: World, run: RunIndex, deed: str):
    run()
    with (
        pytest.raises(ProgrammingError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)


def test_a_year_of_birth_put_right_leaves_the_run_resting_on_its_sums(
    governed: World, run: RunIndex, home: Home
):
    worker = make_worker(governed.a)
    done = run()

    Person.objects.filter(id=worker.person_id).update(birth_year=1970)
    run()

    assert verify_run(home, done).outcome == Outcome.RESTS_ON_ITS_SUMS


def test_a_day_without_a_framework_is_refused(governed: World, run: RunIndex):
    with pytest.raises(NoRuleInForce):
        run(date(2017, 10, 31))


def test_where_nobody_is_known_to_be_at_work_there_is_nothing_to_count(
    governed: World, run: RunIndex
):
    with pytest.raises(NothingToCount):
        run(known_at=datetime(2017, 1, 1, tzinfo=UTC))
