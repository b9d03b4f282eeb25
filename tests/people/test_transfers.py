"""Several people move together, all or none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Employment, Posting
from gongjiang.people.services.employment import Post, end_employment, move_person
from gongjiang.people.services.transfers import move_people
from world import World, make_worker

IN_2021 = date(2021, 6, 1)


def teams_of(*employments) -> list[int]:
    running = Posting.objects.filter(employment__in=employments, valid_to__isnull=True)
    return sorted(set(running.values_list("unit_id", flat=True)))


def test_all_of_them_move_and_each_has_it_in_the_ledger(world: World):
    two = [make_worker(world.a, name) for name in ("张三", "李四")]

    move_people(
        employment_ids=[e.id for e in two], to=world.a.other_team, actor=world.a.hr, on=IN_2021
    )

    assert teams_of(*two) == [world.a.other_team.id]
    for employment in two:
        moved = facts_of(employment.person_id)[-1]
        assert (moved.kind, moved.unit_id) == ("people.person.moved", world.a.other_team.id)
        assert moved.enterprise_id == world.a.enterprise.id


def test_one_who_cannot_move_keeps_everybody_where_they_are(world: World):
    stays = make_worker(world.a, "李四", on=IN_2021)
    goes = make_worker(world.a, "张三")

    with pytest.raises(CannotDo, match="李四"):
        move_people(
            employment_ids=[stays.id, goes.id],
            to=world.a.other_team,
            actor=world.a.hr,
            on=IN_2021,
        )

    assert teams_of(stays, goes) == [world.a.team.id]


def test_people_of_another_enterprise_are_not_moved_along(world: World):
    own, other = make_worker(world.a, "张三"), make_worker(world.b, "李四")

    with pytest.raises(NotAllowed):
        move_people(
            employment_ids=[own.id, other.id],
            to=world.a.other_team,
            actor=world.a.hr,
            on=IN_2021,
        )


def test_who_has_left_is_not_moved(world: World):
    with pytest.raises(CannotDo):
        move_people(employment_ids=[0], to=world.a.team, actor=world.a.hr, on=IN_2021)


def test_moving_many_asks_no_more_of_the_database_than_moving_two(world: World):
    def queries(names: str) -> int:
        ids = [make_worker(world.a, name).id for name in names]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            move_people(employment_ids=ids, to=world.a.other_team, actor=world.a.hr, on=IN_2021)
        return len(asked)

    assert queries("甲乙") == queries("丙丁戊己庚辛壬癸")


def dispatched(world: World, name: str = "派工", kind: str = "DISPATCHED") -> Employment:
    """Somebody of the agency's, at work in enterprise A."""
    return make_worker(world.agency, name, kind=kind, unit=world.a.team)


def test_a_site_moves_whom_an_agency_dispatched_to_it(world: World):
    sent = dispatched(world)

    [posting] = move_people(
        employment_ids=[sent.id], to=world.a.other_team, actor=world.a.hr, on=IN_2021
    )

    moved = facts_of(sent.person_id)[-1]
    assert (posting.post, posting.post_kind) == ("操作工", "PRODUCTION")
    assert (moved.kind, moved.unit_id, moved.enterprise_id, moved.actor_id) == (
        "people.person.moved",
        world.a.other_team.id,
        world.a.enterprise.id,
        world.a.hr.id,
    )
    sent.refresh_from_db()
    assert (sent.employer, sent.kind, sent.valid_to) == (
        world.agency.enterprise,
        "DISPATCHED",
        None,
    )


def test_a_site_moves_nobody_off_its_ground(world: World):
    sent = dispatched(world)

    with pytest.raises(NotAllowed):
        move_people(employment_ids=[sent.id], to=world.b.team, actor=world.a.hr, on=IN_2021)


def test_a_site_fetches_nobody_from_elsewhere(world: World):
    elsewhere = make_worker(world.agency, kind="DISPATCHED", unit=world.b.team)

    with pytest.raises(NotAllowed):
        move_people(employment_ids=[elsewhere.id], to=world.a.team, actor=world.a.hr, on=IN_2021)


@pytest.mark.parametrize("kind", ["OUTSOURCED", "INTERN", "REGULAR"])
def test_only_the_dispatched_are_the_sites_to_move(world: World, kind: str):
    sent = dispatched(world, kind=kind)

    with pytest.raises(NotAllowed):
        move_people(employment_ids=[sent.id], to=world.a.other_team, actor=world.a.hr, on=IN_2021)


def test_the_site_changes_nothing_of_the_employment(world: World):
    sent = dispatched(world)
    post = Post(unit=world.a.other_team, name="班长", kind="TECHNICAL")

    with pytest.raises(NotAllowed):
        move_person(employment_id=sent.id, to=post, actor=world.a.hr, on=IN_2021)
    with pytest.raises(NotAllowed):
        end_employment(employment_id=sent.id, reason="DISMISSED", actor=world.a.hr, on=IN_2021)
