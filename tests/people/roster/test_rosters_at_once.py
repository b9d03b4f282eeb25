"""Two imports, or an import and a deed, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections

from gongjiang.ops.fsck import check_everything
from gongjiang.people.models import Employment
from gongjiang.people.services.employment import Post, move_person
from gongjiang.people.services.rosters import RollChanged, apply
from rosters import Desk, national_id, row
from world import NOON, TODAY, World, make_world

pytestmark = pytest.mark.commits


@pytest.fixture
def world(committing_db: str) -> World:
    return make_world()


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.a.enterprise, world.a.hr)


def together(*deeds: Callable[[], object]) -> list[str]:
    """Do these at once, each on a connection of its own; the names of what they raised."""
    gate, raised = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            deed()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is looked at)
            raised.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_two_files_at_once_the_second_is_told_to_check_again(desk: Desk):
    first = desk.checked([row("李新", national_id(1))])
    second = desk.checked([row("李新", national_id(1)), row("王新", national_id(2))])

    raised = together(
        lambda: apply(first.id, actor=desk.actor, at=NOON),
        lambda: apply(second.id, actor=desk.actor, at=NOON),
    )

    assert raised == [RollChanged.__name__]
    assert Employment.objects.filter(person__name="李新").count() == 1
    assert not check_everything().broken


def test_one_file_applied_twice_at_once_is_applied_once(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])

    raised = together(*[lambda: apply(roster.id, actor=desk.actor, at=NOON)] * 2)

    assert raised == []
    assert Employment.objects.filter(person__name="李新").count() == 1


def test_a_move_at_the_same_moment_is_before_or_after_never_between(desk: Desk, world: World):
    apply(desk.checked([row("李新", national_id(1))]).id, actor=desk.actor, at=NOON)
    employment = Employment.objects.get(person__name="李新")
    roster = desk.checked([row("李新", national_id(1), 班组="二班")])
    post = Post(unit=world.a.workshop, name="焊工", kind="PRODUCTION")

    raised = together(
        lambda: apply(roster.id, actor=desk.actor, at=NOON),
        lambda: move_person(
            employment_id=employment.id, to=post, actor=desk.actor, on=date(2022, 11, 1)
        ),
    )

    assert len(raised) == 1
    assert employment.postings.count() == 2
    assert employment.postings.filter(valid_to__isnull=True).count() == 1
    assert employment.postings.latest("valid_from").valid_from <= TODAY
    assert not check_everything().broken
