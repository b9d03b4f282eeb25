"""A small zone beside the demo's, to count queries in and to write to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections
from psycopg import sql

from gongjiang.demo.plan import Plan
from gongjiang.demo.story import build_zone, tidy
from gongjiang.ops import preparation

NAME = "gongjiang_bench"
ALIASES = ("default", "owner")


@contextmanager
def small_zone(workers: int) -> Iterator[None]:
    """Every connection opens a zone of so many workers, which is dropped after."""
    with _administration() as server:
        server.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)"))
        server.execute(_words("CREATE DATABASE {} TEMPLATE template0"))
        before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
        try:
            _point(dict.fromkeys(ALIASES, NAME))
            preparation.migrate()
            build_zone(Plan(workers))
            tidy()
            yield
        finally:
            _point(before)
            # Without FORCE, which may not end the server's own vacuum; a plain drop does.
            server.execute(_words("DROP DATABASE IF EXISTS {}"))


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _words(statement: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(NAME))


@contextmanager
def _administration() -> Iterator[psycopg.Connection]:
    to = connections["owner"].settings_dict
    with psycopg.connect(
        host=to["HOST"],
        port=to.get("PORT") or None,
        user=to["USER"],
        password=to.get("PASSWORD") or None,
        dbname="postgres",
        autocommit=True,
        **to["OPTIONS"],
    ) as server:
        yield server
