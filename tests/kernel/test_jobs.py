"""A job is asked for in the deed's own transaction, by bare ids, and tried again with patience."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound
from procrastinate.jobs import Job

from gongjiang.kernel import jobs
from gongjiang.kernel.errors import CannotDo
from jobs import run_jobs, waiting_jobs

DONE: list[int] = []


@pytest.fixture
def _a_task():
    """A task that this test alone declares."""

    @jobs.task("tests.count")
    def count(*, number: int) -> None:
        DONE.append(number)

    DONE.clear()
    yield
    del app.tasks["tests.count"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_a_task")
def test_a_job_does_what_its_task_says():
    jobs.defer("tests.count", number=7)

    assert waiting_jobs() == [("tests.count", {"number": 7})]
    assert run_jobs() == 1
    assert DONE == [7]
    assert waiting_jobs() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_a_task")
def test_a_job_of_a_deed_that_failed_was_never_asked_for():
    with transaction.atomic():
        jobs.defer("tests.count", number=7)
        transaction.set_rollback(True)

    assert waiting_jobs() == []


@pytest.mark.django_db
def test_a_job_that_no_room_declares_cannot_be_asked_for():
    with pytest.raises(TaskNotFound):
        jobs.defer("tests.nobody_declared_this", number=7)


@pytest.mark.django_db
@pytest.mark.usefixtures("_a_task")
def test_what_waits_already_is_not_asked_for_twice_and_the_deed_goes_on():
    with transaction.atomic():
        answers = [jobs.defer_once("tests.count", number=number) for number in (1, 2)]
        jobs.defer("tests.count", number=3)

    assert answers == [True, False]
    assert [ids["number"] for _name, ids in waiting_jobs()] == [1, 3]


def test_a_name_is_no_argument_of_a_job():
    with pytest.raises(TypeError, match="bare id"):

        @jobs.task("tests.greet")
        def greet(*, name: str) -> None: ...

    assert "tests.greet" not in app.tasks


@pytest.mark.parametrize(
    ("failure", "attempts", "wait"),
    [
        (OSError(), 0, 5),
        (OSError(), 3, 40),
        (OSError(), jobs.MOST_ATTEMPTS - 1, None),
        (CannotDo("said already"), 0, None),
    ],
)
def test_accidents_are_tried_again_with_longer_waits_and_refusals_are_not(
    failure, attempts, wait, monkeypatch
):
    asked = []
    monkeypatch.setattr(jobs, "RetryDecision", lambda **words: asked.append(words) or asked)
    job = Job(
        id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts
    )

    jobs._Patience().get_retry_decision(exception=failure, job=job)

    expected = [] if wait is None else [{"retry_in": {"seconds": wait}}]
    assert asked == expected


def test_a_night_in_shanghai_is_an_evening_in_utc():
    @jobs.nightly("tests.at_night", hour=3, minute=10)
    def at_night() -> None: ...

    found = app.periodic_registry.periodic_tasks.pop(("tests.at_night", ""))
    del app.tasks["tests.at_night"]
    assert found.cron == "10 19 * * *"
