"""The workbook of earlier ideas as a kind of import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.idea_import import exporting, undoing, writing
from gongjiang.innovation.idea_import.columns import COLUMNS, DAYS, LABELS, READERS
from gongjiang.innovation.idea_import.comparing import Comparison
from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit
from gongjiang.people import permissions as people_permissions
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.reading import Readers
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.brought.rows import BroughtLine, BroughtRow
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import WorkbookImport
from gongjiang.workbooks.tables.table import Table

# Who of the names worked where and when, and the ideas under the titles and days of the file.
# Equal now and then, the lines still say what would happen.
BASIS = """
    SELECT md5(concat_ws('/',
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                p.id, p.person_id, p.unit_id, p.valid_from, p.valid_to, n.name, n.state,
                e.staff_number), 1)))
         FROM people_person n JOIN people_posting p ON p.person_id = n.id
         JOIN people_employment e ON e.id = p.employment_id
         WHERE n.name IN (SELECT name FROM people_workbookline WHERE workbook_id = %(workbook)s)),
        (SELECT concat(count(*), ':', sum(hashtextextended(p.id::text, 2)))
         FROM people_workbookline l JOIN innovation_proposal p
           ON p.enterprise_id = %(enterprise)s
          AND (p.id = (l.does->>'idea')::bigint
               OR p.title = l.does->>'title'
              AND p.submitted_on = (l.does->>'submitted_on')::date)
         WHERE l.workbook_id = %(workbook)s)
    ))
"""


class EarlierIdeas(RoomKind):
    """Earlier ideas from an enterprise's own list, with what became of them."""

    code: ClassVar[str] = "innovation.earlier_ideas"
    slug: ClassVar[str] = "ideas"
    title: ClassVar[Sentence] = _("Earlier ideas from a workbook")
    lead: ClassVar[Sentence] = _(
        "Bring the list that was kept before: one row an idea, with the days on which things"
        " happened. What was adopted goes on here; what was put into practice waits to be"
        " accepted. No workbook changes an idea that is here."
    )
    sheet: ClassVar[str] = "建议"
    sheet_label: ClassVar[Sentence] = _("Earlier ideas")
    columns = COLUMNS
    labels: ClassVar[Mapping[str, Sentence]] = LABELS
    resting_labels: ClassVar[Mapping[str, Sentence]] = undoing.RESTING_LABELS

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return people_permissions.may_manage_employment(actor, enterprise, today())

    def missing(self, table: Table) -> list[str]:
        """An author is told by name and day, for many have left; no number is asked for."""
        return [column.key for column in table.missing]

    def readers(self) -> Readers:
        return Readers(by_key=READERS, days=DAYS, repeating={"author", "outcome"})

    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        comparison = Comparison(brought.enterprise_id, rows, day_of(at))
        return [comparison.line(row) for row in rows]

    def basis(self, brought: WorkbookImport) -> str:
        params: dict[str, Any] = {"workbook": brought.id, "enterprise": brought.enterprise_id}
        with connection.cursor() as cursor:
            cursor.execute(BASIS, params)
            [found] = cursor.fetchone()
        return str(found)

    def write_lines(
        self, brought: WorkbookImport, *, by: int | None, at: datetime, tell: Tell
    ) -> None:
        writing.write(brought, by=by, at=at, tell=tell)

    def resting(self, brought: WorkbookImport, *, limit: int) -> list[Resting]:
        return undoing.resting_on(brought, limit=limit)

    def undo_lines(
        self, brought: WorkbookImport, *, reason: str, by: int | None, at: datetime, tell: Tell
    ) -> None:
        undoing.take_back(brought, reason=reason, by=by, at=at, tell=tell)

    def exported(self, enterprise: int) -> bytes:
        return exporting.exported(enterprise)
