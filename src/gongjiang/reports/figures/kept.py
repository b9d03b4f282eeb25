"""What was derived once is remembered until somebody records something.

Headcounts over five years walk over every posting there ever was; between two deeds the answer
is the same. What they are derived from is the ledger and the trees, so their newest rows are the
mark of what is known. While a transaction is writing, its rows have numbers we cannot see yet, so
nothing is remembered then; and nothing is remembered for longer than a few minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from gongjiang.ledger.queries import last_entry_id

P = ParamSpec("P")
R = TypeVar("R")

ANSWERS = 64
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a database was written when something was derived from it."""

    database: str
    entry: int
    ancestry: int
    spell: int


def kept(derive: Callable[P, R]) -> Callable[P, R]:
    """Let a derivation answer from memory while nothing has been written since.

    Its arguments must be hashable, and its answer is shared: nobody may change it.
    """

    @lru_cache(maxsize=ANSWERS)
    def remembered(_mark: Mark, *args: Hashable, **kwargs: Hashable) -> R:
        return derive(*args, **kwargs)  # type: ignore[arg-type]  # as they were given below

    @wraps(derive)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        mark = _mark_within.get() or _mark_now()
        # What is derived on the way shares the mark, so that it is looked up once.
        token = _mark_within.set(mark)
        try:
            if mark == UNSETTLED:
                return shared(derive)(*args, **kwargs)
            return remembered(mark, *args, **kwargs)  # type: ignore[arg-type]  # hashable, as asked
        finally:
            _mark_within.reset(token)

    return asked


@contextmanager
def one_moment() -> Iterator[None]:
    """Within the block all figures answer of one moment: the mark is looked up once for all."""
    mark = _mark_within.set(_mark_within.get() or _mark_now())
    shared = _shared_within.set({} if _shared_within.get() is None else _shared_within.get())
    try:
        yield
    finally:
        _mark_within.reset(mark)
        _shared_within.reset(shared)


def shared(ask: Callable[P, R]) -> Callable[P, R]:
    """Let figures of one moment share what one of them has asked; outside of it, nothing is kept.

    For what no mark tells to have changed, such as an approved rule.
    """

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _shared_within.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(kwargs.items()))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        found: R = answers[key]
        return found

    return asked


UNSETTLED = Mark("", 0, 0, 0)
"""Some transaction is writing, perhaps our own: nothing is remembered."""

_mark_within: ContextVar[Mark | None] = ContextVar("mark_within", default=None)
_shared_within: ContextVar[dict[Hashable, Any] | None] = ContextVar("shared_within", default=None)


def _mark_now() -> Mark:
    """UNSETTLED while any transaction writes, our own included; two short queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(now) = pg_snapshot_xmax(now)"
            " AND pg_current_xact_id_if_assigned() IS NULL,"
            " (SELECT coalesce(max(id), 0) FROM orgs_ancestry) FROM pg_current_snapshot() AS now"
        )
        [(nobody_writes, newest)] = cursor.fetchall()
    if not nobody_writes:
        return UNSETTLED
    name = str(connection.settings_dict["NAME"])
    return Mark(name, last_entry_id(), newest, int(time.monotonic() // SECONDS))
