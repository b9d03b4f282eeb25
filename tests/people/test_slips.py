"""Slips: who issues them, that each works once, and how a lost account takes two to recover."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, ActivationSlip, Person, Role
from gongjiang.people.services.accounts import (
    SLIP_DAYS,
    TRIES,
    AlreadyOpen,
    NameTaken,
    SlipSpent,
    WrongDigits,
    confirm_recovery,
    issue_slip,
    open_recovery,
    redeem_slip,
)
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.records import amend
from world import OPENING, World, make_person, make_worker

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
PASSWORD = "four plain words here"


@pytest.fixture
def worker(world: World) -> Person:
    person = make_worker(world.a, "王工").person
    return amend(person_id=person.id, field="PHONE", value="13900001234")


@pytest.fixture
def team_leader(world: World) -> Person:
    person = make_worker(world.a, "班长").person
    appoint(person=person, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    return person


def redeem(token: str, *, last_four: str = "1234", username: str = "wang", at=NOON) -> Account:
    return redeem_slip(
        token=token, last_four=last_four, username=username, password=PASSWORD, at=at
    )


def has_account(person: Person) -> bool:
    return Account.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    ("issuer", "allowed"), [("own HR", True), ("other HR", False), ("leader", False)]
)
def test_who_issues_a_workers_slip(world: World, worker: Person, issuer: str, allowed: bool):
    actor = {"own HR": world.a.hr, "other HR": world.b.hr, "leader": world.leader}[issuer]

    if allowed:
        assert issue_slip(person=worker, actor=actor, at=NOON).slip.issued_by == actor
    else:
        with pytest.raises(NotAllowed):
            issue_slip(person=worker, actor=actor, at=NOON)


def test_the_system_administrator_issues_slips_to_officers_alone(world: World, worker: Person):
    admin = make_person("管理员")
    appoint(person=admin, role=Role.SYSTEM_ADMIN, unit=world.zone, actor=SYSTEM, on=OPENING)
    officer = amend(person_id=world.leader.id, field="PHONE", value="13900005678")

    assert issue_slip(person=officer, actor=admin, at=NOON).token
    with pytest.raises(NotAllowed):
        issue_slip(person=worker, actor=admin, at=NOON)


def test_a_slip_makes_an_account_once(world: World, worker: Person):
    token = issue_slip(person=worker, actor=world.a.hr, at=NOON).token

    account = redeem(token)

    assert (account.person, account.check_password(PASSWORD)) == (worker, True)
    with pytest.raises(SlipSpent):
        redeem(token, username="wang2")


def test_the_code_itself_is_not_kept(world: World, worker: Person):
    issued = issue_slip(person=worker, actor=world.a.hr, at=NOON)

    assert issued.token not in str(ActivationSlip.objects.values().get())


def test_a_slip_expires(world: World, worker: Person):
    token = issue_slip(person=worker, actor=world.a.hr, at=NOON).token

    with pytest.raises(SlipSpent):
        redeem(token, at=NOON + timedelta(days=SLIP_DAYS))


def test_a_new_slip_voids_the_one_before(world: World, worker: Person):
    first = issue_slip(person=worker, actor=world.a.hr, at=NOON).token
    issue_slip(person=worker, actor=world.a.hr, at=NOON)

    with pytest.raises(SlipSpent):
        redeem(first)


def test_a_slip_found_by_somebody_else_is_void_after_a_few_wrong_tries(
    world: World, worker: Person
):
    token = issue_slip(person=worker, actor=world.a.hr, at=NOON).token

    for _ in range(TRIES):
        with pytest.raises(WrongDigits):
            redeem(token, last_four="0000")

    with pytest.raises(SlipSpent):
        redeem(token)
    assert not has_account(worker)


def test_two_people_never_share_a_user_name(world: World, worker: Person):
    Account.objects.create(username="wang")
    token = issue_slip(person=worker, actor=world.a.hr, at=NOON).token

    with pytest.raises(NameTaken):
        redeem(token, username="Wang")


def test_without_a_number_on_record_there_is_no_slip(world: World):
    person = make_worker(world.a, "无号").person

    with pytest.raises(CannotDo):
        issue_slip(person=person, actor=world.a.hr, at=NOON)


def test_an_account_that_exists_needs_a_confirmed_recovery(
    world: World, worker: Person, team_leader: Person
):
    redeem(issue_slip(person=worker, actor=world.a.hr, at=NOON).token)
    with pytest.raises(AlreadyOpen):
        issue_slip(person=worker, actor=world.a.hr, at=NOON)

    recovery = open_recovery(person=worker, actor=world.a.hr, reason="手机丢失", at=NOON)
    with pytest.raises(AlreadyOpen):
        issue_slip(person=worker, actor=world.a.hr, at=NOON)
    confirm_recovery(recovery_id=recovery.id, actor=team_leader, at=NOON)
    token = issue_slip(person=worker, actor=world.a.hr, at=NOON).token
    redeem(token, username="wang.again")

    assert Account.objects.get(person=worker).username == "wang.again"
    with pytest.raises(AlreadyOpen):
        issue_slip(person=worker, actor=world.a.hr, at=NOON)


@pytest.mark.parametrize("who", ["opener", "owner", "other HR", "zone leader"])
def test_who_may_not_confirm_a_recovery(
    world: World, worker: Person, team_leader: Person, who: str
):
    redeem(issue_slip(person=worker, actor=world.a.hr, at=NOON).token)
    recovery = open_recovery(person=worker, actor=world.a.hr, reason="手机丢失", at=NOON)
    actor = {
        "opener": world.a.hr,
        "owner": worker,
        "other HR": world.b.hr,
        "zone leader": world.leader,
    }[who]

    with pytest.raises(NotAllowed):
        confirm_recovery(recovery_id=recovery.id, actor=actor, at=NOON)


def test_hr_cannot_open_a_recovery_in_another_enterprise(world: World, worker: Person):
    redeem(issue_slip(person=worker, actor=world.a.hr, at=NOON).token)

    with pytest.raises(NotAllowed):
        open_recovery(person=worker, actor=world.b.hr, reason="手机丢失", at=NOON)


def test_an_old_recovery_cannot_be_confirmed(world: World, worker: Person, team_leader: Person):
    redeem(issue_slip(person=worker, actor=world.a.hr, at=NOON).token)
    recovery = open_recovery(person=worker, actor=world.a.hr, reason="手机丢失", at=NOON)

    with pytest.raises(CannotDo):
        confirm_recovery(recovery_id=recovery.id, actor=team_leader, at=NOON + timedelta(days=7))
