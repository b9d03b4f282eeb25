"""A person's page by sight: who sees it at all, and how much of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import AccessBasis, Look, Person, PostKind, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import Post, hire
from signing import SignIn
from world import OPENING, TODAY, World, make_person, make_worker

NUMBER = "11010519491231002X"
PHONE = "13800005678"
MASKED = "110*************2X"
IN_2021 = date(2021, 6, 1)


@pytest.fixture
def dispatched(world: World) -> Person:
    """Employed by the agency, at work in a team of A."""
    person = make_person(
        "派遣工", born_on=date(1949, 12, 31), sex="FEMALE", national_id=NUMBER, phone=PHONE
    )
    hire(
        person=person,
        employer=world.agency.enterprise,
        kind="DISPATCHED",
        post=Post(unit=world.a.team, name="焊工", kind=PostKind.PRODUCTION),
        actor=world.agency.hr,
        on=IN_2021,
    )
    return person


def readers_of(world: World, person: Person) -> dict[str, Person]:
    """One reader of each kind, by what they are to the dispatched worker."""
    leader = make_worker(world.a, "班长").person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    other_leader = make_worker(world.a, "二班长", unit=world.a.other_team).person
    appoint(
        person=other_leader,
        role=Role.TEAM_LEADER,
        unit=world.a.other_team,
        actor=SYSTEM,
        on=OPENING,
    )
    grounded = make_person("督查")
    AccessBasis.objects.create(
        person=grounded,
        unit=world.zone,
        ground="工伤调查",
        granted_by=world.leader,
        valid_from=OPENING,
    )
    return {
        "the worker": person,
        "a colleague": make_worker(world.a, "同事").person,
        "team leader": leader,
        "leader of another team": other_leader,
        "HR of the site": world.a.hr,
        "HR of the employer": world.agency.hr,
        "HR of another enterprise": world.b.hr,
        "zone leader": world.leader,
        "zone leader with a ground": grounded,
    }


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("the worker", {"post", "employer", "numbers"}),
        ("a colleague", set()),
        ("team leader", {"post"}),
        ("leader of another team", set()),
        ("HR of the site", {"post"}),
        ("HR of the employer", {"post", "employer", "numbers"}),
        ("HR of another enterprise", set()),
        ("zone leader", set()),
        ("zone leader with a ground", {"post"}),
    ],
)
def test_how_much_of_a_dispatched_worker_each_reader_sees(
    world: World, as_reader: SignIn, dispatched: Person, reader: str, seen: set[str]
):
    readers = readers_of(world, dispatched)

    answer = as_reader(readers[reader]).get(page_of(dispatched))

    page = answer.content.decode()
    assert (answer.status_code == 200) is bool(seen)
    assert ("派遣工" in page) is bool(seen)
    assert ("焊工" in page) is ("post" in seen)
    assert (world.agency.enterprise.name in page) is ("employer" in seen)
    assert (MASKED in page) is ("numbers" in seen)
    assert ("1949-12-31" in page) is ("numbers" in seen)
    assert NUMBER not in page
    assert PHONE not in page


def page_of(person: Person) -> str:
    return reverse("people:person", args=[person.public_id])


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASED"])
@pytest.mark.parametrize("reader", ["HR of the site", "HR of the employer", "team leader"])
def test_a_restricted_or_erased_person_is_seen_by_nobody_at_work(
    world: World, as_reader: SignIn, dispatched: Person, state: str, reader: str
):
    readers = readers_of(world, dispatched)
    changes = {"state": state}
    if state == "ERASED":
        changes |= {"name": "", "born_on": None, "national_id_cipher": "", "phone_cipher": ""}
        changes |= {"national_id_hash": None, "phone_hash": ""}
    Person.objects.filter(id=dispatched.id).update(**changes)

    assert as_reader(readers[reader]).get(page_of(dispatched)).status_code == 404


def test_a_look_is_noted_for_others_and_not_for_oneself(
    world: World, as_reader: SignIn, dispatched: Person
):
    as_reader(dispatched).get(page_of(dispatched))
    as_reader(world.a.hr).get(page_of(dispatched))
    as_reader(world.a.hr).get(page_of(dispatched))

    [look] = Look.objects.filter(person=dispatched)
    assert (look.by, look.what) == (world.a.hr, "RECORD")


def test_the_employer_opens_a_number_with_a_reason_the_person_can_read(
    world: World, as_reader: SignIn, dispatched: Person
):
    hr = as_reader(world.agency.hr)
    address = reverse("people:number", args=[dispatched.public_id])

    without = hr.post(address, {"field": "phone", "reason": ""}).content.decode()
    opened = hr.post(address, {"field": "phone", "reason": "通知复工"}).content.decode()

    assert PHONE not in without
    assert PHONE in opened
    [look] = Look.objects.filter(person=dispatched, what="PHONE")
    assert look.reason == "通知复工"


def test_the_site_cannot_open_a_number(world: World, as_reader: SignIn, dispatched: Person):
    address = reverse("people:number", args=[dispatched.public_id])

    answer = as_reader(world.a.hr).post(address, {"field": "phone", "reason": "好奇"})

    assert answer.status_code == 403


def test_only_the_person_and_the_employer_are_offered_to_open_a_number(
    world: World, as_reader: SignIn, dispatched: Person
):
    address = reverse("people:number", args=[dispatched.public_id])

    offered = {
        name: address in as_reader(reader).get(page_of(dispatched)).content.decode()
        for name, reader in readers_of(world, dispatched).items()
    }

    assert {name for name, is_offered in offered.items() if is_offered} == {
        "the worker",
        "HR of the employer",
    }


def test_a_party_role_is_shown_to_nobody_but_its_holder(world: World, as_reader: SignIn):
    person = make_worker(world.a, "甲工").person
    appoint(person=person, role=Role.STATION_HEAD, unit=world.area, actor=SYSTEM, on=OPENING)

    assert str(Role.STATION_HEAD.label) in as_reader(person).get(page_of(person)).content.decode()
    seen_by_hr = as_reader(world.a.hr).get(page_of(person)).content.decode()
    assert str(Role.STATION_HEAD.label) not in seen_by_hr


def test_a_former_employer_sees_its_own_spell_and_no_numbers(
    world: World, as_reader: SignIn, dispatched: Person
):
    [employment] = dispatched.employments.all()
    [posting] = employment.postings.all()
    for row in (employment, posting):
        row.valid_to = TODAY
    employment.end_reason = "RESIGNED"
    employment.save()
    posting.save()

    page = as_reader(world.agency.hr).get(page_of(dispatched)).content.decode()

    assert "焊工" in page
    assert MASKED not in page
    assert as_reader(world.a.hr).get(page_of(dispatched)).status_code == 404
