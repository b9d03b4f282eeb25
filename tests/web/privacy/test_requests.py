"""Requests about one's own data, from the worker's page to the one who decides."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, CorrectionRequest, ErasureRequest, Person, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, World, make_person, make_worker


def signed_in(person: Person) -> Client:
    account = Account.objects.create(
        person=person, username=person.public_id.hex, password=make_password(None)
    )
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def worker(world: World) -> Person:
    return make_worker(world.a, "王工").person


def ask(client: Client, **changes: str):
    form = {"field": "NAME", "wanted": "王公", "reason": "错字", "idempotency_key": str(uuid4())}
    return client.post(reverse("privacy:my_corrections"), {**form, **changes})


def test_a_request_sent_twice_is_asked_once(worker: Person):
    client, key = signed_in(worker), str(uuid4())

    ask(client, idempotency_key=key)
    ask(client, idempotency_key=key)

    assert CorrectionRequest.objects.count() == 1


def test_hr_puts_it_right_and_may_press_the_button_twice(world: World, worker: Person):
    ask(signed_in(worker))
    request = CorrectionRequest.objects.get()
    page = reverse("privacy:correction", args=[request.public_id])

    form = {"deed": "accept", "answer": "已更正", "idempotency_key": str(uuid4())}
    client = signed_in(world.a.hr)
    answers = [client.post(page, form) for _ in range(2)]

    worker.refresh_from_db()
    assert worker.name == "王公"
    assert {answer.url for answer in answers} == {reverse("privacy:corrections")}


def test_hr_of_another_enterprise_finds_no_such_request(world: World, worker: Person):
    ask(signed_in(worker))
    request = CorrectionRequest.objects.get()

    answer = signed_in(world.b.hr).post(
        reverse("privacy:correction", args=[request.public_id]), {"deed": "accept"}
    )

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_wish_that_makes_no_sense_is_told_on_the_form(worker: Person):
    answer = ask(signed_in(worker), field="BORN_ON", wanted="yesterday")

    assert answer.context["form"].non_field_errors()
    assert not CorrectionRequest.objects.exists()


def test_the_officer_decides_without_the_name(world: World, worker: Person):
    officer = make_person("保护官")
    appoint(person=officer, role=Role.PRIVACY_OFFICER, unit=world.zone, actor=SYSTEM, on=OPENING)
    signed_in(worker).post(
        reverse("privacy:my_erasure"), {"reason": "", "idempotency_key": str(uuid4())}
    )
    request = ErasureRequest.objects.get()
    client = signed_in(officer)

    pages = [
        client.get(reverse("privacy:erasures")),
        client.get(reverse("privacy:erasure", args=[request.public_id])),
    ]

    assert all(page.status_code == HTTPStatus.OK for page in pages)
    assert not any("王工" in page.content.decode() for page in pages)
    assert all(request.reference in page.content.decode() for page in pages)
