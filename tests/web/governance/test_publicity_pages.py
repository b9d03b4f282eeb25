"""Publicity on the page: seen by those it concerns, objected to, answered, closed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings

from gongjiang.governance.models import Objection, Publicity, Subject
from gongjiang.governance.services.publicity import open_publicity
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import NOON, TODAY, World, make_worker

pytestmark = pytest.mark.usefixtures("defaults", "media")
AFTER = date(2022, 12, 5)


@pytest.fixture
def publicity(world: World) -> Publicity:
    return open_publicity(
        subject=Subject("test.list", 7),
        unit=world.a.enterprise,
        title="拟聘首席技师名单",
        text="王工、李工。",
        actor=world.a.hr,
        from_day=TODAY,
        at=NOON,
    )


@pytest.fixture
def worker(world: World) -> Person:
    return make_worker(world.a).person


@pytest.fixture
def url(publicity: Publicity) -> str:
    return f"/publicity/{publicity.public_id}"


def test_who_works_there_reads_and_may_object(
    worker: Person, url: str, django_assert_max_num_queries
):
    client = reader(worker)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "拟聘首席技师名单" in client.get("/publicity").content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(url).content.decode()

    assert "王工、李工。" in page
    assert "2022-12-02" in page
    assert "Send the objection" in page


def test_another_enterprise_sees_nothing_of_it(world: World, url: str):
    for person in (world.b.hr, make_worker(world.b).person, world.leader):
        client = reader(person)
        assert client.get(url).status_code == 404
        assert send(client, f"{url}/object", text="有误").status_code == 404
        assert "拟聘首席技师名单" not in client.get("/publicity").content.decode()


def test_an_objection_sent_twice_is_one(worker: Person, url: str):
    client, key = reader(worker), str(uuid4())

    for _ in range(2):
        assert send(client, f"{url}/object", key, text="名单有误").status_code == 302

    assert Objection.objects.count() == 1
    assert "It waits for an answer." in client.get(url).content.decode()


@pytest.mark.parametrize(("nameless", "shown"), [("on", False), ("", True)])
def test_a_name_is_kept_from_those_who_decide_when_asked(
    world: World, url: str, nameless: str, shown: bool
):
    worker = make_worker(world.a, "举报人").person
    send(reader(worker), f"{url}/object", text="名单有误", nameless=nameless)

    page = reader(world.a.hr).get(url).content.decode()

    assert "名单有误" in page
    assert ("举报人" in page) is shown


def test_objections_of_others_are_not_shown_to_workers(world: World, worker: Person, url: str):
    send(reader(worker), f"{url}/object", text="名单有误")

    colleague = make_worker(world.a, "同事").person

    assert "名单有误" not in reader(colleague).get(url).content.decode()


def test_hr_answers_and_closes(
    world: World, worker: Person, url: str, monkeypatch: pytest.MonkeyPatch
):
    send(reader(worker), f"{url}/object", text="名单有误")
    hr, objection = reader(world.a.hr), Objection.objects.get()
    prefix = f"answer-{objection.public_id}"
    to = f"{url}/objections/{objection.public_id}"
    assert send(hr, to, **{f"{prefix}-verdict": "uphold"}).status_code == 422
    verdict = {f"{prefix}-verdict": "reject", f"{prefix}-answer": "已核对，无误。"}
    assert send(hr, to, **verdict).status_code == 302
    assert "Close the publicity" not in hr.get(url).content.decode()

    monkeypatch.setattr(settings, "TODAY", AFTER)
    assert "Close the publicity" in hr.get(url).content.decode()
    assert send(hr, f"{url}/close").status_code == 302

    assert Publicity.objects.get().state == "PASSED"
    assert "已核对，无误。" in reader(worker).get(url).content.decode()


def test_closing_too_early_says_when(world: World, url: str):
    answer = send(reader(world.a.hr), f"{url}/close")

    assert (answer.status_code, "2022-12-02" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("deed", ["close", "files"])
def test_a_worker_runs_nothing(worker: Person, url: str, deed: str):
    assert send(reader(worker), f"{url}/{deed}").status_code == 403


def test_a_worker_answers_no_objection(world: World, worker: Person, url: str):
    send(reader(worker), f"{url}/object", text="名单有误")
    objection = Objection.objects.get()

    answer = send(reader(worker), f"{url}/objections/{objection.public_id}")

    assert answer.status_code == 403
