"""The server of pages: granian in front of Django, a worker for each of two cores."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import socket
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS = 2
THREADS_A_WORKER = 4
"""A thread may wait for the database while another computes; each keeps one connection."""
SECONDS_TO_FINISH = 10


class PortTaken(Exception):  # noqa: N818  (named for what stood in the way)
    """Another program listens at this address."""


def require_free(host: str, port: int) -> None:
    """Pass when nobody listens at this address. (granian would share the port with another.)

    Raises:
        PortTaken: somebody does, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        msg = f"Pages cannot be served at {host}:{port} ({error.strerror}); choose another --port."
        raise PortTaken(msg) from error


def serve(host: str, port: int, *, counts: Path) -> None:
    """Serve until interrupted (Ctrl+C, SIGTERM); requests under way are finished.

    Args:
        counts: a folder in which the workers count together; begun anew.

    Raises:
        SystemExit: a worker failed.
    """
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
    # Not forked: workers share no lock, connection or thread with us.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "gongjiang.ops.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS_A_WORKER,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    ).serve()
