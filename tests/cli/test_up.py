"""`gongjiang up` serves a home until it is told to end, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import homes
from gongjiang.kernel.home import DATABASE, OWNER_ROLE, Home
from gongjiang.kernel.keyring import Keyring, signature_holds
from gongjiang.ops.jobs.process import APPLICATION
from gongjiang.ops.postgres import cluster, running
from homes import COMMAND, run


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[Home]:
    """A home that has been up before."""
    home = homes.prepared(tmp_path / "prepared")
    yield home
    cluster.stop(home)
    cluster.remove_far_sockets(home)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number: int = listener.getsockname()[1]
    return number


@contextmanager
def up(home: Home, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "up", "--port", str(port)]
    with subprocess.Popen(
        command, env=homes.environment(home), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            assert "is up" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def is_answered(port: int) -> bool:
    """Whether pages are served here, with whatever answer."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        client.request("GET", "/")
        return client.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()


def get(port: int, path: str) -> tuple[int, str]:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        client.request("GET", path)
        answer = client.getresponse()
        return answer.status, answer.read().decode()
    finally:
        client.close()


def wait_for_pages(port: int, *, served: bool = True) -> None:
    until = time.monotonic() + 30
    while is_answered(port) is not served:
        assert time.monotonic() < until, "the server did not change its mind in 30 s"
        time.sleep(0.05)


def test_up_serves_until_interrupted_and_stops_its_database(home: Home, port: int) -> None:
    with up(home, port) as process:
        wait_for_pages(port)
        [worker] = wait_for_job_worker(home, other_than=set())
        for _reader in range(20):
            assert get(port, "/account/login/")[0] == 200
        counted = get(port, "/metrics")[1]
        second = run(home, "up", "--port", str(port))
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)

    assert process.returncode == 0
    assert not is_answered(port)
    # Whichever process answered, it counts for both.
    assert 'gongjiang_request_seconds_count{route="account_login"} 20.0' in counted
    [log] = home.logs.iterdir()
    assert log.read_text().count('"route": "account_login"') == 20
    assert not Path(f"/proc/{worker}").exists()
    assert cluster.listening_pid(home) is None
    assert second.returncode == 1
    [sentence] = second.stderr.splitlines()
    assert "already up on this home" in sentence


def test_a_killed_up_leaves_no_worker_and_can_be_started_again(prepared: Home, port: int) -> None:
    home = prepared
    with up(home, port) as process:
        wait_for_pages(port)
        process.kill()
        process.wait()
        wait_for_pages(port, served=False)

    with up(home, port) as process:
        wait_for_pages(port)
        process.terminate()
        process.wait(timeout=30)

    assert cluster.listening_pid(home) is None


def job_workers(home: Home) -> set[int]:
    """The processes that do jobs for a home, by what the database hears from them."""
    asked = {"host": str(home.sockets), "dbname": DATABASE, "passfile": str(home.passwords)}
    with psycopg.connect(user=OWNER_ROLE, **asked) as connection:
        names = connection.execute(
            "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE %s",
            [f"{APPLICATION}-%"],
        )
        return {int(name.rpartition("-")[2]) for (name,) in names}


def wait_for_job_worker(home: Home, *, other_than: set[int]) -> set[int]:
    until = time.monotonic() + 30
    while not (found := job_workers(home) - other_than):
        assert time.monotonic() < until, "no process did jobs in 30 s"
        time.sleep(0.05)
    return found


def test_a_killed_worker_for_jobs_is_replaced_and_ends_with_a_killed_up(
    prepared: Home, port: int
) -> None:
    home = prepared
    with up(home, port) as process:
        [killed] = wait_for_job_worker(home, other_than=set())
        os.kill(killed, signal.SIGKILL)
        [next_one] = wait_for_job_worker(home, other_than={killed})
        process.kill()
        process.wait()
        until = time.monotonic() + 30
        while Path(f"/proc/{next_one}").exists():
            assert time.monotonic() < until, "the worker outlived its parent by 30 s"
            time.sleep(0.05)


def test_a_worker_alone_ends_when_told_and_refuses_a_database_that_is_behind(
    home: Home, prepared: Home
) -> None:
    behind = run(home, "worker")
    home = prepared
    with (
        subprocess.Popen([*COMMAND, "worker"], env=homes.environment(home)) as process,
        running(home),
    ):
        wait_for_job_worker(home, other_than=set())
        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=30) == 0
    assert behind.returncode == 1
    assert "gongjiang migrate" in behind.stderr


def test_up_refuses_a_port_that_is_taken(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run(home, "up", "--port", str(other.getsockname()[1]))

    assert done.returncode == 1
    assert "choose another --port" in done.stderr


def test_up_refuses_a_home_without_keys(tmp_path: Path) -> None:
    done = run(Home(tmp_path / "empty"), "up")

    assert done.returncode == 1
    assert done.stderr.strip().endswith("Make them with: gongjiang keys create")


def test_keys_are_made_once_and_rotated_without_losing_the_old(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    made = run(home, "keys", "create")
    again = run(home, "keys", "create")
    signed, signature = Keyring.load(home.keys).sign(b"growth file")
    rotated = run(home, "keys", "rotate", "signature")

    assert [made.returncode, again.returncode, rotated.returncode] == [0, 1, 0]
    ring = Keyring.load(home.keys)
    assert signature_holds(ring.public_keys()[signed], signature, b"growth file")
    assert len(ring.keys["signature"]) == 2
    assert home.keys.stat().st_mode & 0o777 == 0o600
