"""The workbook of certificates as a kind of import."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.persons import PERSON_READERS, People
from gongjiang.people.brought.reading import Readers, read_long_number, read_public_id
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.brought.rows import BroughtLine, BroughtRow
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import WorkbookImport
from gongjiang.people.roster.basis import ROLL
from gongjiang.skills import permissions
from gongjiang.skills.certificate_import import exporting, undoing, writing
from gongjiang.skills.certificate_import.columns import COLUMNS, FOR_GOOD, LABELS
from gongjiang.skills.certificate_import.comparing import Comparison
from gongjiang.skills.certificate_import.held import Occupations, held_of
from gongjiang.skills.certificate_import.papers import Papers
from gongjiang.skills.certificate_import.words import RANKS, Operations
from gongjiang.skills.contents import OperationRule
from gongjiang.workbooks.cells.choices import read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.text import read_text

LONGEST_NUMBER, LONGEST_TEXT, LONGEST_URL = 40, 120, 300
DAYS = ("issued_on", "valid_until", "review_due", "reviewed_on")

# The roll, the certificates of whom the lines name or under their numbers, the rule's kinds and
# the occupations: equal now and then, the lines still say what would happen.
BASIS = f"""
    WITH line AS (
        SELECT person_id, does->>'number' AS number FROM people_workbookline
        WHERE workbook_id = %(workbook)s
    )
    SELECT md5(concat_ws('/', %(rule)s, {ROLL},
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                c.id, c.person_id, c.number, c.rank, c.occupation_id, c.issued_on, c.issuer,
                c.verify_url, c.revoked_on), 2)))
         FROM skills_skillcertificate c
         WHERE c.person_id IN (SELECT person_id FROM line)
            OR c.number IN (SELECT number FROM line)),
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                c.id, c.person_id, c.kind_code, c.number, c.issued_on, c.valid_until, c.review_due,
                c.issuer, c.verify_url, s.id), 3)))
         FROM skills_operationcertificate c
         LEFT JOIN skills_operationsuspension s ON s.certificate_id = c.id AND s.valid_to IS NULL
         WHERE c.person_id IN (SELECT person_id FROM line)
            OR c.number IN (SELECT number FROM line)),
        (SELECT count(*) FROM skills_occupation)
    ))
"""


class Certificates(RoomKind):
    """Certificates from HR's own workbook."""

    code: ClassVar[str] = "skills.certificates"
    slug: ClassVar[str] = "certificates"
    title: ClassVar[Sentence] = _("Certificates from a workbook")
    lead: ClassVar[Sentence] = _(
        "Bring the list of certificates you keep: skill levels and special operations. You see what"
        " would change before anything does, and can take it back."
    )
    sheet: ClassVar[str] = exporting.SHEET
    sheet_label: ClassVar[Sentence] = _("Certificates")
    columns = COLUMNS
    labels: ClassVar[Mapping[str, Sentence]] = LABELS
    resting_labels: ClassVar[Mapping[str, Sentence]] = undoing.RESTING_LABELS
    given_by_us: ClassVar[Collection[str]] = ("person", "certificate")

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return permissions.may_manage(actor, enterprise, today())

    def readers(self) -> Readers:
        return Readers(
            by_key={
                **PERSON_READERS,
                "certificate": read_public_id,
                "title": _read_text,
                "occupation": _read_text,
                "rank": lambda cell: read_choice(cell, RANKS),
                "number": lambda cell: read_long_number(cell, longest=LONGEST_NUMBER),
                **dict.fromkeys(DAYS, read_day),
                "issuer": _read_text,
                "kind": _read_text,
                "verify_url": lambda cell: read_text(cell, longest=LONGEST_URL),
            },
            days=DAYS,
            repeating={"title", "occupation", "rank", "issuer", "kind", *DAYS},
            secrets={"national_id": "national_id"},
            nothing=dict.fromkeys(("valid_until", "review_due", "reviewed_on"), FOR_GOOD),
        )

    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        rule = content_in_force(OperationRule, on=day_of(at))
        comparison = Comparison(
            people=People(brought.enterprise_id, rows),
            papers=Papers(Operations(rule), Occupations(), held_of(rows)),
            rule=rule,
            enterprise=brought.enterprise.name,
            today=day_of(at),
        )
        return comparison.lines(rows)

    def basis(self, brought: WorkbookImport) -> str:
        rule = content_in_force(OperationRule, on=today())
        params: dict[str, int | str] = {
            "workbook": brought.id,
            "enterprise": brought.enterprise_id,
            "rule": rule.model_dump_json(),
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
        return undoing.resting_on(brought, limit=limit)

    def undo_lines(
        self,
        brought: WorkbookImport,
        *,
        reason: str,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        undoing.take_back(brought, reason=reason, by=by, tell=tell)

    def exported(self, enterprise: int) -> bytes:
        return exporting.exported(enterprise)


def _read_text(cell: Any) -> Any:
    return read_text(cell, longest=LONGEST_TEXT)
