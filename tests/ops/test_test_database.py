"""Tests run as the product does: as a role that cannot drop a guard."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection
from django.utils import timezone

from gongjiang.kernel.home import APPLICATION_ROLE


@pytest.mark.django_db
def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        [role] = cursor.fetchone()

    assert role == connection.settings_dict["USER"]
    assert role == APPLICATION_ROLE or "DATABASE_URL" in os.environ


@pytest.mark.django_db
def test_the_application_role_cannot_create_a_table() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("CREATE TABLE hideout (id int)")


@pytest.mark.commits
def test_what_a_committing_test_leaves_is_seen_by_another_process(
    other_process: dict[str, str],
) -> None:
    Session.objects.create(session_key="kept", session_data="", expire_date=timezone.now())

    code = (
        "import os, psycopg;"
        "c = psycopg.connect(os.environ['DATABASE_URL']);"
        "print(c.execute('SELECT session_key FROM django_session').fetchall())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=other_process,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[('kept',)]"


@pytest.mark.commits
def test_a_committing_test_begins_with_a_fresh_database() -> None:
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_an_ordinary_test_sees_nothing_of_a_committing_one() -> None:
    assert not Session.objects.exists()
