"""Publicity: opened, objected to, answered, closed; and seen by those it concerns alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gongjiang.governance.models import Notice, Objection, Publicity, RuleSet, Subject
from gongjiang.governance.permissions import may_govern, may_object
from gongjiang.governance.queries.publicity import publicities_visible_to, publicity_of
from gongjiang.governance.queries.reach import reach_of
from gongjiang.governance.services.publicity import (
    AlreadyPublic,
    NotOpen,
    answer_objection,
    close_publicity,
    object_to,
    open_publicity,
)
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from world import NOON, TODAY, World, make_person, make_worker

SUBJECT = Subject("test.list", 7)
AFTER = NOON + timedelta(days=7)  # the Monday after five working days
pytestmark = pytest.mark.usefixtures("defaults")


def opened(
    world: World,
    *,
    unit: Unit | None = None,
    actor: Person | None = None,
    from_day: date = TODAY,
    at: datetime = NOON,
    working_days: int | None = None,
    subject: Subject = SUBJECT,
) -> Publicity:
    return open_publicity(
        subject=subject,
        unit=unit or world.a.enterprise,
        title="拟聘首席技师名单",
        actor=actor or world.a.hr,
        from_day=from_day,
        at=at,
        working_days=working_days,
    )


def test_it_runs_for_as_many_working_days_as_the_rule_says(world: World):
    publicity = opened(world)

    assert (publicity.working_days, publicity.last_day) == (5, date(2022, 12, 2))
    assert (publicity.holidays_known, publicity.state) == (True, "OPEN")


def test_a_units_own_rule_asks_for_longer(world: World):
    draft = Draft(
        key="governance.terms",
        version="A",
        content={"publicity_working_days": 7, "appeal_reply_working_days": 15},
        valid_from=TODAY,
        scope=world.a.enterprise,
        procedure_reference="职代会",
    )
    rule: RuleSet = draft_rule_set(draft, actor=world.a.hr, at=NOON)
    approve_rule_set(rule_set_id=rule.id, actor=world.a.hr, at=NOON)

    assert opened(world).last_day == date(2022, 12, 6)
    with pytest.raises(CannotDo, match="7"):
        opened(world, working_days=5, subject=Subject("test.list", 8))


def test_a_period_in_an_unannounced_year_says_so(world: World):
    publicity = opened(world, from_day=date(2026, 12, 30))

    assert publicity.holidays_known is False


def test_a_subject_is_public_once_at_a_time(world: World):
    publicity = opened(world)
    with pytest.raises(AlreadyPublic):
        opened(world)

    close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=AFTER)
    again = opened(world, from_day=AFTER.date(), at=AFTER)
    assert publicity_of(SUBJECT) == again


def test_it_does_not_begin_in_the_past(world: World):
    with pytest.raises(CannotDo):
        opened(world, from_day=TODAY - timedelta(days=1))


def test_without_objection_it_passes_when_the_days_are_over(world: World):
    publicity = opened(world)
    with pytest.raises(CannotDo, match="2022-12-02"):
        close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=NOON)

    closed = close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=AFTER)

    assert (closed.state, closed.closed_by, closed.closed_at) == ("PASSED", world.a.hr, AFTER)
    with pytest.raises(NotOpen):
        close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=AFTER)


@pytest.mark.parametrize(("upheld", "outcome"), [(True, "UPHELD"), (False, "PASSED")])
def test_an_objection_is_answered_and_settles_it(world: World, upheld: bool, outcome: str):
    publicity, worker = opened(world), make_worker(world.a).person
    objection = object_to(publicity_id=publicity.id, actor=worker, text="名单有误", at=NOON)
    with pytest.raises(CannotDo):
        close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=AFTER)

    answer_objection(
        objection_id=objection.id, actor=world.a.hr, upheld=upheld, answer="已核对。", at=AFTER
    )
    closed = close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=AFTER)

    assert closed.state == outcome
    told = Notice.objects.filter(person=worker).values_list("kind", flat=True)
    assert list(told) == ["governance.objection.answered"]


def test_an_upheld_objection_ends_it_early(world: World):
    publicity, worker = opened(world), make_worker(world.a).person
    objection = object_to(publicity_id=publicity.id, actor=worker, text="名单有误", at=NOON)
    answer_objection(
        objection_id=objection.id, actor=world.a.hr, upheld=True, answer="属实。", at=NOON
    )

    closed = close_publicity(publicity_id=publicity.id, actor=world.a.hr, at=NOON)

    assert closed.state == "UPHELD"


@pytest.mark.parametrize(
    ("day", "taken"),
    [(TODAY, True), (date(2022, 12, 2), True), (date(2022, 12, 3), False)],
)
def test_objections_are_taken_to_the_last_day(world: World, day: date, taken: bool):
    publicity, worker = opened(world), make_worker(world.a).person
    at = NOON.replace(year=day.year, month=day.month, day=day.day)
    if taken:
        assert object_to(publicity_id=publicity.id, actor=worker, text="有误", at=at).named
    else:
        with pytest.raises(NotOpen):
            object_to(publicity_id=publicity.id, actor=worker, text="有误", at=at)


def test_a_person_objects_once(world: World):
    publicity, worker = opened(world), make_worker(world.a).person
    object_to(publicity_id=publicity.id, actor=worker, text="有误", at=NOON, named=False)

    with pytest.raises(CannotDo):
        object_to(publicity_id=publicity.id, actor=worker, text="还有", at=NOON)
    [objection] = Objection.objects.all()
    assert objection.named is False


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_objection_is_none(world: World, text: str):
    publicity, worker = opened(world), make_worker(world.a).person

    with pytest.raises(CannotDo):
        object_to(publicity_id=publicity.id, actor=worker, text=text, at=NOON)


def test_an_answer_is_given_once_with_reasons_and_by_a_person(world: World):
    publicity, worker = opened(world), make_worker(world.a).person
    objection = object_to(publicity_id=publicity.id, actor=worker, text="有误", at=NOON)

    def answer(actor, text="已核对。"):
        answer_objection(objection_id=objection.id, actor=actor, upheld=False, answer=text, at=NOON)

    with pytest.raises(NotAllowed):
        answer(world.b.hr)
    with pytest.raises(CannotDo):
        answer(SYSTEM)
    with pytest.raises(CannotDo):
        answer(world.a.hr, " ")
    answer(world.a.hr)
    with pytest.raises(CannotDo):
        answer(world.a.hr)


@pytest.mark.parametrize(
    ("who", "at", "expected"),
    [
        ("worker", "enterprise", True),
        ("worker", "zone", True),
        ("dispatched", "enterprise", True),
        ("other_worker", "enterprise", False),
        ("other_worker", "zone", True),
        ("other_hr", "enterprise", False),
        ("other_hr", "zone", True),
        ("stranger", "zone", False),
        ("opener", "enterprise", False),
        ("leader", "enterprise", False),
        ("reformer", "enterprise", False),
    ],
)
def test_who_may_see_and_object(world: World, reformer: Person, who: str, at: str, expected: bool):
    persons = {
        "worker": lambda: make_worker(world.a).person,
        "dispatched": lambda: (
            make_worker(world.agency, kind="DISPATCHED", unit=world.a.team).person
        ),
        "other_worker": lambda: make_worker(world.b).person,
        "other_hr": lambda: world.b.hr,
        "stranger": lambda: make_person("无关人"),
        "opener": lambda: world.a.hr,
        "leader": lambda: world.leader,
        "reformer": lambda: reformer,
    }
    person = persons[who]()
    publicity = (
        opened(world) if at == "enterprise" else opened(world, unit=world.zone, actor=reformer)
    )

    assert bool(may_object(person, publicity, TODAY)) is expected
    seen = publicities_visible_to(reach_of(person, TODAY)).filter(id=publicity.id).exists()
    assert seen is (expected or who == "opener")


@pytest.mark.parametrize(
    ("who", "where", "expected"),
    [
        ("hr", "enterprise", True),
        ("hr", "team", True),
        ("hr", "zone", False),
        ("other_hr", "enterprise", False),
        ("reformer", "zone", True),
        ("reformer", "area", True),
        ("reformer", "enterprise", False),
        ("leader", "zone", False),
    ],
)
def test_who_may_open(world: World, reformer: Person, who: str, where: str, expected: bool):
    actors = {
        "hr": world.a.hr,
        "other_hr": world.b.hr,
        "reformer": reformer,
        "leader": world.leader,
    }
    units = {
        "enterprise": world.a.enterprise,
        "team": world.a.team,
        "zone": world.zone,
        "area": world.area,
    }
    assert bool(may_govern(actors[who], units[where], TODAY)) is expected


def test_one_that_begins_later_is_seen_by_its_officers_only(world: World):
    publicity = opened(world, from_day=TODAY + timedelta(days=1))
    worker = make_worker(world.a).person

    assert publicity in publicities_visible_to(reach_of(world.a.hr, TODAY))
    assert publicity not in publicities_visible_to(reach_of(worker, TODAY))
