"""The workbook of first grades as a kind of import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions
from gongjiang.careers.grade_import import writing
from gongjiang.careers.grade_import.columns import COLUMNS, LABELS, SEQUENCES, read_grade
from gongjiang.careers.grade_import.comparing import Comparison
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import GradeSpell, Track
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.persons import PERSON_READERS, exported_people
from gongjiang.people.brought.reading import Readers
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.brought.rows import BroughtLine, BroughtRow
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import WorkbookImport
from gongjiang.people.roster.basis import ROLL
from gongjiang.workbooks.cells.choices import read_choice
from gongjiang.workbooks.cells.days import read_day

KEYS = ("name", "national_id", "staff_number", "sequence", "grade", "starts_on", "person")
WIDTHS = {"national_id": 21, "sequence": 18, "starts_on": 12, "person": 38}

# The roll, the enterprise's grades, and the ladders in force: equal now and then, the lines still
# say what would happen.
BASIS = f"""
    SELECT md5(concat_ws('/', %(ladders)s, {ROLL},
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                g.id, g.person_id, g.sequence, g.grade, g.track, g.valid_from, g.valid_to), 2)))
         FROM careers_gradespell g WHERE g.enterprise_id = %(enterprise)s)
    ))
"""


class FirstGrades(RoomKind):
    """First grades from HR's own workbook."""

    code: ClassVar[str] = "careers.first_grades"
    slug: ClassVar[str] = "grades"
    title: ClassVar[Sentence] = _("First grades from a workbook")
    lead: ClassVar[Sentence] = _(
        "Bring the grades your people hold today. Whoever has one here already keeps it: promotion"
        " or a change of sequence moves it, and no workbook does."
    )
    sheet: ClassVar[str] = "职级"
    sheet_label: ClassVar[Sentence] = _("First grades")
    columns = COLUMNS
    labels: ClassVar[Mapping[str, Sentence]] = LABELS

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return permissions.may_keep_careers(actor, enterprise.id, today())

    def readers(self) -> Readers:
        return Readers(
            by_key={
                **PERSON_READERS,
                "sequence": lambda cell: read_choice(cell, SEQUENCES),
                "grade": read_grade,
                "starts_on": read_day,
            },
            days={"starts_on"},
            repeating={"sequence", "grade", "starts_on"},
            secrets={"national_id": "national_id"},
        )

    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        return Comparison(brought.enterprise_id, rows, day_of(at)).lines(rows)

    def basis(self, brought: WorkbookImport) -> str:
        ladders = approved().filter(key=LadderRule.key).order_by("id")
        params: dict[str, int | str] = {
            "enterprise": brought.enterprise_id,
            "ladders": str(list(ladders.values_list("id", "valid_from", "valid_to"))),
        }
        with connection.cursor() as cursor:
            cursor.execute(BASIS, params)
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
        writing.write(brought, by=by, tell=tell)

    def resting(self, brought: WorkbookImport, *, limit: int) -> list[Resting]:
        return writing.resting_on(brought, limit=limit)

    def undo_lines(
        self,
        brought: WorkbookImport,
        *,
        reason: str,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        writing.take_back(brought, reason=reason, by=by, tell=tell)

    def exported(self, enterprise: int) -> bytes:
        return sheet_of(
            self.sheet,
            KEYS,
            _rows(enterprise),
            columns=COLUMNS,
            widths=WIDTHS,
            days={"starts_on"},
        )


def _rows(enterprise: int) -> Iterator[dict[str, Any]]:
    """The grade each of an enterprise's people holds today; who holds none has an empty one."""
    spells = GradeSpell.objects.filter(enterprise_id=enterprise, track=Track.PRIMARY, valid_to=None)
    held = {spell.person_id: spell for spell in spells}
    for person_id, named in exported_people(enterprise).items():
        spell = held.get(person_id)
        yield {
            **named,
            "sequence": SEQUENCES.names[spell.sequence][0] if spell else "",
            "grade": str(spell.grade) if spell else "",
            "starts_on": spell.valid_from if spell else None,
        }
