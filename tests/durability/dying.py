"""What the scripts that kill themselves share: how a child dies, and what is looked at after.

Imported by scripts that have set Django up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections

from gongjiang.ops import postgres
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.postgres.cluster import listening_pid


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def dying_at(statement: int) -> Iterator[None]:
    """This process dies at the so-manieth statement of the block; at 0, it does not."""
    counted = 0

    def mortal(execute: Any, *arguments: Any) -> Any:
        nonlocal counted
        counted += 1
        if counted == statement:
            die()
        return execute(*arguments)

    with connections["default"].execute_wrapper(mortal):
        yield


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block, as `dying_at` counts them: BEGIN and COMMIT are none."""
    said: list[str] = []

    def heard(execute: Any, sql: str, *arguments: Any) -> Any:
        said.append(sql)
        return execute(sql, *arguments)

    with connections["default"].execute_wrapper(heard):
        yield said


def after_the_death(*, of_the_server: bool) -> None:
    """The server runs again, having been killed first where it is to share its client's fate."""
    if of_the_server:
        os.kill(listening_pid(settings.HOME) or 0, signal.SIGKILL)
    postgres.ensure_running(settings.HOME)


def contradictions() -> list[str]:
    """What the consistency check finds broken."""
    return [str(broken) for broken in check_everything().broken]
