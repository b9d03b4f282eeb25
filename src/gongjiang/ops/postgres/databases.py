"""Databases beside the zone's own, made and dropped by the owner: for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections
from psycopg import sql

ALIASES = ("default", "owner")


@contextmanager
def administration() -> Iterator[psycopg.Connection]:
    """A session of the owner outside any database of ours."""
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


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let every connection of this process, in all its threads, open this database."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    _point(dict.fromkeys(ALIASES, name))
    try:
        yield
    finally:
        _point(before)


def names(server: psycopg.Connection) -> list[str]:
    """Every database of the server."""
    return [name for (name,) in server.execute("SELECT datname FROM pg_database")]


def create(server: psycopg.Connection, name: str, template: str = "template0") -> None:
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    server.execute(words.format(sql.Identifier(name), sql.Identifier(template)))


def rename(server: psycopg.Connection, name: str, to: str) -> None:
    words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(words.format(sql.Identifier(name), sql.Identifier(to)))


def drop(server: psycopg.Connection, *names: str) -> None:
    """Drop databases, and first of all gently: only a plain drop ends the server's own vacuum."""
    for name in names:
        words = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
        try:
            server.execute(words)
        except psycopg.errors.ObjectInUse:
            server.execute(sql.Composed([words, sql.SQL(" WITH (FORCE)")]))


def _point(at: dict[str, str]) -> None:
    for alias, name in at.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
