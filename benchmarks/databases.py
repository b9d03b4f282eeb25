"""A small zone beside the demo's, to count queries in and to write to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gongjiang.demo.plan import Plan
from gongjiang.demo.story import build_zone, finish_zone
from gongjiang.ops import preparation
from gongjiang.ops.postgres.databases import administration, create, drop, pointed_at

NAME = "gongjiang_bench"


@contextmanager
def small_zone(workers: int) -> Iterator[None]:
    """Every connection opens a zone of so many workers, which is dropped after."""
    with administration() as server:
        drop(server, NAME)
        create(server, NAME)
        try:
            with pointed_at(NAME):
                preparation.migrate()
                build_zone(Plan(workers))
                finish_zone()
                yield
        finally:
            drop(server, NAME)
