"""What is logged tells what happened, and of nobody. A canary goes everywhere and is not heard."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client

from gongjiang.config.logs import logging_settings
from gongjiang.kernel.home import Home
from gongjiang.kernel.logs import DailyFile, JobOutcomes, JsonLines
from gongjiang.ops.postgres.cluster import log_of
from gongjiang.people.models import Account
from world import make_person, make_world

CANARY = "金丝雀640104199005014536"
SPELLINGS = (CANARY, json.dumps(CANARY)[1:-1], "640104199005014536", "%E9%87%91")

pytestmark = pytest.mark.urls("failing_urls")


@pytest.fixture
def log(tmp_path: Path):
    """Every line that is logged, whatever its level, as the product writes it."""
    handler = DailyFile(tmp_path)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    levels = {
        name: logging.getLogger(name).level
        for name in ("", "gongjiang", "django", "django.request")
    }
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lambda: "".join(path.read_text() for path in tmp_path.iterdir())
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(text: str, event: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, text.splitlines()) if line["event"] == event]


def heard(text: str) -> list[str]:
    return [spelling for spelling in SPELLINGS if spelling in text]


@pytest.mark.django_db
def test_a_request_has_one_line_with_its_route_and_its_account(client: Client, log):
    make_world()
    account = Account.objects.create(username="wang", person=make_person(CANARY))
    client.force_login(account)

    answer = client.get("/account/", follow=True)

    line = lines(log(), "request")[-1]
    assert line["account"] == str(account.public_id)
    assert (line["method"], line["status"]) == ("GET", answer.status_code)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert line["ms"] > 0
    assert not heard(log())


@pytest.mark.django_db
def test_a_canary_in_forms_headers_query_and_path_is_heard_in_no_line(client: Client, log):
    client.raise_request_exception = False
    client.post("/account/login/", {"login": CANARY, "password": CANARY})
    client.get(f"/people/{CANARY}", {"q": CANARY})
    client.get("/account/login/", headers={"X-Request-ID": CANARY, "User-Agent": CANARY})
    client.get("/", headers={"Host": "640104199005014536.example"})
    client.generic("640104199005014536", "/")
    client.post("/theme", {"theme": CANARY}, headers={"Cookie": f"session={CANARY}"})
    report = {"csp-report": {"effective-directive": CANARY, "blocked-uri": CANARY}}
    client.post("/csp-report", json.dumps(report), content_type="application/json")

    assert len(lines(log(), "request")) == 7
    assert not heard(log())


@pytest.mark.django_db
def test_a_failure_is_logged_by_kind_and_place_and_never_by_its_words(client: Client, log):
    client.raise_request_exception = False

    answer = client.get("/fail/broken")

    failures = [
        line["failures"] for line in map(json.loads, log().splitlines()) if "failures" in line
    ]
    assert [failure["type"] for failure in failures[0]] == ["builtins.RuntimeError"]
    assert failures[0][0]["at"][-1].startswith("failing_urls.py")
    assert "a secret of the inside" not in log()
    assert answer.headers["X-Request-ID"] in log()


@pytest.mark.django_db
def test_a_refusal_of_the_database_is_logged_by_its_code(log):
    make_world()
    Account.objects.create(username=CANARY)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Account.objects.create(username=CANARY)
    logging.getLogger("gongjiang.tests").error("refused", exc_info=refused.value)

    [line] = lines(log(), "refused")
    assert line["failures"][-1]["sqlstate"] == "23505"
    assert "username" in line["failures"][-1]["constraint"]
    assert not heard(log())


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="that server's log is not ours")
@pytest.mark.django_db
def test_the_embedded_servers_own_log_holds_no_statement_and_no_value():
    for statement, failure in (
        (f"SELECT '{CANARY}'::int", DataError),
        (f"INSERT INTO people_account (username) VALUES ('{CANARY}')", IntegrityError),
    ):
        with pytest.raises(failure), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert not heard(log_of(settings.HOME).read_text(errors="replace"))


def test_a_job_is_logged_by_its_task_and_how_it_ended(log):
    outcome = {
        "action": "job_error",
        "job": {"id": 7, "task_name": "people.apply_import", "attempts": 1, "args": CANARY},
        "start_timestamp": 10.0,
        "end_timestamp": 10.25,
        "result": CANARY,
    }
    record = logging.makeLogRecord(
        {
            "name": "procrastinate.worker",
            "msg": f"Job {CANARY}",
            "levelno": logging.ERROR,
            **outcome,
        }
    )

    assert JobOutcomes().filter(record)
    line = json.loads(JsonLines().format(record))

    assert {
        "event": "job",
        "job": 7,
        "task": "people.apply_import",
        "attempt": 2,
    }.items() <= line.items()
    assert (line["status"], line["ms"]) == ("failed", 250)
    assert not heard(json.dumps(line, ensure_ascii=False))


def test_two_processes_write_to_the_same_days_file(tmp_path: Path):
    for _process in range(2):
        handler = DailyFile(tmp_path / "logs")
        handler.setFormatter(JsonLines())
        handler.emit(logging.makeLogRecord({"name": "gongjiang.x", "msg": "spoke"}))

    [file] = (tmp_path / "logs").iterdir()
    assert [json.loads(line)["event"] for line in file.read_text().splitlines()] == ["spoke"] * 2
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_container_gets_its_lines_on_the_error_stream(tmp_path: Path):
    there = logging_settings(Home(tmp_path), {"GONGJIANG_LOG": "-"})
    here = logging_settings(Home(tmp_path), {})

    assert there["root"]["handlers"] == ["stream"]
    assert set(here["root"]["handlers"]) == {"stream", "file"}
