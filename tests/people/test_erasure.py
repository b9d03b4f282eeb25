"""Being forgotten: who decides, who sees what meanwhile, and that no figure changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import SESSION_KEY

from gongjiang.kernel.errors import NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, Look, Person, Role, Session
from gongjiang.people.models.sessions import SessionStore
from gongjiang.people.queries.roll import replayed, roll_on
from gongjiang.people.queries.visibility import Sight, persons_visible_to, scope_of, sight_of
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import end_employment
from gongjiang.people.services.looks import note_look
from gongjiang.people.services.privacy import (
    AlreadyDecided,
    StillAtWork,
    ask_erasure,
    erase_person,
    propose_erasure,
    refuse_erasure,
    restrict_person,
    withdraw_erasure,
)
from world import OPENING, TODAY, World, make_person, make_worker

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
IN_2021 = date(2021, 6, 1)


@pytest.fixture
def officer(world: World) -> Person:
    person = make_person("保护官")
    appoint(person=person, role=Role.PRIVACY_OFFICER, unit=world.zone, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def leaver(world: World) -> Person:
    employment = make_worker(world.a, "离职工")
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=IN_2021)
    return Person.objects.get(id=employment.person_id)


def restricted(person: Person, officer: Person) -> int:
    request = ask_erasure(person=person, reason="已离职", at=NOON)
    restrict_person(request_id=request.id, actor=officer, answer="同意", at=NOON)
    return request.id


def figures(world: World) -> list[int]:
    days = (date(2020, 2, 1), date(2020, 3, 1), date(2021, 5, 31), IN_2021, TODAY)
    units = (world.zone, world.a.enterprise, world.a.team, world.b.enterprise)
    return [
        roll(day).under([unit.id]).headcount()
        for day in days
        for unit in units
        for roll in (roll_on, replayed)
    ]


def test_an_erased_person_leaves_every_figure_as_it_was(
    world: World, leaver: Person, officer: Person
):
    before, facts = figures(world), facts_of(leaver.id)

    erase_person(request_id=restricted(leaver, officer), actor=officer, at=NOON)

    leaver.refresh_from_db()
    assert (leaver.state, leaver.name, leaver.born_on) == (Person.State.ERASED, "", None)
    assert (leaver.birth_year, leaver.sex) == (1990, "MALE")
    assert figures(world) == before
    assert facts_of(leaver.id) == facts


def test_erasing_ends_account_and_sessions(world: World, leaver: Person, officer: Person):
    account = Account.objects.create(username="li", person=leaver)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session.save()
    assert Session.objects.get().account == account

    erase_person(request_id=restricted(leaver, officer), actor=officer, at=NOON)

    assert not Account.objects.filter(id=account.id).exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("who", "sight"),
    [("own HR", None), ("leader", None), ("officer", Sight.KEPT), ("the person", Sight.OWN)],
)
def test_who_sees_a_restricted_record(
    world: World, leaver: Person, officer: Person, who: str, sight: Sight | None
):
    restricted(leaver, officer)
    reader = {
        "own HR": world.a.hr,
        "leader": world.leader,
        "officer": officer,
        "the person": leaver,
    }[who]

    assert sight_of(scope_of(reader, TODAY), leaver.id) is sight


def test_the_officer_sees_nobody_who_is_not_restricted(
    world: World, leaver: Person, officer: Person
):
    seen = persons_visible_to(scope_of(officer, TODAY))

    assert set(seen) == {officer}


def test_nobody_is_forgotten_while_at_work(world: World, officer: Person):
    person = make_worker(world.a).person
    request = ask_erasure(person=person, reason="", at=NOON)

    with pytest.raises(StillAtWork):
        restrict_person(request_id=request.id, actor=officer, answer="", at=NOON)


def test_a_record_is_restricted_before_it_is_erased(world: World, leaver: Person, officer: Person):
    request = ask_erasure(person=leaver, reason="", at=NOON)

    with pytest.raises(AlreadyDecided):
        erase_person(request_id=request.id, actor=officer, at=NOON)


@pytest.mark.parametrize("who", ["own HR", "leader", "the person"])
def test_only_the_officer_restricts(world: World, leaver: Person, officer: Person, who: str):
    request = ask_erasure(person=leaver, reason="", at=NOON)
    actor = {"own HR": world.a.hr, "leader": world.leader, "the person": leaver}[who]

    with pytest.raises(NotAllowed):
        restrict_person(request_id=request.id, actor=actor, answer="", at=NOON)


def test_the_officer_does_not_decide_about_themselves(world: World, officer: Person):
    request = ask_erasure(person=officer, reason="", at=NOON)

    with pytest.raises(NotAllowed):
        restrict_person(request_id=request.id, actor=officer, answer="", at=NOON)


def test_second_thoughts_lift_the_restriction(world: World, leaver: Person, officer: Person):
    withdraw_erasure(request_id=restricted(leaver, officer), actor=leaver, at=NOON)

    leaver.refresh_from_db()
    assert leaver.state == Person.State.ACTIVE


def test_what_the_officer_opened_only_the_officer_closes(
    world: World, leaver: Person, officer: Person
):
    request = propose_erasure(person=leaver, actor=officer, reason="保存期已过", at=NOON)

    with pytest.raises(NotAllowed):
        withdraw_erasure(request_id=request.id, actor=leaver, at=NOON)
    refuse_erasure(request_id=request.id, actor=officer, answer="再保存一年", at=NOON)


def test_reading_a_record_all_day_is_one_look(world: World, leaver: Person):
    for hour in (4, 5, 6):
        note_look(person=leaver, by=world.a.hr, what=Look.What.RECORD, at=NOON.replace(hour=hour))
    note_look(person=leaver, by=leaver, what=Look.What.RECORD, at=NOON)

    assert [look.by for look in leaver.looks.all()] == [world.a.hr]
