"""Appeals: who hears them, by when, and that nobody decides their own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongjiang.governance.models import Appeal, Notice, Subject
from gongjiang.governance.permissions import may_decide_appeal
from gongjiang.governance.queries.appeals import appeals_of, appeals_visible_to, queue_of
from gongjiang.governance.queries.reach import reach_of
from gongjiang.governance.services.appeals import (
    AlreadyAppealed,
    AppealEnded,
    decide_appeal,
    submit_appeal,
    take_up_appeal,
    withdraw_appeal,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import NOON, OPENING, TODAY, World, make_person, make_worker

SUBJECT = Subject("people.employment", 7)
pytestmark = pytest.mark.usefixtures("defaults")


@pytest.fixture
def worker(world: World) -> Person:
    return make_worker(world.a).person


def submitted(world: World, appellant: Person, against: Person | None = None) -> Appeal:
    return submit_appeal(
        subject=SUBJECT,
        title="工龄记录",
        unit=world.a.team,
        appellant=appellant,
        reason="入职日期应为2019年。",
        against=against,
        at=NOON,
    )


def taken_up(world: World, appellant: Person) -> Appeal:
    appeal = submitted(world, appellant)
    return take_up_appeal(appeal_id=appeal.id, actor=world.a.hr, at=NOON)


def test_an_appeal_goes_to_the_enterprise_with_a_clock(world: World, worker: Person):
    appeal = submitted(world, worker)

    assert (appeal.state, appeal.heard_at) == ("SUBMITTED", world.a.enterprise)
    assert appeal.reply_by == date(2022, 12, 19)  # the fifteenth working day after 28 November
    assert not appeal.is_late(date(2022, 12, 19))
    assert appeal.is_late(date(2022, 12, 20))
    [told] = Notice.objects.all()
    assert (told.person, told.kind) == (world.a.hr, "governance.appeal.submitted")
    assert "2022-12-19" in told.text


def test_an_appeal_against_the_hr_is_heard_by_the_zone(
    world: World, worker: Person, reformer: Person
):
    appeal = submitted(world, worker, against=world.a.hr)

    assert appeal.heard_at == world.zone
    assert [notice.person for notice in Notice.objects.all()] == [reformer]
    assert list(queue_of(reach_of(reformer, TODAY))) == [appeal]
    assert list(queue_of(reach_of(world.a.hr, TODAY))) == []


@pytest.mark.parametrize(("uphold", "state"), [(True, "UPHELD"), (False, "REJECTED")])
def test_a_named_person_decides_with_reasons(
    world: World, worker: Person, uphold: bool, state: str
):
    appeal = taken_up(world, worker)
    with pytest.raises(CannotDo):
        decide_appeal(appeal_id=appeal.id, actor=world.a.hr, uphold=uphold, answer=" ", at=NOON)

    decided = decide_appeal(
        appeal_id=appeal.id, actor=world.a.hr, uphold=uphold, answer="已更正。", at=NOON
    )

    assert (decided.state, decided.reviewer, decided.ended_at) == (state, world.a.hr, NOON)
    kinds = Notice.objects.filter(person=worker).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["governance.appeal.under_review", f"governance.appeal.{state.lower()}"]


def test_what_is_decided_stays_decided(world: World, worker: Person):
    appeal = taken_up(world, worker)
    decide_appeal(appeal_id=appeal.id, actor=world.a.hr, uphold=True, answer="是。", at=NOON)

    with pytest.raises(AppealEnded):
        decide_appeal(appeal_id=appeal.id, actor=world.a.hr, uphold=False, answer="否。", at=NOON)
    with pytest.raises(AppealEnded):
        withdraw_appeal(appeal_id=appeal.id, actor=worker, at=NOON)


def test_a_decision_needs_a_review(world: World, worker: Person):
    appeal = submitted(world, worker)

    with pytest.raises(CannotDo):
        decide_appeal(appeal_id=appeal.id, actor=world.a.hr, uphold=True, answer="是。", at=NOON)
    take_up_appeal(appeal_id=appeal.id, actor=world.a.hr, at=NOON)
    with pytest.raises(CannotDo):
        take_up_appeal(appeal_id=appeal.id, actor=world.a.hr, at=NOON)


def test_the_appellant_may_withdraw_and_appeal_again(world: World, worker: Person):
    appeal = submitted(world, worker)
    with pytest.raises(AlreadyAppealed):
        submitted(world, worker)
    with pytest.raises(NotAllowed):
        withdraw_appeal(appeal_id=appeal.id, actor=world.a.hr, at=NOON)

    withdraw_appeal(appeal_id=appeal.id, actor=worker, at=NOON)

    again = submitted(world, worker)
    assert list(appeals_of(worker)) == [again, appeal]


def test_an_appeal_says_why(world: World, worker: Person):
    with pytest.raises(CannotDo):
        submit_appeal(
            subject=SUBJECT, title="x", unit=world.a.team, appellant=worker, reason=" ", at=NOON
        )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("hr", True),
        ("second_hr", True),
        ("against", False),
        ("other_hr", False),
        ("appellant", False),
        ("appellant_as_hr", False),
        ("reformer", False),
        ("leader", False),
        ("system", False),
    ],
)
def test_who_may_decide(world: World, worker: Person, reformer: Person, who: str, expected: bool):
    # Against somebody who becomes HR only after the appeal was made: it stays with the enterprise.
    leader_of_team = make_person("班长")
    appeal = submitted(world, worker, against=leader_of_team)

    def hired_into_hr(person: Person) -> Person:
        appoint(person=person, role=Role.HR, unit=world.a.enterprise, actor=SYSTEM, on=OPENING)
        return person

    actors = {
        "hr": lambda: world.a.hr,
        "second_hr": lambda: hired_into_hr(make_person("人事二")),
        "against": lambda: hired_into_hr(leader_of_team),
        "other_hr": lambda: world.b.hr,
        "appellant": lambda: worker,
        "appellant_as_hr": lambda: hired_into_hr(worker),
        "reformer": lambda: reformer,
        "leader": lambda: world.leader,
        "system": lambda: SYSTEM,
    }
    actor = actors[who]()

    assert bool(may_decide_appeal(actor, appeal, TODAY)) is expected
    if not expected:
        with pytest.raises(NotAllowed):
            take_up_appeal(appeal_id=appeal.id, actor=actor, at=NOON)


@pytest.mark.parametrize("concerned", ["appellant", "against"])
def test_the_database_itself_refuses_a_reviewer_who_is_concerned(
    world: World, worker: Person, concerned: str
):
    appeal = submitted(world, worker, against=make_person("班长"))

    with pytest.raises(IntegrityError, match="concerned"), transaction.atomic():
        Appeal.objects.filter(id=appeal.id).update(reviewer=getattr(appeal, concerned))


def test_appeals_are_seen_by_their_maker_and_those_who_decide(
    world: World, worker: Person, reformer: Person
):
    appeal = submitted(world, worker, against=make_person("班长"))

    def sees(reader: Person) -> bool:
        return appeals_visible_to(reach_of(reader, TODAY)).filter(id=appeal.id).exists()

    assert sees(worker)
    assert sees(world.a.hr)
    assert appeal.against is not None
    others = (world.b.hr, reformer, world.leader, make_worker(world.a).person, appeal.against)
    assert not any(sees(other) for other in others)


def test_the_queue_shows_the_most_pressing_first(world: World, worker: Person):
    later = submitted(world, make_worker(world.a, "晚").person)
    first = submitted(world, worker)
    Appeal.objects.filter(id=first.id).update(reply_by=TODAY + timedelta(days=1))

    assert list(queue_of(reach_of(world.a.hr, TODAY))) == [first, later]
