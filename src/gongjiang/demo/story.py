"""Build the whole zone: its rows chapter by chapter, in one transaction of the database's owner.

The keys of a large zone are made after it, so that the zone is read while they are (`loading.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connections, transaction
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import CHAPTERS
from gongjiang.demo.loading import Laid, lay_aside, make_again
from gongjiang.demo.plan import Plan
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import bulk
from gongjiang.orgs.services import rebuild_ancestry

OWNER = "owner"
MARKED_TABLE = "orgs_unit"
"""Its comment says what the zone was built with and what is left to make."""

Watch = Callable[[str], AbstractContextManager[object]]
"""Called with each phase's name around its work, to show and to time it."""


class NotEmpty(CannotDo):
    """There is something in the database already."""


def build_zone(plan: Plan, watch: Watch = lambda _: nullcontext()) -> None:
    """Write the demo into an empty, migrated database: all rows or none. `finish_zone` ends it.

    Raises:
        NotEmpty: units or people are there.
        CannotDo: so few workers make no zone.
    """
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        _start_over(cursor)
        build = Build(plan, cursor)
        aside = lay_aside(cursor, workers=plan.workers)
        for chapter in CHAPTERS:
            with watch(chapter.name):
                chapter.write(build)
        with watch("ancestry"):
            rebuild_ancestry(using=OWNER)
        with watch("ledger"):
            bulk.write(build.facts, using=OWNER)
        _note(cursor, Written(plan, aside))


def finish_zone() -> None:
    """Tell the planner what is there, and make the keys that were laid aside. Can be repeated."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        written = _written(OWNER)
        if written is not None and written.aside:
            make_again(cursor, written.aside)
            _note(cursor, Written(written.plan))


def plan_in(using: str) -> Plan | None:
    """What the zone in a database was built with; None where none was, or not all its rows."""
    written = _written(using)
    return None if written is None else written.plan


@dataclass(frozen=True, slots=True)
class Written:
    """What is noted with a zone, in the transaction that writes it.

    Attributes:
        aside: what has to be made again to finish it.
    """

    plan: Plan
    aside: list[Laid] = field(default_factory=list)


def _note(cursor: Any, written: Written) -> None:
    words = sql.Literal(json.dumps(asdict(written)))
    cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(MARKED_TABLE), words))


def _written(using: str) -> Written | None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [MARKED_TABLE])
        [words] = cursor.fetchone()
    if not words:
        return None
    noted = json.loads(words)
    return Written(Plan(**noted["plan"]), [Laid(**laid) for laid in noted["aside"]])


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
