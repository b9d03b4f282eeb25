"""The workbook of staff numbers as a kind of import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.persons import (
    PERSON_COLUMNS,
    PERSON_LABELS,
    PERSON_READERS,
    People,
    exported_people,
    number_shown,
    told_twice,
)
from gongjiang.people.brought.reading import Readers
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict, plain
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import Employment, WorkbookImport
from gongjiang.people.roster.basis import ROLL
from gongjiang.people.roster.standing import Own
from gongjiang.workbooks.tables.table import Table

KEYS = ("staff_number", "name", "national_id", "person")
WIDTHS = {"national_id": 21, "person": 38}
BASIS = f"SELECT md5({ROLL})"


class StaffNumbers(RoomKind):
    """Staff numbers from HR's own list; each belongs to one person who works there."""

    code: ClassVar[str] = "people.staff_numbers"
    slug: ClassVar[str] = "staff-numbers"
    title: ClassVar[Sentence] = _("Staff numbers from a workbook")
    lead: ClassVar[Sentence] = _(
        "Bring your own list with staff numbers and national IDs, once: then other workbooks may"
        " name people by staff number and name."
    )
    sheet: ClassVar[str] = "工号"
    sheet_label: ClassVar[Sentence] = _("Staff numbers")
    columns = PERSON_COLUMNS
    labels: ClassVar[Mapping[str, Sentence]] = PERSON_LABELS

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return permissions.may_manage_employment(actor, enterprise, today())

    def missing(self, table: Table) -> list[str]:
        """Beside the number that is told, one by which the person is found."""
        told = [key for key in ("name", "staff_number") if key not in table.mapping]
        found = {"national_id", "person"} & set(table.mapping)
        return told if found else [*told, "national_id"]

    def stands_against(self, brought: WorkbookImport, actor: Actor) -> Decision:
        """A number is no merit: HR may number itself."""
        return ALLOWED

    def readers(self) -> Readers:
        return Readers(by_key=PERSON_READERS, secrets={"national_id": "national_id"})

    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        people = People(brought.enterprise_id, rows)
        found = [(row, people.of(row)) for row in rows]
        renumbered = {own.person_id for _row, own in found if own is not None}
        others = {
            plain(number): name
            for person, number, name in _numbered(brought.enterprise_id)
            if person not in renumbered
        }
        first: dict[str, int] = {}
        return [_line(row, own, others, first) for row, own in found]

    def basis(self, brought: WorkbookImport) -> str:
        with connection.cursor() as cursor:
            cursor.execute(BASIS, {"enterprise": brought.enterprise_id})
            [found] = cursor.fetchone()
        return str(found)

    def write_lines(
        self,
        brought: WorkbookImport,
        *,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        _set(brought, "number", tell)

    def resting(self, brought: WorkbookImport, *, limit: int) -> list[Resting]:
        """Nothing rests on a number: it finds people, and nobody counts it."""
        return []

    def undo_lines(
        self,
        brought: WorkbookImport,
        *,
        reason: str,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        _set(brought, "was", tell)

    def exported(self, enterprise: int) -> bytes:
        people: Iterator[dict[str, Any]] = iter(exported_people(enterprise).values())
        return sheet_of(self.sheet, KEYS, people, columns=self.columns, widths=WIDTHS, days=())


def _numbered(enterprise: int) -> list[tuple[int, str, str]]:
    running = Employment.objects.filter(employer_id=enterprise, valid_to=None)
    return list(
        running.exclude(staff_number="").values_list("person_id", "staff_number", "person__name")
    )


def _line(
    row: BroughtRow, own: Own | None, others: Mapping[str, str], first: dict[str, int]
) -> BroughtLine:
    number = row.text("staff_number")
    if not number and not row.troubles_at("staff_number"):
        row.tell(
            "staff_number",
            "",
            said("“%(column)s” is missing.") % {"column": PERSON_LABELS["staff_number"]},
            said("Fill in the cell."),
        )
    if plain(number) in others:
        row.tell(
            "staff_number",
            number,
            said("%(name)s has this staff number.") % {"name": others[plain(number)]},
            said("Mend one of the two numbers."),
        )
    earlier = first.setdefault(plain(number), row.number)
    if number and earlier != row.number:
        row.troubles.append(told_twice("staff_number", number, earlier))
    line = BroughtLine(
        number=row.number,
        name=row.text("name"),
        number_shown=number_shown(row),
        person_id=own.person_id if own else None,
        says=number,
        troubles=row.troubles,
    )
    if own is not None and not row.troubles:
        _judge(line, own, number)
    return line


def _judge(line: BroughtLine, own: Own, number: str) -> None:
    if own.staff_number == number:
        line.verdict = Verdict.UNCHANGED
        return
    line.verdict = Verdict.CHANGED if own.staff_number else Verdict.NEW
    if own.staff_number:
        line.changes = [(str(PERSON_LABELS["staff_number"]), own.staff_number, number)]
    line.does = {"employment": own.employment_id, "number": number, "was": own.staff_number}


def _set(brought: WorkbookImport, what: str, tell: Tell) -> None:
    """Give each line's employment its number; two may change places."""
    acting = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
    numbers = {does["employment"]: does[what] for does in acting.values_list("does", flat=True)}
    written = Count(tell, len(numbers))
    employments = list(Employment.objects.filter(id__in=numbers))
    Employment.objects.filter(id__in=numbers).update(staff_number="")
    for employment in employments:
        employment.staff_number = numbers[employment.id]
    Employment.objects.bulk_update(employments, ["staff_number"], batch_size=2_000)
    written.add(len(numbers))
