"""A process of ours lives no longer than the one that started it, however that one ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import wait

SECONDS_TO_FINISH = 10


def end_with_parent() -> None:
    """From now on, end this process as soon as its parent is no more: first gently (SIGTERM)."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SECONDS_TO_FINISH)
        os.kill(os.getpid(), signal.SIGKILL)
