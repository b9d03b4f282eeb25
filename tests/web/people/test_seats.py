"""Offices fill and empty the seats they give, beginning with the unit."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongjiang.ledger.models import Entry
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.services import open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Appointment, Person, Role
from gongjiang.people.services.appointments import appoint
from signing import SignIn
from world import OPENING, World, make_person, make_site, make_worker

SEATS, FILL = reverse("people:seats"), reverse("people:fill_seat")
DAY = "2022-11-28"


def officer(world: World, role: str, unit: Unit | None = None) -> Person:
    person = make_person(f"任{role}")
    appoint(person=person, role=role, unit=unit or world.zone, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def admin(world: World, as_reader: SignIn) -> Client:
    return as_reader(officer(world, Role.SYSTEM_ADMIN))


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def filling(unit: Unit, person: Person, *, role: str = Role.HR, step: str = "confirm"):
    return {
        "role": role,
        "unit": str(unit.public_id),
        "person": str(person.public_id),
        "on": DAY,
        "step": step,
        "idempotency_key": str(uuid4()),
    }


def looking(unit: Unit, typed: str, role: str = Role.HR) -> dict[str, str]:
    return {
        "role": role,
        "unit": str(unit.public_id),
        "person_find": typed,
        "on": DAY,
        "step": "find",
        "idempotency_key": str(uuid4()),
    }


def test_the_administrator_seats_and_unseats_the_hr_of_an_enterprise(world: World, admin: Client):
    somebody = make_worker(world.b, "周接班").person

    review = page(admin.post(FILL, filling(world.b.enterprise, somebody, step="")))
    admin.post(FILL, filling(world.b.enterprise, somebody))

    seat = Appointment.objects.get(person=somebody)
    assert "周接班" in review
    assert (seat.role, seat.unit, seat.valid_from) == (
        Role.HR,
        world.b.enterprise,
        date(2022, 11, 28),
    )
    end = reverse("people:empty_seat", args=[world.b.enterprise.public_id])
    old = Appointment.objects.get(person=world.b.hr)
    admin.post(
        end,
        {
            "appointment": str(old.id),
            "on": DAY,
            "step": "confirm",
            "idempotency_key": str(uuid4()),
        },
    )
    old.refresh_from_db()
    assert old.valid_to == date(2022, 11, 28)
    kinds = Entry.objects.filter(occurred_on=date(2022, 11, 28)).values_list("kind", "person_id")
    assert set(kinds) == {
        ("people.role.appointed", somebody.id),
        ("people.role.ended", world.b.hr.id),
    }


def test_an_enterprise_without_hr_is_listed_until_it_has_one(world: World, admin: Client):
    details = make_site("丁新厂", "91640100000000004D", world.grid)
    Appointment.objects.filter(unit=details.enterprise).delete()
    assert "丁新厂" in page(admin.get(SEATS, {"seats": "vacant"}))

    admin.post(FILL, filling(details.enterprise, details.hr))

    assert "丁新厂" not in page(admin.get(SEATS, {"seats": "vacant"}))
    assert "丁人事" in page(admin.get(SEATS, {"role": "HR"}))


@pytest.mark.parametrize(
    ("typed", "found"), [("周接班", True), ("周接", False), ("zhoujieban", False)]
)
def test_an_office_of_the_zone_finds_by_the_whole_name_alone(
    world: World, admin: Client, typed: str, found: bool
):
    make_worker(world.b, "周接班")

    answer = page(admin.post(FILL, looking(world.b.enterprise, typed)))

    assert ("周接班 · 乙机械 · 一车间 · 一班" in answer) is found


def test_hr_finds_its_own_people_and_nobody_elses(world: World, as_reader: SignIn):
    make_worker(world.a, "周甲甲")
    stranger = make_worker(world.b, "周乙乙").person
    hr = as_reader(world.a.hr)

    answer = page(hr.post(FILL, looking(world.a.team, "周", role=Role.TEAM_LEADER)))
    more = page(hr.post(FILL, looking(world.a.team, "zhou", role=Role.TEAM_LEADER)))
    refused = hr.post(FILL, filling(world.a.team, stranger, role=Role.TEAM_LEADER))

    assert "周甲甲" not in answer  # one character is no name
    assert "周甲甲" in more
    assert "周乙乙" not in answer + more
    assert 'aria-invalid="true"' in page(refused) or 'role="alert"' in page(refused)
    assert not Appointment.objects.filter(person=stranger).exists()


def test_hr_is_shown_the_seats_it_gives_at_home(world: World, as_reader: SignIn):
    for site, name in ((world.a, "甲班长"), (world.b, "乙班长")):
        leader = make_worker(site, name).person
        appoint(person=leader, role=Role.TEAM_LEADER, unit=site.team, actor=SYSTEM, on=OPENING)

    shown = page(as_reader(world.a.hr).get(SEATS))

    assert "甲班长" in shown
    assert "乙班长" not in shown
    own = Appointment.objects.get(person=world.a.hr)
    assert not re.search(rf"[?]seat={own.id}\b", shown)


def test_who_sits_for_the_party_is_shown_to_the_party_office_alone(
    world: World, admin: Client, as_reader: SignIn
):
    committee = open_unit(kind=UnitKind.WORK_COMMITTEE, name="党工委", parent=None, on=OPENING)
    branch = open_unit(kind=UnitKind.BRANCH, name="第一支部", parent=committee, on=OPENING)
    secretary = make_worker(world.a, "某书记").person
    appoint(person=secretary, role=Role.PARTY_SECRETARY, unit=branch, actor=SYSTEM, on=OPENING)
    office = as_reader(officer(world, Role.ZONE_PARTY_OFFICE, committee))
    end = reverse("people:empty_seat", args=[branch.public_id])

    assert "某书记" in page(office.get(SEATS))
    assert "某书记" not in page(admin.get(SEATS))
    assert (office.get(end).status_code, admin.get(end).status_code) == (200, 404)
    assert "PARTY_SECRETARY" not in page(admin.get(FILL))


def test_nobody_appoints_themselves(world: World, as_reader: SignIn):
    administrator = officer(world, Role.SYSTEM_ADMIN)

    answer = as_reader(administrator).post(FILL, filling(world.a.enterprise, administrator))

    assert 'role="alert"' in page(answer)
    assert administrator.appointments.count() == 1


@pytest.mark.parametrize("address", [SEATS, f"{SEATS}?seats=vacant", FILL])
def test_the_pages_cost_the_same_in_a_larger_zone(world: World, admin: Client, address: str):
    def queries() -> int:
        admin.get(address)
        with CaptureQueriesContext(connection) as asked:
            admin.get(address)
        return len(asked)

    few = queries()
    for number in range(5):
        make_site(f"第{number}厂", f"9164010000000001{number}X", world.grid)

    assert queries() == few <= 15


def test_the_list_leads_to_the_form_with_its_unit_chosen(world: World, admin: Client):
    asked = urlencode({"role": "HR", "unit": world.b.enterprise.public_id})

    form = page(admin.get(f"{FILL}?{asked}"))

    assert f'<option value="{world.b.enterprise.public_id}" selected>' in form
