"""Build the whole zone: chapter by chapter, in one transaction of the database's owner."""

from __future__ import annotations


from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connections, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import CHAPTERS
from gongjiang.demo.plan import Plan
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import bulk
from gongjiang.orgs.services import rebuild_ancestry

OWNER = "owner"

Watch = Callable[[str], AbstractContextManager[object]]
"""Called with each phase's name around its work, to show and to time it."""


class NotEmpty(CannotDo):
    """There is something in the database already."""


def build_zone(plan: Plan, watch: Watch = lambda _: nullcontext()) -> None:
    """Write the demo into an empty, migrated database: all of it or nothing.

    Raises:
        NotEmpty: units or people are there.
        CannotDo: so few workers make no zone.
    """
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        _start_over(cursor)
        build = Build(plan, cursor)
        for chapter in CHAPTERS:
            with watch(chapter.name):
                chapter.write(build)
        with watch("ancestry"):
            rebuild_ancestry(using=OWNER)
        with watch("ledger"):
            bulk.write(build.facts, using=OWNER)
        with watch("foreign keys"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with watch("statistics"):
            cursor.execute("ANALYZE")


def _start_over(cursor: Any) -> None:
    """Let the ids of every empty table begin at 1 again, as in a database just made."""
    for table in ("orgs_unit", "people_person", "ledger_entry"):
        if not _is_empty(cursor, table):
            raise NotEmpty(_("This home holds a zone already; a demo needs an empty one."))
    cursor.execute(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES' ORDER BY 1"
    )
    for (table,) in cursor.fetchall():
        if _is_empty(cursor, table):
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART")


def _is_empty(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT NOT EXISTS (SELECT FROM {table})")
    [empty] = cursor.fetchone()
    return bool(empty)
