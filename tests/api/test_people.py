"""The API answers as the pages do: the same sight, the same deeds, the same refusals."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from gongjiang.people.models import Account, Employment, Person
from world import World, make_worker

HEADERS = {"content_type": "application/json"}


def signed_in(person: Person) -> Client:
    account = Account.objects.create(username=str(uuid4()), person=person)
    client = Client()
    client.force_login(account)
    return client


def leaving(on: str = "2021-06-01") -> dict[str, str]:
    return {"reason": "RESIGNED", "on": on}


def test_nobody_reads_without_signing_in(world: World):
    assert Client().get("/api/v1/people").status_code == 401


def test_hr_lists_its_own_people_and_nobody_elses(world: World):
    make_worker(world.a, "金丝雀甲")
    make_worker(world.b, "金丝雀乙")

    answer = signed_in(world.a.hr).get("/api/v1/people")

    names = {item["name"] for item in answer.json()["items"]}
    assert "金丝雀甲" in names
    assert "金丝雀乙" not in names
    assert answer.json()["count"] == len(names)


def test_an_unseen_person_is_not_found(world: World):
    employment = make_worker(world.b)

    answer = signed_in(world.a.hr).get(f"/api/v1/people/{employment.person.public_id}")

    assert answer.status_code == 404


def test_a_worker_sees_all_of_the_own_record(world: World):
    employment = make_worker(world.a)

    answer = signed_in(employment.person).get(f"/api/v1/people/{employment.person.public_id}")

    assert answer.json()["sight"] == "own"
    assert [e["id"] for e in answer.json()["employments"]] == [employment.id]


def test_the_same_key_twice_ends_an_employment_once(world: World):
    employment = make_worker(world.a)
    client, headers = signed_in(world.a.hr), {"Idempotency-Key": str(uuid4())}
    url = f"/api/v1/people/employments/{employment.id}/end"

    first = client.post(url, leaving(), headers=headers, **HEADERS)
    second = client.post(url, leaving(), headers=headers, **HEADERS)

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.status_code == 200


def test_what_cannot_be_done_now_is_a_sentence(world: World):
    employment = make_worker(world.a)
    url = f"/api/v1/people/employments/{employment.id}/end"

    answer = signed_in(world.a.hr).post(
        url, leaving("2020-01-01"), headers={"Idempotency-Key": str(uuid4())}, **HEADERS
    )

    assert answer.status_code == 409
    assert answer.json()["detail"]
    employment.refresh_from_db()
    assert employment.valid_to is None


def test_a_worker_cannot_end_the_own_employment(world: World):
    employment = make_worker(world.a)
    url = f"/api/v1/people/employments/{employment.id}/end"

    answer = signed_in(employment.person).post(
        url, leaving(), headers={"Idempotency-Key": str(uuid4())}, **HEADERS
    )

    assert answer.status_code == 403


def test_hr_hires_into_its_own_team(world: World):
    employment = make_worker(world.b)
    person = employment.person
    body = {
        "employer": str(world.b.enterprise.public_id),
        "kind": "REGULAR",
        "on": "2022-01-01",
        "post": {"unit": str(world.b.team.public_id), "name": "操作工", "kind": "PRODUCTION"},
    }

    answer = signed_in(world.b.hr).post(
        f"/api/v1/people/{person.public_id}/employments",
        body,
        headers={"Idempotency-Key": str(uuid4())},
        **HEADERS,
    )

    assert answer.status_code == 409
    assert Employment.objects.filter(person=person).count() == 1


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_write_without_a_key_is_refused(world: World, key: str):
    employment = make_worker(world.a)

    answer = signed_in(world.a.hr).post(
        f"/api/v1/people/employments/{employment.id}/end",
        leaving(),
        headers={"Idempotency-Key": key} if key else {},
        **HEADERS,
    )

    assert answer.status_code == 422
