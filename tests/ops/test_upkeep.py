"""Each night the house checks itself, and lets go of what has had its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from gongjiang.kernel.home import Home
from gongjiang.kernel.jobs import defer
from gongjiang.ops import upkeep
from gongjiang.people.models import Session
from jobs import run_jobs


def finished_job(state: str, *, days_ago: int) -> int:
    """A job that came to this state so many days ago."""
    job = defer("ops.tidy")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [state, job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) "
            "WHERE job_id = %s",
            [days_ago, job],
        )
    return job


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.mark.django_db
def test_log_lines_are_kept_for_thirty_days(home):
    home.logs.mkdir()
    for day in ("2022-10-28", "2022-10-29", "2022-11-28"):
        (home.logs / f"{day}.jsonl").touch()

    upkeep.tidy(home=home, now=datetime(2022, 11, 28, 4, tzinfo=UTC))

    kept = sorted(log.stem for log in home.logs.iterdir())
    assert kept == ["2022-10-29", "2022-11-28"]


@pytest.mark.django_db
def test_an_ended_session_is_deleted_and_a_living_one_is_kept(home):
    now = timezone.now()
    for key, hours in (("ended", -1), ("living", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + timedelta(hours=hours)
        )

    upkeep.tidy(home=home, now=now)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["living"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days_ago", "is_kept"),
    [
        ("succeeded", 8, False),
        ("succeeded", 6, True),
        ("failed", 8, True),
        ("failed", 91, False),
        ("todo", 91, True),
        ("doing", 91, True),
    ],
)
def test_a_job_is_kept_until_nobody_asks_for_it_again(home, state, days_ago, is_kept):
    job = finished_job(state, days_ago=days_ago)

    upkeep.tidy(home=home, now=timezone.now())

    assert ProcrastinateJob.objects.filter(id=job).exists() is is_kept


@pytest.mark.django_db
def test_a_zone_that_agrees_with_itself_passes_its_nightly_check(world):
    defer("ops.check")

    assert run_jobs() == 1


@pytest.mark.django_db
def test_a_zone_that_does_not_names_the_checks_that_do_not_hold(world):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgs_ancestry")

    with pytest.raises(upkeep.Inconsistent, match=r"orgs\.ancestry_as_placed"):
        upkeep.check()
