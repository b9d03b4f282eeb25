"""Several processes use one server: whoever needs it starts it, the last one stops it.

Three lock files in the home, all flock, so the kernel frees them when a process is killed:
`server.lock` is held by the server (see cluster.py), `users.lock` is shared by all who use it,
`serving.lock` is held by the one process that serves pages.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gongjiang.kernel.home import Home
from gongjiang.ops.postgres import cluster
from gongjiang.ops.postgres.cluster import StartFailed

POLL_SECONDS = 0.05
WATCH_SECONDS = 0.2
PATIENCE_SECONDS = 3.0
"""After so long a wait we say what we wait for; we never give up on a server that recovers."""
UNREACHABLE_SECONDS = 15.0
"""A server listens within a second, even while it recovers; so long without is without hope."""

Say = Callable[[str], None]


class InUse(Exception):  # noqa: N818  (named for what stood in the way)
    """Another process already serves this home."""


class NotWhole(Exception):  # noqa: N818
    """A backup was being restored into this home, and the restore was interrupted."""


def is_supervised() -> bool:
    """Whether the database is ours to start; no, when the environment names a server."""
    return not os.environ.get("DATABASE_URL")


def is_new(home: Home) -> bool:
    """Whether the database is ours to make, and not made yet."""
    return is_supervised() and not cluster.data_of(home).exists()


@contextmanager
def running(home: Home, say: Say | None = None, *, restoring: bool = False) -> Iterator[None]:
    """Keep the server running for the length of a block; the last user out stops it.

    Args:
        restoring: whether the caller is the one that makes a home whole which is not.

    Raises:
        NotWhole: a restore into this home was interrupted.
        StartFailed: it does not start; the message shows why.
    """
    if home.restoring.exists() and not restoring:
        msg = (
            f"A restore into this home ({home.path}) is under way or was interrupted: it is "
            "not whole. Say the same `gongjiang restore` again."
        )
        raise NotWhole(msg)
    if not is_supervised():
        yield
        return
    cluster.prepare_folders(home)
    with _lock_file(home.postgres / "users.lock") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            ensure_running(home, say)
            yield
        finally:
            if _try_exclusive(users):
                _stop_and_wait(home)


def ensure_running(home: Home, say: Say | None = None) -> None:
    """Return when the server takes connections; start it first if none lives.

    Waits as long as recovery takes, and tells a human that it does. Safe to call from many
    processes at once, and at any time: a killed server is started again by whoever notices.

    Raises:
        StartFailed: the server we started ended before it served.
    """
    if not is_supervised():
        return
    cluster.prepare_folders(home)
    wait = _Wait(home, say or _say_to_terminal)
    started = False
    while not cluster.serves(home):
        with _lock_file(home.postgres / "server.lock") as server:
            # Held by nobody: no server lives, and nobody else can start one now.
            if _try_exclusive(server):
                if started:
                    msg = f"PostgreSQL did not start. Its log ends:\n{cluster.last_log_lines(home)}"
                    raise StartFailed(msg)
                cluster.start(home, server)
                started = True
        wait.a_little()


@contextmanager
def kept_running(home: Home, say: Say | None = None) -> Iterator[None]:
    """Start the server again whenever it dies within a block of `running`."""
    if not is_supervised():
        yield
        return
    leaving = threading.Event()
    watcher = threading.Thread(target=_watch, args=(home, leaving, say or _say_to_terminal))
    watcher.start()
    try:
        yield
    finally:
        leaving.set()
        watcher.join()


def _watch(home: Home, leaving: threading.Event, say: Say) -> None:
    with _lock_file(home.postgres / "server.lock") as server:
        while not leaving.wait(WATCH_SECONDS):
            # Free only when the server is dead. Asking costs it nothing.
            if _try_exclusive(server):
                fcntl.flock(server, fcntl.LOCK_UN)
                try:
                    ensure_running(home, say)
                except StartFailed as failure:
                    say(str(failure))
                    leaving.wait(UNREACHABLE_SECONDS)


@contextmanager
def serving_alone(home: Home) -> Iterator[None]:
    """Be the one process that serves this home's pages.

    Raises:
        InUse: another one does.
    """
    with _held_alone(home, "serving.lock"):
        yield


@contextmanager
def working(home: Home) -> Iterator[None]:
    """Do jobs of this home, beside others that do."""
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock_file(home.path / "working.lock") as jobs:
        fcntl.flock(jobs, fcntl.LOCK_SH)
        yield


@contextmanager
def at_rest(home: Home) -> Iterator[None]:
    """Have a home to ourselves: nobody serves its pages, nobody does its jobs.

    Raises:
        InUse: somebody does.
    """
    with _held_alone(home, "serving.lock"), _held_alone(home, "working.lock"):
        yield


@contextmanager
def _held_alone(home: Home, name: str) -> Iterator[None]:
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock_file(home.path / name) as lock:
        if not _try_exclusive(lock):
            msg = f"Gongjiang is already up on this home ({home.path}); stop that one first."
            raise InUse(msg)
        yield


class _Wait:
    """Waiting for the server in small steps, with a word to the human when it takes long."""

    def __init__(self, home: Home, say: Say) -> None:
        self.home = home
        self.say = say
        self.begun = time.monotonic()
        self.told_at = self.begun
        self.heard_at = self.begun

    def a_little(self) -> None:
        now = time.monotonic()
        if cluster.listening_pid(self.home):
            self.heard_at = now
        elif now - self.heard_at > UNREACHABLE_SECONDS:
            cluster.end_unreachable(self.home)
            self.heard_at = now
        if now - self.told_at > PATIENCE_SECONDS:
            self.told_at = now
            last = cluster.last_log_lines(self.home).rpartition("\n")[2]
            self.say(f"Waiting for PostgreSQL ({now - self.begun:.0f} s): {last}")
        time.sleep(POLL_SECONDS)


def _stop_and_wait(home: Home) -> None:
    """Stop the server, and return when none of its processes is left."""
    with _lock_file(home.postgres / "server.lock") as server:
        wait = _Wait(home, _say_to_terminal)
        while not _try_exclusive(server):
            cluster.stop(home)
            wait.a_little()
        cluster.remove_far_sockets(home)


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _try_exclusive(descriptor: int) -> bool:
    """Take the lock alone, if nobody else holds it.

    A shared lock we held is given up either way, so of two that leave at once one gets it.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _say_to_terminal(words: str) -> None:
    sys.stderr.write(words + "\n")
