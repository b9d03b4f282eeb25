"""Workbooks of certificates, grades and the like as offices send them, written for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.models import WorkbookImport, WorkbookLine
from gongjiang.people.services import workbooks
from gongjiang.people.services.workbooks import Workbook
from rosters import workbook
from world import NOON

Rows = Sequence[Mapping[str, Any]]


@dataclass
class Office:
    """One enterprise's HR at work on workbooks of one kind."""

    kind: RoomKind
    enterprise: Unit
    actor: Actor

    def bring(self, rows: Rows | bytes, name: str = "台账.xlsx", **others: Any) -> WorkbookImport:
        content = rows if isinstance(rows, bytes) else workbook(rows)
        words = {"language": "en", **others}
        brought = Workbook(
            kind=self.kind, enterprise=self.enterprise, file_name=name, content=content, **words
        )
        return workbooks.bring(brought, actor=self.actor, at=NOON)

    def checked(self, rows: Rows | bytes, **others: Any) -> WorkbookImport:
        return workbooks.check(self.bring(rows, **others).id, actor=self.actor, at=NOON)

    def applied(self, rows: Rows | bytes, **others: Any) -> WorkbookImport:
        return workbooks.apply(self.checked(rows, **others).id, actor=self.actor, at=NOON)

    def undone(self, brought: WorkbookImport, reason: str = "传错了文件") -> WorkbookImport:
        return workbooks.undo(brought.id, actor=self.actor, reason=reason, at=NOON)


def problems(brought: WorkbookImport) -> dict[int, list[tuple[str, str]]]:
    """By row: the column and problem of all that is wrong."""
    wrong = brought.lines.filter(verdict="WRONG").order_by("number")
    return {line.number: [(p["key"], p["problem"]) for p in line.problems] for line in wrong}


def lines_by_row(brought: WorkbookImport) -> dict[int, WorkbookLine]:
    return {line.number: line for line in brought.lines.all()}
