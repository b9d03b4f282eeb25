"""The embedded server survives what may happen to it, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from gongjiang.kernel.home import APPLICATION_ROLE, DATABASE, OWNER_ROLE, Home
from gongjiang.ops import postgres
from gongjiang.ops.postgres import cluster, lowered, sharing

USER_OF_THE_SERVER = """
import sys
from pathlib import Path
from gongjiang.kernel.home import Home
from gongjiang.ops import postgres
with postgres.running(Home(Path(sys.argv[1]))):
    print("running", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _no_server_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home under a folder that only we may enter."""
    tmp_path.chmod(0o700)
    home = Home(tmp_path / "home")
    yield home
    cluster.stop(home)
    cluster.remove_far_sockets(home)


def connect(home: Home, role: str = OWNER_ROLE) -> psycopg.Connection:
    return psycopg.connect(
        host=str(home.sockets), dbname=DATABASE, user=role, passfile=str(home.passwords)
    )


def ask(home: Home, question: str, role: str = OWNER_ROLE) -> object:
    with connect(home, role) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row
    return row[0]


def kill_server(home: Home) -> None:
    pid = cluster.listening_pid(home)
    assert pid
    os.kill(pid, signal.SIGKILL)


def is_stopped(home: Home) -> bool:
    return cluster.listening_pid(home) is None


@contextmanager
def another_user_of(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its input ends."""
    with starting_user_of(home) as process:
        wait_until_it_runs(process)
        yield process


def starting_user_of(home: Home) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", USER_OF_THE_SERVER, str(home.path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def wait_until_it_runs(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert process.stdout.readline() == "running\n"


def test_both_roles_connect_with_their_own_password(home: Home) -> None:
    with postgres.running(home):
        roles = [ask(home, "SELECT current_user", role) for role in (OWNER_ROLE, APPLICATION_ROLE)]

    assert roles == [OWNER_ROLE, APPLICATION_ROLE]
    assert stat.S_IMODE(home.passwords.stat().st_mode) == 0o600


def test_a_role_without_its_password_is_refused(home: Home) -> None:
    with postgres.running(home), pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(home.sockets), dbname=DATABASE, user=APPLICATION_ROLE, password="guess"
        )


def test_no_role_that_can_connect_is_a_superuser(home: Home) -> None:
    with postgres.running(home):
        question = "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolsuper"
        assert ask(home, question) == cluster.SUPERUSER
        with pytest.raises(psycopg.OperationalError, match="no pg_hba"):
            psycopg.connect(host=str(home.sockets), dbname=DATABASE, user=cluster.SUPERUSER)


def test_acknowledged_means_on_disk(home: Home) -> None:
    with postgres.running(home):
        assert ask(home, "SELECT current_setting('fsync')") == "on"
        assert ask(home, "SELECT current_setting('synchronous_commit')") == "on"


def test_the_mode_of_a_folder_above_the_home_is_left_alone(home: Home) -> None:
    with postgres.running(home):
        ask(home, "SELECT 1")

    assert stat.S_IMODE(home.path.parent.stat().st_mode) == 0o700


def test_binaries_the_account_cannot_reach_are_copied_to_where_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    hidden = tmp_path / "installed"
    hidden.symlink_to(lowered._installed())
    account = lowered.server_account()
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        monkeypatch.setattr(lowered, "COPIES", Path(open_to_all))
        monkeypatch.setattr(lowered, "_installed", lambda: hidden)
        programs = lowered.binaries.__wrapped__(account)

        assert account is None or programs.is_relative_to(open_to_all)
        for program in ("postgres", "initdb"):
            assert account is None or lowered._can_run(programs / program, account)


def test_a_killed_server_is_started_again_by_whoever_notices(home: Home) -> None:
    with postgres.running(home):
        kill_server(home)
        postgres.ensure_running(home)

        assert ask(home, "SELECT 1") == 1


def test_a_killed_server_is_started_again_while_pages_are_served(home: Home) -> None:
    with postgres.running(home), postgres.kept_running(home):
        killed = cluster.listening_pid(home)
        kill_server(home)
        while cluster.listening_pid(home) in {None, killed} or not cluster.serves(home):
            time.sleep(0.01)

        assert ask(home, "SELECT 1") == 1


def test_a_server_whose_socket_was_removed_is_replaced(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.running(home):
        monkeypatch.setattr(sharing, "UNREACHABLE_SECONDS", 0.5)
        for socket in home.sockets.iterdir():
            socket.unlink()
        postgres.ensure_running(home)

        assert ask(home, "SELECT 1") == 1


def test_what_was_acknowledged_survives_the_kill_of_the_server(home: Home) -> None:
    with postgres.running(home):
        with connect(home) as connection:
            connection.execute("CREATE TABLE vote AS SELECT 7 AS number")
        kill_server(home)
        postgres.ensure_running(home)

        assert ask(home, "SELECT number FROM vote") == 7


def test_a_stale_pid_file_that_names_a_living_process_does_not_lie(home: Home) -> None:
    with postgres.running(home):
        pid_file = cluster.data_of(home) / "postmaster.pid"
        words = pid_file.read_text().splitlines()
        kill_server(home)
        # Of the server's own account, so that PostgreSQL itself would take it for a postmaster.
        account = lowered.as_account(lowered.server_account())
        with subprocess.Popen(["sleep", "60"], **account) as stranger:
            pid_file.write_text("\n".join([str(stranger.pid), *words[1:]]) + "\n")
            postgres.ensure_running(home)

            assert ask(home, "SELECT 1") == 1
            assert stranger.poll() is None
            stranger.kill()


def test_a_pid_file_changed_under_a_living_server_harms_nobody(home: Home) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        with postgres.running(home):
            (cluster.data_of(home) / "postmaster.pid").write_text(f"{stranger.pid}\n")

        assert is_stopped(home)
        assert stranger.poll() is None
        stranger.kill()


def test_the_last_of_two_users_stops_the_server(home: Home) -> None:
    with another_user_of(home) as other:
        with postgres.running(home):
            ask(home, "SELECT 1")
        assert not is_stopped(home)
        other.communicate()

    assert is_stopped(home)


def test_two_who_start_at_once_share_one_server(home: Home) -> None:
    with starting_user_of(home) as first, starting_user_of(home) as second:
        wait_until_it_runs(first)
        wait_until_it_runs(second)
        started = cluster.log_of(home).read_text().count("starting PostgreSQL")
        first.communicate()
        assert not is_stopped(home)
        second.communicate()

    assert started == 1
    assert is_stopped(home)


def test_a_killed_user_blocks_nobody(home: Home) -> None:
    with another_user_of(home) as other:
        other.kill()
        other.communicate()
        with postgres.running(home):
            assert ask(home, "SELECT 1") == 1

    assert is_stopped(home)


def test_the_kill_of_both_the_server_and_its_user_blocks_nobody(home: Home) -> None:
    with another_user_of(home) as other:
        other.kill()
        kill_server(home)
        other.communicate()
        with postgres.running(home):
            assert ask(home, "SELECT 1") == 1


def test_a_user_that_fails_still_stops_the_server(home: Home) -> None:
    with pytest.raises(KeyboardInterrupt), postgres.running(home):
        raise KeyboardInterrupt

    assert is_stopped(home)


def test_a_cluster_half_made_when_its_maker_was_killed_is_made_anew(home: Home) -> None:
    cluster.prepare_folders(home)
    (home.postgres / "data.new" / "base").mkdir(parents=True)

    with postgres.running(home):
        assert ask(home, "SELECT 1") == 1


def test_a_long_wait_is_told_to_the_human(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PATIENCE_SECONDS", 0.05)
    cluster.prepare_folders(home)
    told: list[str] = []
    with sharing._lock_file(home.postgres / "server.lock") as of_a_worker_that_lives_on:
        assert sharing._try_exclusive(of_a_worker_that_lives_on)
        starter = threading.Thread(target=postgres.ensure_running, args=(home, told.append))
        starter.start()
        while not told:
            time.sleep(0.01)
    starter.join()

    assert told[0].startswith("Waiting for PostgreSQL")
    assert ask(home, "SELECT 1") == 1


def test_a_failed_start_shows_the_end_of_the_log(home: Home) -> None:
    with postgres.running(home):
        pass
    (cluster.data_of(home) / "global" / "pg_control").unlink()

    with pytest.raises(postgres.StartFailed, match="could not find the database system"):
        postgres.ensure_running(home)


def test_with_a_database_url_nothing_is_started(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere.example/else")

    with postgres.running(home):
        assert not home.path.exists()
