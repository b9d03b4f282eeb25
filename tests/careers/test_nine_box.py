"""The nine-box grid: kept by revision, and behind a wall."""

from __future__ import annotations

import pytest

from careers.echelon import leader_of
from gongjiang.careers.models import Level, Potential
from gongjiang.careers.queries.potentials import grid, reviews_visible_to
from gongjiang.careers.services.potentials import Judgement, review_potential
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts import all_fact_classes
from gongjiang.ledger.models import Entry
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import AccessBasis, EndReason, Person, Role
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import end_employment
from world import NOON, OPENING, TODAY, World, make_person, make_worker


def review(world: World, person: Person, by: Person, *, performance=3, potential=2, year=2022):
    return review_potential(
        person=person,
        enterprise=world.a.enterprise,
        judgement=Judgement(year=year, performance=performance, potential=potential, note="稳"),
        actor=by,
        at=NOON,
    )


def seen_by(reader: Person) -> list[tuple[str, int, int]]:
    found = reviews_visible_to(scope_of(reader, TODAY)).order_by("id")
    return [(each.person.name, each.performance, each.potential) for each in found]


def test_a_later_revision_replaces_and_the_former_stays(world: World):
    worker = make_worker(world.a).person
    first = review(world, worker, world.a.hr)
    second = review(world, worker, world.a.hr, performance=1)

    assert (first.revision, second.revision) == (1, 2)
    assert seen_by(world.a.hr) == [("王工", 1, 2)]
    assert Potential.objects.count() == 2


def test_only_hr_and_the_own_leader_see_a_review(world: World):
    worker = make_worker(world.a).person
    leader, other = leader_of(world.a), leader_of(world.a, world.a.other_team)
    review(world, worker, world.a.hr)
    offices = [make_person(f"办{n}") for n in range(4)]
    roles = (Role.REFORM_OFFICE, Role.PRIVACY_OFFICER, Role.SYSTEM_ADMIN, Role.AUDITOR)
    for office, role in zip(offices, roles, strict=True):
        appoint(person=office, role=role, unit=world.zone, actor=SYSTEM, on=OPENING)
    basis = make_person("有依据")
    AccessBasis.objects.create(
        person=basis, unit=world.zone, ground="专项核查", granted_by=offices[1], valid_from=OPENING
    )

    assert seen_by(world.a.hr) == [("王工", 3, 2)]
    assert seen_by(leader) == [("王工", 3, 2)]
    for reader in (worker, other, world.b.hr, world.leader, basis, *offices):
        assert seen_by(reader) == []


def test_nobody_sees_a_review_of_themselves_nor_makes_one(world: World):
    leader = leader_of(world.a)
    review(world, leader, world.a.hr)
    assert seen_by(leader) == []
    with pytest.raises(NotAllowed):
        review(world, leader, leader)
    with pytest.raises(NotAllowed):
        review(world, world.a.hr, world.a.hr)


def test_a_review_leaves_no_trace_in_the_ledger(world: World):
    worker = make_worker(world.a).person
    before = Entry.objects.count()

    review(world, worker, world.a.hr)

    assert Entry.objects.count() == before
    assert not [kind for kind in all_fact_classes() if "potential" in kind or "nine" in kind]


def test_who_left_is_seen_in_no_grid(world: World):
    worker = make_worker(world.a)
    review(world, worker.person, world.a.hr)
    end_employment(employment_id=worker.id, reason=EndReason.RESIGNED, actor=world.a.hr, on=TODAY)
    assert seen_by(world.a.hr) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"performance": 4}, "low, middle or high"),
        ({"potential": 0}, "low, middle or high"),
        ({"year": 2020}, "this year or of the last"),
        ({"year": 2023}, "this year or of the last"),
    ],
)
def test_what_no_review_is(world: World, changes, sentence):
    with pytest.raises(CannotDo, match=sentence):
        review(world, make_worker(world.a).person, world.a.hr, **changes)


def test_another_enterprises_people_are_not_reviewed(world: World):
    with pytest.raises(NotAllowed):
        review(world, make_worker(world.b).person, world.a.hr)
    with pytest.raises(NotAllowed):
        review(world, make_worker(world.a).person, world.b.hr)


def test_the_grid_has_nine_boxes_the_highest_potential_on_top(world: World):
    people = [make_worker(world.a, name).person for name in ("甲", "乙", "丙")]
    for person, performance, potential in zip(people, (1, 3, 3), (3, 3, 1), strict=True):
        review(world, person, world.a.hr, performance=performance, potential=potential)

    rows = grid(list(reviews_visible_to(scope_of(world.a.hr, TODAY))))

    names = [[[each.person.name for each in box.reviews] for box in row] for row in rows]
    assert names == [[["甲"], [], ["乙"]], [[], [], []], [[], [], ["丙"]]]
    assert [row[0].potential for row in rows] == [Level.HIGH, Level.MIDDLE, Level.LOW]
