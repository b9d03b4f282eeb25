"""A worker for jobs beside the server of pages: started again when it dies, ended with it."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

import django

from gongjiang.ops.jobs.process import work
from gongjiang.ops.lifeline import end_with_parent

SECONDS_TO_FINISH = 10
SECONDS_BEFORE_ANOTHER = 1.0
"""A worker that cannot live, as while the database restarts, is not started in a busy loop."""


@contextmanager
def worked_off() -> Iterator[None]:
    """Keep a process that does jobs alive for the length of a block.

    On leaving, it may finish its jobs for some seconds; one cut off is taken up at the next start.
    """
    leaving = threading.Event()
    supervisor = threading.Thread(target=_supervise, args=(leaving,), name="jobs")
    supervisor.start()
    try:
        yield
    finally:
        leaving.set()
        supervisor.join()


def _supervise(leaving: threading.Event) -> None:
    while not leaving.is_set():
        process = _start()
        while process.is_alive() and not leaving.wait(0.1):
            wait([process.sentinel], timeout=0.1)
        if not leaving.is_set():
            leaving.wait(SECONDS_BEFORE_ANOTHER)
        _end(process)


def _start() -> SpawnProcess:
    # Not forked: it shares no lock, connection or thread with us.
    process = multiprocessing.get_context("spawn").Process(target=_run, name="jobs")
    process.start()
    return process


def _end(process: SpawnProcess) -> None:
    if process.is_alive():
        process.terminate()
        process.join(SECONDS_TO_FINISH)
    if process.is_alive():
        process.kill()
    process.join()


def _run() -> None:
    """What the process does. Ctrl+C reaches it too; its parent alone tells it when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    django.setup()
    work(stop_signals=(signal.SIGTERM,))
