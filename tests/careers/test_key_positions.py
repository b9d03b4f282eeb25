"""Key positions and their successors: named, judged again, removed, closed."""

from __future__ import annotations

from datetime import date

import pytest

from careers.echelon import NAMED, leader_of, position, successor
from gongjiang.careers.models import Readiness
from gongjiang.careers.permissions_pipeline import may_choose_successor, may_keep_pipeline
from gongjiang.careers.queries.pipeline import (
    banks,
    bench,
    benches_by_enterprise,
    key_positions_visible_to,
)
from gongjiang.careers.rules.echelon import Bench
from gongjiang.careers.services.key_positions import (
    AlreadyNamed,
    NewKeyPosition,
    close_key_position,
    name_key_position,
)
from gongjiang.careers.services.successors import (
    AlreadySuccessor,
    judge_again,
    remove_successor,
    remove_those_who_left,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EndReason
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.employment import end_employment
from world import TODAY, World, make_worker

LATER = date(2022, 6, 1)


def bench_of(world: World, day: date = TODAY) -> Bench:
    reader = scope_of(world.a.hr, TODAY)
    return bench(banks(key_positions_visible_to(reader), day))


def test_naming_is_recorded_where_the_position_stands(world: World):
    place = position(world.a)

    [entry] = live().filter(kind="careers.key_position.named")
    assert (entry.subject_id, entry.unit_id, entry.enterprise_id, entry.occurred_on) == (
        place.id, world.a.team.id, world.a.enterprise.id, NAMED,
    )  # fmt: skip
    assert entry.detail == {"grade": 8}  # no words of a person


def test_coverage_and_depth_follow_who_is_ready(world: World):
    one, _other = position(world.a), position(world.a, "拉晶工艺员")
    ready, later = make_worker(world.a, "甲"), make_worker(world.a, "乙")
    assert bench_of(world) == Bench(2, 0, 0)

    successor(one, later.person, world.a.hr, Readiness.LATER)
    assert bench_of(world) == Bench(2, 0, 1)
    successor(one, ready.person, world.a.hr)
    assert bench_of(world) == Bench(2, 1, 2)
    assert bench_of(world, date(2021, 12, 31)) == Bench(0, 0, 0)
    assert benches_by_enterprise(TODAY) == {world.a.enterprise.id: Bench(2, 1, 2)}


def test_judging_again_keeps_what_was(world: World):
    place = position(world.a)
    named = successor(place, make_worker(world.a).person, world.a.hr, Readiness.NEXT)

    again = judge_again(successor_id=named.id, readiness="NOW", why="通过考核", actor=world.a.hr,
                        on=LATER)  # fmt: skip

    named.refresh_from_db()
    assert (named.valid_to, again.valid_from, again.echelon) == (LATER, LATER, "A")
    assert bench_of(world, date(2022, 5, 31)) == Bench(1, 0, 1)
    assert bench_of(world) == Bench(1, 1, 1)
    kinds = [(fact.kind, fact.occurred_on) for fact in facts_of(named.person_id)][1:]
    assert kinds == [
        ("careers.successor.named", NAMED),
        ("careers.successor.removed", LATER),
        ("careers.successor.named", LATER),
    ]


def test_closing_removes_the_successors_with_it(world: World):
    place = position(world.a)
    named = successor(place, make_worker(world.a).person, world.a.hr)

    close_key_position(position_id=place.id, why="产线停产", actor=world.a.hr, on=LATER)

    named.refresh_from_db()
    assert (named.valid_to, named.removed_why) == (LATER, "产线停产")
    assert bench_of(world) == Bench(0, 0, 0)
    assert bench_of(world, date(2022, 5, 31)) == Bench(1, 1, 1)
    assert live().filter(kind="careers.key_position.closed").count() == 1
    with pytest.raises(CannotDo):
        close_key_position(position_id=place.id, why="再关", actor=world.a.hr, on=TODAY)


def test_who_left_follows_nobody_and_is_removed_at_night(world: World):
    place = position(world.a)
    worker = make_worker(world.a)
    named = successor(place, worker.person, world.a.hr)
    end_employment(employment_id=worker.id, reason=EndReason.RESIGNED, actor=world.a.hr, on=LATER)
    assert bench_of(world) == Bench(1, 0, 0)

    assert remove_those_who_left(on=TODAY) == 1
    assert remove_those_who_left(on=TODAY) == 0

    named.refresh_from_db()
    assert named.valid_to == LATER


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"why": ""}, "needs a title"),
        ({"grade": 24}, "Grades run from 1 to 23"),
        ({"grade": 0}, "Grades run from 1 to 23"),
    ],
)
def test_what_no_key_position_is(world: World, changes, sentence):
    told = {"unit": world.a.team, "title": "炉长", "why": "只此一人", "grade": 8} | changes
    with pytest.raises(CannotDo, match=sentence):
        name_key_position(enterprise=world.a.enterprise, new=NewKeyPosition(**told),
                          actor=world.a.hr, on=NAMED)  # fmt: skip


def test_a_position_stands_in_its_enterprise_and_once(world: World):
    with pytest.raises(CannotDo, match="does not stand in the enterprise"):
        position(world.a, unit=world.b.team)
    position(world.a)
    with pytest.raises(AlreadyNamed):
        position(world.a)
    position(world.a, unit=world.a.other_team)


def test_who_can_be_a_successor(world: World):
    place = position(world.a)
    worker, stranger = make_worker(world.a), make_worker(world.b)
    with pytest.raises(CannotDo, match="does not work for the enterprise"):
        successor(place, stranger.person, world.a.hr)
    with pytest.raises(CannotDo, match="no such readiness"):
        successor(place, worker.person, world.a.hr, "SOON")
    with pytest.raises(CannotDo, match="not open on that day"):
        successor(place, worker.person, world.a.hr, on=date(2021, 12, 31))
    named = successor(place, worker.person, world.a.hr)
    with pytest.raises(AlreadySuccessor):
        successor(place, worker.person, world.a.hr)
    with pytest.raises(CannotDo, match="readiness they have"):
        judge_again(successor_id=named.id, readiness="NOW", why="同", actor=world.a.hr, on=LATER)
    with pytest.raises(CannotDo, match="Say why"):
        remove_successor(successor_id=named.id, why=" ", actor=world.a.hr, on=LATER)
    with pytest.raises(CannotDo):
        remove_successor(successor_id=named.id, why="同日", actor=world.a.hr, on=NAMED)


def test_who_chooses_successors(world: World):
    place = position(world.a)
    worker = make_worker(world.a).person
    leader, other_leader = leader_of(world.a), leader_of(world.a, world.a.other_team)
    answers = {
        reader.name: bool(may_choose_successor(reader, place, worker, TODAY))
        for reader in (world.a.hr, world.b.hr, world.leader, leader, worker)
    }
    assert answers == {
        "甲人事": True,
        "乙人事": False,
        "冯领导": False,
        "班长": True,
        "王工": False,
    }
    assert not may_choose_successor(other_leader, place, worker, TODAY)
    assert not may_choose_successor(leader, place, leader, TODAY)  # nobody names themselves
    assert may_choose_successor(SYSTEM, place, worker, TODAY)


def test_who_keeps_the_echelon(world: World):
    readers = (world.a.hr, world.b.hr, world.leader, leader_of(world.a))
    assert [bool(may_keep_pipeline(each, world.a.enterprise, TODAY)) for each in readers] == [
        True, False, False, False,
    ]  # fmt: skip
    new = NewKeyPosition(unit=world.a.team, title="炉长", why="只此一人")
    with pytest.raises(NotAllowed):
        name_key_position(enterprise=world.a.enterprise, new=new, actor=world.b.hr, on=NAMED)


def test_the_line_sees_the_positions_of_its_team_alone(world: World):
    position(world.a)
    position(world.a, "二班炉长", unit=world.a.other_team)
    seen = key_positions_visible_to(scope_of(leader_of(world.a), TODAY))
    assert [each.title for each in seen] == ["单晶炉长"]
    assert key_positions_visible_to(scope_of(world.b.hr, TODAY)).count() == 0
    assert key_positions_visible_to(scope_of(world.leader, TODAY)).count() == 0
