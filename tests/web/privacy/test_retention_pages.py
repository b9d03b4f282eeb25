"""The officer's list of records kept long enough, and what is said before they are erased."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, ErasureRequest, Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import end_employment
from world import NOON, OPENING, TODAY, World, make_person, make_worker

LIST, ALL = reverse("privacy:retention"), reverse("privacy:retention_all")
LONG_AGO = date(2017, 11, 15)


@pytest.fixture
def officer(world: World, defaults: list[RuleSet]) -> Client:
    person = make_person("保护官")
    appoint(person=person, role=Role.PRIVACY_OFFICER, unit=world.zone, actor=SYSTEM, on=OPENING)
    account = Account.objects.create(
        person=person, username="officer", password=make_password(None)
    )
    client = Client()
    client.force_login(account)
    return client


def left(world: World, name: str, on: date = LONG_AGO) -> Person:
    employment = make_worker(world.a, name, on=OPENING)
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=world.a.hr, on=on)
    return employment.person


def confirmed(count: int, **changes: str) -> dict[str, str]:
    return {"count": str(count), "sure": "on", "idempotency_key": str(uuid4()), **changes}


def test_the_list_says_why_and_never_who(world: World, officer: Client):
    person = left(world, "旧工")
    recent = left(world, "新走", today())

    shown = officer.get(LIST).content.decode()

    assert person.public_id.hex[:8].upper() in shown
    assert all(said in shown for said in ("甲硅业", "2017-11-15", "2022-11-15", "1990"))
    assert "旧工" not in shown
    assert recent.public_id.hex[:8].upper() not in shown


def test_one_record_is_erased_after_its_confirmation(world: World, officer: Client):
    person, other = left(world, "旧甲"), left(world, "旧乙")
    address = reverse("privacy:retention_one", args=[person.public_id])
    said = officer.get(address).content.decode()

    unsure = officer.post(address, {"count": "1", "idempotency_key": str(uuid4())})
    person.refresh_from_db()
    assert person.state == Person.State.ACTIVE
    done = officer.post(address, confirmed(1))

    person.refresh_from_db()
    other.refresh_from_db()
    assert "旧甲" not in said
    assert unsure.status_code == 200
    assert done.headers["Location"] == LIST
    assert (person.state, other.state) == (Person.State.ERASED, Person.State.ACTIVE)
    assert officer.get(address).status_code == 404


def test_all_are_erased_at_once_and_only_once(world: World, officer: Client):
    for name in ("旧甲", "旧乙"):
        left(world, name)
    sent = confirmed(2)

    for _ in range(2):
        officer.post(ALL, sent)

    assert ErasureRequest.objects.filter(ground="RETENTION", state="ERASED").count() == 2


def test_a_list_that_changed_meanwhile_is_read_again(world: World, officer: Client):
    left(world, "旧甲")

    answer = officer.post(ALL, confirmed(2))

    assert 'role="alert"' in answer.content.decode()
    assert not ErasureRequest.objects.exists()


def test_the_rule_decides_how_long(world: World, officer: Client):
    person = left(world, "旧工")
    longer = draft_rule_set(
        Draft(
            key="people.retention",
            version="2",
            content={"years": 40},
            valid_from=TODAY,
            procedure_reference="职代会 2022-3",
        ),
        actor=SYSTEM,
        at=NOON,
    )
    approve_rule_set(rule_set_id=longer.id, actor=SYSTEM, at=NOON)

    assert officer.get(reverse("privacy:retention_one", args=[person.public_id])).status_code == 404


@pytest.mark.parametrize("address", [LIST, ALL])
def test_the_pages_cost_the_same_for_many(world: World, officer: Client, address: str):
    left(world, "旧工")

    def queries() -> int:
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            officer.get(address)
        return len(asked)

    few = queries()
    for number in range(5):
        left(world, f"旧工{number}")

    assert queries() == few <= 15
