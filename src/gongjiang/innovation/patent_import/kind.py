"""An enterprise's list of patents as a kind of import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Patent
from gongjiang.innovation.patent_import import undoing, writing
from gongjiang.innovation.patent_import.columns import (
    COLUMNS,
    DAYS,
    KEYS,
    KINDS,
    LABELS,
    STATES,
    read_number,
    read_patent_id,
)
from gongjiang.innovation.patent_import.comparing import Comparison
from gongjiang.innovation.patent_import.course import state_of
from gongjiang.innovation.patent_import.inventors import written
from gongjiang.innovation.permissions.projects import may_keep_register
from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.reading import Readers
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import Employment, Person, WorkbookImport
from gongjiang.people.models.forgotten import GONE
from gongjiang.people.roster.basis import ROLL
from gongjiang.workbooks.cells.choices import read_choice
from gongjiang.workbooks.cells.days import read_day
from gongjiang.workbooks.cells.text import read_text
from gongjiang.workbooks.tables.table import Table

WIDTHS = {"title": 34, "number": 18, "inventors": 30, "end_reason": 18, "patent": 38}
LONGEST_TITLE, LONGEST_LIST, LONGEST_REASON = 120, 600, 200

# The roll, and the register: equal now and then, the lines still say what would happen.
BASIS = f"""
    SELECT md5(concat_ws('/', {ROLL},
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                p.id, p.title, p.kind, p.application_number, p.state, p.filed_on, p.accepted_on,
                p.published_on, p.examined_on, p.granted_on, p.fee_due_on, p.ended_on,
                p.end_reason), 2)))
         FROM innovation_patent p WHERE p.enterprise_id = %(enterprise)s)
    ))
"""


class Patents(RoomKind):
    """Patents from an enterprise's own list; each row is one, whoever invented it."""

    code: ClassVar[str] = "innovation.patents"
    slug: ClassVar[str] = "patents"
    title: ClassVar[Sentence] = _("Patents from a workbook")
    lead: ClassVar[Sentence] = _(
        "Bring the list of patents you keep, with inventors by name and, where two bear one, staff"
        " number: 张三(A001)、李四. You see what would change before anything does, and can take it"
        " back."
    )
    sheet: ClassVar[str] = "专利"
    sheet_label: ClassVar[Sentence] = _("Patents")
    columns = COLUMNS
    labels: ClassVar[Mapping[str, Sentence]] = LABELS
    resting_labels: ClassVar[Mapping[str, Sentence]] = undoing.RESTING_LABELS
    name_label: ClassVar[Sentence] = LABELS["title"]
    number_label: ClassVar[Sentence] = LABELS["number"]
    given_by_us: ClassVar[Collection[str]] = ("patent",)

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return may_keep_register(actor, enterprise_id=enterprise.id, day=today())

    def missing(self, table: Table) -> list[str]:
        """Its rows are things: no column has to name one person."""
        return [column.key for column in table.missing]

    def readers(self) -> Readers:
        return Readers(
            by_key={
                "patent": read_patent_id,
                "title": lambda cell: read_text(cell, longest=LONGEST_TITLE),
                "kind": lambda cell: read_choice(cell, KINDS),
                "number": read_number,
                "inventors": lambda cell: read_text(cell, longest=LONGEST_LIST),
                "shares": lambda cell: read_text(cell, longest=LONGEST_LIST),
                "state": lambda cell: read_choice(cell, STATES),
                "end_reason": lambda cell: read_text(cell, longest=LONGEST_REASON),
                **dict.fromkeys(DAYS, read_day),
            },
            days=DAYS,
            repeating={"kind", "state"},
        )

    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        return Comparison(brought.enterprise_id, rows, day_of(at)).lines(rows)

    def basis(self, brought: WorkbookImport) -> str:
        with connection.cursor() as cursor:
            cursor.execute(BASIS, {"enterprise": brought.enterprise_id})
            [found] = cursor.fetchone()
        return str(found)

    def lock(self, brought: WorkbookImport) -> None:
        """The patents first, then their inventors, each in the order of their ids."""
        patents = undoing.made_by(brought).set
        list(Patent.objects.select_for_update().filter(id__in=patents).order_by("id"))
        ids = {person for persons in _inventors_of(brought) for person in persons}
        list(Person.objects.select_for_update().filter(id__in=ids).order_by("id"))

    def stands_against(self, brought: WorkbookImport, actor: Actor) -> Decision:
        """Nobody records what they have invented themselves."""
        if any(actor.id in persons for persons in _inventors_of(brought)):
            return refused(
                _("A row is about yourself; leave it out, and let a colleague in HR record it.")
            )
        return ALLOWED

    def write_lines(
        self, brought: WorkbookImport, *, by: int | None, at: datetime, tell: Tell
    ) -> None:
        writing.write(brought, by=by, tell=tell)

    def resting(self, brought: WorkbookImport, *, limit: int) -> list[Resting]:
        return undoing.resting_on(brought, limit=limit)

    def undo_lines(
        self, brought: WorkbookImport, *, reason: str, by: int | None, at: datetime, tell: Tell
    ) -> None:
        undoing.take_back(brought, reason=reason, by=by, tell=tell)

    def exported(self, enterprise: int) -> bytes:
        return sheet_of(
            self.sheet, KEYS, _rows(enterprise), columns=COLUMNS, widths=WIDTHS, days=DAYS
        )


def _inventors_of(brought: WorkbookImport) -> list[set[int]]:
    """For each line that would write something, who invented what it is about."""
    acting = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
    lines = list(acting.values_list("does", flat=True))
    held: dict[int, set[int]] = defaultdict(set)
    moved = [does["patent"] for does in lines if "patent" in does]
    rows = Patent.objects.filter(id__in=moved).values_list("id", "inventors__person_id")
    for patent, person in rows:
        held[patent].add(person)
    return [
        held[does["patent"]]
        if "patent" in does
        else {person for person, _share in does.get("inventors", [])}
        for does in lines
    ]


def _rows(enterprise: int) -> Iterator[dict[str, Any]]:
    """Each patent of a register, whatever became of it; the newest first. Three queries."""
    numbers = dict(
        Employment.objects.filter(employer_id=enterprise)
        .order_by("valid_from")
        .values_list("person_id", "staff_number")
    )
    patents = Patent.objects.filter(enterprise_id=enterprise).prefetch_related("inventors__person")
    for patent in patents.order_by("-filed_on", "-id"):
        inventors = sorted(patent.inventors.all(), key=lambda each: each.position)
        yield {
            "patent": patent.public_id,
            "title": patent.title,
            "kind": KINDS.names[patent.kind][0],
            "number": patent.application_number,
            "inventors": written(
                (each.person.name or GONE, numbers.get(each.person_id, "")) for each in inventors
            ),
            "shares": "、".join(f"{each.share_bp / 100:g}" for each in inventors),
            "state": state_of(patent),
            "end_reason": patent.end_reason,
            **{name: getattr(patent, name) for name in DAYS},
        }
