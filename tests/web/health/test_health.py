"""A machine that watches this one learns whether it works, and nothing of anybody."""

from __future__ import annotations

import time
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjiang.kernel.jobs import defer
from gongjiang.ledger.tally import Tally
from gongjiang.web.health import probes, views
from world import make_person, make_world

READY = "/health/ready"


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_readiness", probes.Readiness())


def heard_from_a_worker(*, seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@pytest.mark.django_db
def test_a_process_lives_without_asking_the_database(client: Client):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/health/live")

    assert answer.json() == {"status": "live"}
    assert len(asked) == 0


@pytest.mark.django_db
def test_a_whole_installation_is_ready(client: Client):
    heard_from_a_worker(seconds_ago=3)

    answer = client.get(READY)

    assert answer.status_code == HTTPStatus.OK
    assert answer.json() == {
        "status": "ready",
        "database": True,
        "migrations": True,
        "worker": True,
        "disk": True,
    }


@pytest.mark.django_db
def test_pages_are_served_without_a_worker_for_jobs_and_it_is_told(client: Client):
    heard_from_a_worker(seconds_ago=300)

    answer = client.get(READY)

    assert answer.status_code == HTTPStatus.OK
    assert (answer.json()["status"], answer.json()["worker"]) == ("degraded", False)


@pytest.mark.django_db
def test_a_full_disk_is_no_place_to_send_readers_to(client: Client, monkeypatch):
    monkeypatch.setattr(probes, "free_bytes", lambda home: 1_000)

    answer = client.get(READY)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["disk"] is False


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_told(client: Client, monkeypatch):
    monkeypatch.setattr(probes, "_is_migrated", lambda: False)

    answer = client.get(READY)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["migrations"] is False


@pytest.mark.commits
def test_a_database_that_is_gone_is_told_in_an_answer(client: Client):
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "gongjiang_of_nobody"
    try:
        answer = client.get(READY)
        metrics = client.get("/metrics")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["database"] is False
    assert b"gongjiang_database_up 0.0" in metrics.content


@pytest.mark.django_db
def test_however_often_it_is_asked_the_database_is_asked_once(client: Client):
    client.get(READY)

    with CaptureQueriesContext(connection) as asked:
        for _again in range(20):
            client.get(READY)

    assert len(asked) == 0


@pytest.mark.django_db
def test_metrics_count_requests_by_the_name_of_their_route(client: Client):
    client.get("/account/login/?next=/people/张三")
    client.get("/people/张三")

    text = client.get("/metrics").content.decode()

    assert 'gongjiang_requests_total{method="GET",route="account_login",status="200"}' in text
    assert 'route="none",status="404"' in text
    assert 'gongjiang_request_seconds_count{route="account_login"}' in text
    assert "张三" not in text


@pytest.mark.django_db
def test_metrics_tell_how_jobs_stand(client: Client):
    defer("ops.tidy")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 s'")

    lines = client.get("/metrics").content.decode().splitlines()

    assert 'gongjiang_jobs{state="todo"} 1.0' in lines
    assert 'gongjiang_jobs{state="failed"} 0.0' in lines
    [waited] = [line for line in lines if line.startswith("gongjiang_job_queue_age_seconds ")]
    assert float(waited.split()[1]) == pytest.approx(90, abs=20)


@pytest.mark.commits
def test_facts_are_counted_once_and_then_only_what_is_new():
    tally = Tally()
    assert tally.counts() == {}
    make_world()
    wait_until_counted(tally)
    make_person("后来的人")
    wait_until_counted(tally)
    with CaptureQueriesContext(connection) as asked:
        tally.counts()

    assert "recorded_xid >= '0'" not in asked[-1]["sql"]


def wait_until_counted(tally: Tally) -> None:
    """Until no transaction that began before ours is open, in any test beside this one."""
    until = time.monotonic() + 60
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM ledger_entry GROUP BY kind")
        expected = dict(cursor.fetchall())
    while (found := tally.counts()) != expected:
        assert time.monotonic() < until
        assert all(count <= expected[kind] for kind, count in found.items())
        time.sleep(0.05)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", HTTPStatus.OK),
        ({}, "203.0.113.9", HTTPStatus.NOT_FOUND),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", HTTPStatus.NOT_FOUND),
        ({"Authorization": "Bearer right"}, "203.0.113.9", HTTPStatus.OK),
        ({"Authorization": "Bearer wrong"}, "203.0.113.9", HTTPStatus.NOT_FOUND),
        ({"Authorization": "Bearer "}, "203.0.113.9", HTTPStatus.NOT_FOUND),
    ],
)
def test_who_reads_the_metrics(client: Client, settings, headers, address, status):
    settings.METRICS_TOKEN = "right"

    answer = client.get("/metrics", headers=headers, REMOTE_ADDR=address)

    assert answer.status_code == status


@pytest.mark.django_db
def test_without_a_token_none_opens_the_metrics(client: Client):
    answer = client.get("/metrics", headers={"Authorization": "Bearer "}, REMOTE_ADDR="203.0.113.9")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
def test_metrics_tell_when_the_clock_last_did_its_work(client: Client):
    for seconds in (9_000, 90):
        job = defer("lake.sync")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", [job])
            cursor.execute(
                "UPDATE procrastinate_events SET at = now() - make_interval(secs => %s) "
                "WHERE job_id = %s",
                [seconds, job],
            )

    lines = client.get("/metrics").content.decode().splitlines()

    [since] = [line for line in lines if line.startswith("gongjiang_clock_job_age_seconds{")]
    assert 'job="lake.sync"' in since
    assert float(since.split()[1]) == pytest.approx(90, abs=20)
