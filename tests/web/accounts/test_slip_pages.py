"""Slips on the screen: who prints them, what the finder of one sees, and the way in."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, ActivationSlip, Person, Recovery, Role
from gongjiang.people.services.accounts import issue_slip
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.records import amend
from world import OPENING, World, make_worker

PASSWORD = "four plain words here"


@pytest.fixture
def worker(world: World) -> Person:
    person = make_worker(world.a, "王小工").person
    return amend(person_id=person.id, field="PHONE", value="13900001234")


def signed_in(person: Person) -> Client:
    account, _ = Account.objects.get_or_create(
        person=person,
        defaults={"username": person.public_id.hex, "password": make_password(None)},
    )
    client = Client()
    client.force_login(account)
    return client


def redeem_address(worker: Person) -> str:
    token = issue_slip(person=worker, actor=SYSTEM, at=timezone.now()).token
    return reverse("accounts:activate", args=[token])


def fill_in(client: Client, address: str, **changes: str):
    form = {
        "last_four": "1234",
        "username": "wang",
        "password": PASSWORD,
        "repeated": PASSWORD,
        "way": "password",
    }
    return client.post(address, {**form, **changes})


def test_hr_prints_a_teams_slips(world: World, worker: Person):
    answer = signed_in(world.a.hr).post(
        reverse("accounts:print_slips"), {"person": str(worker.public_id)}
    )

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert ActivationSlip.objects.get().person == worker


def test_another_enterprises_hr_finds_nobody_to_print_for(world: World, worker: Person):
    client = signed_in(world.b.hr)

    answer = client.post(reverse("accounts:print_slips"), {"person": str(worker.public_id)})
    page = client.get(reverse("accounts:slips"), {"unit": str(world.a.team.public_id)})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert worker.name not in page.content.decode()


def test_who_has_a_slip_already_is_marked_and_not_chosen(world: World, worker: Person):
    hr, team = signed_in(world.a.hr), {"unit": str(world.a.team.public_id)}
    assert " checked>" in hr.get(reverse("accounts:slips"), team).content.decode()

    hr.post(reverse("accounts:print_slips"), {"person": str(worker.public_id)})

    page = hr.get(reverse("accounts:slips"), team)
    [told] = page.context["persons"]
    assert told.slip_at is not None
    assert " checked>" not in page.content.decode()


def test_what_another_enterprises_team_is_called_is_not_told(world: World, worker: Person):
    team = {"unit": str(world.b.team.public_id)}

    answer = signed_in(world.a.hr).get(reverse("accounts:slips"), team)

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_page_of_a_slip_does_not_say_whose_it_is(client: Client, worker: Person):
    page = client.get(redeem_address(worker)).content.decode()

    assert "王小工" not in page


def test_a_slip_leads_in(client: Client, worker: Person):
    answer = fill_in(client, redeem_address(worker))

    assert answer["Location"] == "/"
    assert client.get(reverse("privacy:looks")).status_code == HTTPStatus.OK


def test_whoever_wants_a_passkey_is_led_to_it(client: Client, worker: Person):
    answer = fill_in(client, redeem_address(worker), password="", repeated="", way="passkey")

    assert answer["Location"] == reverse("mfa_add_webauthn")


@pytest.mark.parametrize(
    "changes",
    [
        {"last_four": "9999"},
        {"password": "short", "repeated": "short"},
        {"password": "12345678901", "repeated": "12345678901"},
        {"repeated": "another one entirely"},
        {"username": "a b"},
    ],
)
def test_what_does_not_lead_in(client: Client, worker: Person, changes: dict[str, str]):
    answer = fill_in(client, redeem_address(worker), **changes)

    assert answer.context["form"].errors
    assert not Account.objects.filter(person=worker).exists()


def test_a_used_slip_is_gone(client: Client, worker: Person):
    address = redeem_address(worker)
    fill_in(client, address)

    assert Client().get(address).status_code == HTTPStatus.GONE


def test_a_recovery_goes_through_two_pairs_of_hands(world: World, worker: Person):
    signed_in(worker)
    leader = make_worker(world.a, "班长").person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    hr = signed_in(world.a.hr)

    hr.post(
        reverse("accounts:open_recovery", args=[worker.public_id]),
        {"reason": "手机丢失", "idempotency_key": str(uuid4())},
    )
    recovery = Recovery.objects.get()
    by_hr = hr.post(reverse("accounts:confirm_recovery", args=[recovery.public_id]))
    signed_in(leader).post(reverse("accounts:confirm_recovery", args=[recovery.public_id]))
    printed = hr.post(reverse("accounts:print_slips"), {"person": str(worker.public_id)})

    recovery.refresh_from_db()
    assert by_hr.status_code == HTTPStatus.FORBIDDEN
    assert recovery.confirmed_by == leader
    assert printed["Content-Type"] == "application/pdf"
