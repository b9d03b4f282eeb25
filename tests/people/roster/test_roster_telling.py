"""How far a deed has come is read by others, though its own transaction is still open."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection

from gongjiang.people.brought.files import going_of
from gongjiang.people.brought.telling import telling
from gongjiang.people.models import RosterFile, RosterImport
from gongjiang.people.roster.kind import ROSTER
from gongjiang.people.services import rosters
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.roster_jobs import (
    apply_as_asked,
    ask_to_apply,
    ask_to_undo,
    undo_as_asked,
)
from rosters import Desk, national_id, row
from world import NOON, make_world

Told = list[tuple[int, int]]


def seen_meanwhile(monkeypatch: pytest.MonkeyPatch, beside) -> Told:
    """What another connection reads of a deed's progress, each time the deed has told."""
    seen: Told = []

    def telling_and_read(files, roster_id: int):
        @contextmanager
        def read():
            with telling(files, roster_id) as tell:

                def told(done: int, all_: int) -> None:
                    tell(done, all_)
                    seen.append(beside())

                yield told

        return read()

    monkeypatch.setattr("gongjiang.people.brought.asking.telling", telling_and_read)
    return seen


@pytest.mark.commits
def test_progress_is_seen_before_the_deed_is_done(monkeypatch: pytest.MonkeyPatch):
    world = make_world()
    desk = Desk(world.a.enterprise, world.a.hr)
    rows = [row(f"李{'甲乙丙丁'[n]}", national_id(n)) for n in range(4)]
    roster = desk.checked(rows)
    other = connection.copy()

    def beside() -> tuple[int, int]:
        with other.cursor() as cursor:
            cursor.execute("SELECT rows_done, rows_all FROM people_rosterfile")
            return cursor.fetchone()

    seen = seen_meanwhile(monkeypatch, beside)
    try:
        ask_to_apply(roster.id, actor=desk.actor)
        apply_as_asked(roster.id, desk.actor, at=NOON)
        applied, seen[:] = list(seen), []
        ask_to_undo(roster.id, actor=desk.actor, reason="传错了文件")
        undo_as_asked(roster.id, desk.actor, at=NOON)
    finally:
        other.close()

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.UNDONE
    for told in (applied, seen):
        done = [each[0] for each in told]
        # Persons, employments, postings and facts: four of each.
        assert {each[1] for each in told} == {16}
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, 16)
        assert any(0 < each < 16 for each in done)


@pytest.mark.django_db
def test_that_nothing_can_be_told_stops_no_deed(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gongjiang.people.brought.telling.TOLD", "no SQL")
    roster = desk.checked([row("李新", national_id(1))])
    ask_to_apply(roster.id, actor=desk.actor)

    apply_as_asked(roster.id, desk.actor, at=NOON)

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.APPLIED


@pytest.mark.django_db
def test_an_undo_that_was_overtaken_is_no_undo(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])
    rosters.apply(roster.id, actor=desk.actor, at=NOON)

    undo_as_asked(roster.id, desk.actor, at=NOON)

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.APPLIED


@pytest.mark.django_db
def test_what_was_annotated_goes_with_the_check_it_was_of(desk: Desk):
    roster = desk.checked([row("李新", national_id(1))])
    RosterFile.objects.update(annotated=b"old")
    assert going_of(ROSTER, roster).annotated

    rosters.choose(roster.id, columns={}, post_kinds={}, actor=desk.actor)
    check(roster.id, actor=desk.actor, at=NOON)

    assert not going_of(ROSTER, roster).annotated
