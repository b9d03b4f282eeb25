"""Run the checks, all on one and the same state of the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

from gongjiang.ops.fsck import (
    benefits,
    careers,
    echelon,
    index,
    jobs,
    lake,
    ledger,
    mentoring,
    people,
    projects,
    proposals,
    roles,
    roll,
    rosters,
    similar,
    skills,
    studios,
    trees,
    workbooks,
)
from gongjiang.ops.fsck.check import Broken, Check, Report

CHECKS: tuple[Check, ...] = (
    *trees.CHECKS,
    *people.CHECKS,
    *roles.CHECKS,
    *rosters.CHECKS,
    *workbooks.CHECKS,
    *mentoring.CHECKS,
    *projects.CHECKS,
    *proposals.CHECKS,
    *skills.CHECKS,
    *studios.CHECKS,
    *careers.CHECKS,
    *benefits.CHECKS,
    *similar.CHECKS,
    *ledger.CHECKS,
    *roll.CHECKS,
    *echelon.CHECKS,
    *lake.CHECKS,
    *index.CHECKS,
    *jobs.CHECKS,
)
SHOWN = 20

Tell = Callable[[Check], None]


def check_everything(
    checks: Sequence[Check] = CHECKS, *, tell: Tell = lambda _check: None
) -> Report:
    """Ask each check's query, and report those that found something.

    Args:
        tell: called before each check, to show how far it has come.
    """
    broken = []
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            # Writers may go on meanwhile: every check sees the moment of the first.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for check in checks:
            tell(check)
            found = _ask(cursor, check)
            if found is not None:
                broken.append(found)
    return Report(tuple(checks), tuple(broken))


def _ask(cursor: Any, check: Check) -> Broken | None:
    sql, params = check.query()
    cursor.execute(
        f"SELECT id, count(*) OVER () FROM ({sql}) AS found ORDER BY id LIMIT {SHOWN}", params
    )
    rows = cursor.fetchall()
    return Broken(check, rows[0][1], tuple(row[0] for row in rows)) if rows else None
