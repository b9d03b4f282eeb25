"""How long pages take, beside the bare queries behind them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.test import Client

Statement = tuple[str, Any]

ENOUGH_FOR_A_FLOOR = 50


@dataclass(frozen=True)
class Timing:
    """Milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True)
class Measured:
    """One address as one role.

    Attributes:
        floor: the same statements, sent bare on the same connection in the same run.
    """

    page: Timing
    floor: Timing
    queries: int


class Recorder:
    """Keeps the statements that a request sends."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


def statements_of(client: Client, path: str) -> list[Statement] | None:
    """What one request asks the database, once what can be kept in mind is; None: no page."""
    _read(client.get(path))
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        answer = client.get(path)
        _read(answer)
    return recorder.statements if answer.status_code == HTTPStatus.OK else None


def measure(client: Client, path: str, statements: list[Statement], requests: int) -> Measured:
    reads = [(sql, params) for sql, params in statements if sql.lstrip("( ").startswith("SELECT")]
    return Measured(
        page=timed(lambda: _read(client.get(path)), requests),
        floor=timed(lambda: _send(reads), min(requests, ENOUGH_FOR_A_FLOOR)),
        queries=len(statements),
    )


def timed(deed: Callable[[], Any], times: int) -> Timing:
    """How long a deed takes, done so many times after two that warm up."""
    deed()
    deed()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        taken.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    return Timing(p50=statistics.median(taken), p95=cuts[18])


def _read(answer: Any) -> None:
    """Draw the answer to its end, as a browser would."""
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def _send(statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
