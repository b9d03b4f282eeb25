"""Somebody is found by name in the reader's scope, and by number only on the record."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.people.models import Look
from signing import SignIn
from world import World, make_person, make_worker

NUMBER = "11010519491231002X"


@pytest.mark.parametrize("typed", ["王", "wang", "wxm"])
def test_search_finds_within_the_scope_and_not_beyond(world: World, as_reader: SignIn, typed: str):
    make_worker(world.a, "王小明")
    make_worker(world.b, "王秀美")

    found = as_reader(world.a.hr).get("/people/search", {"q": typed}).content.decode()

    assert "王小明" in found
    assert "王秀美" not in found


def test_a_worker_finds_nobody(world: World, as_reader: SignIn):
    worker = make_worker(world.a, "王小明").person
    make_worker(world.a, "王小红")

    found = as_reader(worker).get("/people/search", {"q": "王"}).content.decode()

    assert "王小红" not in found


def test_htmx_gets_the_results_alone(world: World, as_reader: SignIn):
    headers = {"HX-Request": "true", "HX-Target": "found"}

    answer = as_reader(world.a.hr).get("/people/search", {"q": "王"}, headers=headers)

    assert "<html" not in answer.content.decode()


def test_a_bare_number_finds_nobody_and_leaves_no_trace(world: World, as_reader: SignIn):
    known = make_person("周工", date(1949, 12, 31), "FEMALE", national_id=NUMBER)

    found = as_reader(world.a.hr).get("/people/search", {"q": NUMBER}).content.decode()

    assert known.name not in found
    assert not Look.objects.exists()


def test_an_exact_number_leads_hr_to_its_own_person(world: World, as_reader: SignIn):
    employment = make_worker(world.a, "周工")
    make_person("周工二", date(1949, 12, 31), "FEMALE", national_id=NUMBER)
    sent = {"national_id": NUMBER, "reason": "核对"}

    answer = as_reader(world.a.hr).post("/people/by-number", sent)

    assert answer.status_code == 200
    assert "周工二" not in answer.content.decode()
    assert employment.person.name not in answer.content.decode()
