"""What another room imports, kept in the tables that all of them share (`models.WorkbookImport`).

A room writes a `RoomKind` and registers it when it is ready; `people` runs, shows and keeps it
without knowing the room.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import Kind
from gongjiang.people.brought.persons import missing_person
from gongjiang.people.brought.reading import Readers
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict, rows_in
from gongjiang.people.brought.telling import Tell
from gongjiang.people.brought.trouble import as_json
from gongjiang.people.models import (
    Person,
    WorkbookFile,
    WorkbookHabits,
    WorkbookImport,
    WorkbookLine,
)
from gongjiang.workbooks.tables.table import Table

AT_ONCE = 2_000


class RoomKind(Kind[WorkbookImport, BroughtRow]):
    """A workbook of another room.

    Attributes:
        slug: in addresses and commands.
        title, lead: of its pages; sheet_label: in a word, what such a workbook lists.
        sheet: what an exported sheet is called.
        labels: what its columns are called on the page, by key.
        resting_labels: what may rest on an import, in a word, by a fact's kind.
        name_label, number_label: what a line's `name` and `number_shown` are called.
        given_by_us: the columns that only an export has.
    """

    slug: ClassVar[str]
    title: ClassVar[Sentence]
    lead: ClassVar[Sentence]
    sheet: ClassVar[str]
    sheet_label: ClassVar[Sentence]
    labels: ClassVar[Mapping[str, Sentence]]
    resting_labels: ClassVar[Mapping[str, Sentence]] = {}
    name_label: ClassVar[Sentence] = _("Name")
    number_label: ClassVar[Sentence] = _("Number of the person")
    given_by_us: ClassVar[Collection[str]] = ("person",)
    imports = WorkbookImport
    files = WorkbookFile
    jobs: ClassVar[Mapping[str, str]] = {
        "check": "people.check_workbook",
        "apply": "people.apply_workbook",
        "undo": "people.undo_workbook",
        "annotate": "people.annotate_workbook",
    }
    changed: ClassVar[Sentence] = _(
        "What this file was compared with has changed since it was checked. Check it again; it"
        " takes a moment."
    )

    @abstractmethod
    def readers(self) -> Readers:
        """How cells are read; by the rules in force where those name what may stand there."""

    @abstractmethod
    def lines(
        self, brought: WorkbookImport, rows: Sequence[BroughtRow], at: datetime
    ) -> list[BroughtLine]:
        """Compare rows with what is held; nothing is changed."""

    @abstractmethod
    def write_lines(
        self, brought: WorkbookImport, *, by: int | None, at: datetime, tell: Tell
    ) -> None:
        """Write state and facts of all lines that are new or changed."""

    @abstractmethod
    def undo_lines(
        self, brought: WorkbookImport, *, reason: str, by: int | None, at: datetime, tell: Tell
    ) -> None:
        """Annul the facts of an import, and put state back."""

    @abstractmethod
    def exported(self, enterprise: int) -> bytes:
        """What is held, as an .xlsx that comes back unchanged."""

    def job(self, brought: WorkbookImport) -> dict[str, int]:
        return {"workbook_id": brought.id}

    def missing(self, table: Table) -> list[str]:
        return [*super().missing(table), *missing_person(table)]

    def remembered(self, brought: WorkbookImport) -> Mapping[str, str]:
        habits = WorkbookHabits.objects.filter(
            enterprise=brought.enterprise_id, kind=self.code
        ).first()
        return habits.columns if habits else {}

    def rows(self, table: Table) -> Iterator[BroughtRow]:
        return rows_in(table, self.readers())

    def compare(
        self,
        brought: WorkbookImport,
        headings: Mapping[str, str],
        rows: Sequence[BroughtRow],
        at: datetime,
    ) -> dict[str, Any]:
        lines = self.lines(brought, rows, at)
        brought.lines.all().delete()
        WorkbookLine.objects.bulk_create(
            (_kept(brought, line, headings) for line in lines), batch_size=AT_ONCE
        )
        found = Counter(line.verdict for line in lines)
        return {"counts": {verdict.value: found[verdict.value] for verdict in Verdict}}

    def write(
        self,
        brought: WorkbookImport,
        *,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        self.write_lines(brought, by=by, at=at, tell=tell)
        habits, _made = WorkbookHabits.objects.select_for_update().get_or_create(
            enterprise=brought.enterprise, kind=self.code
        )
        habits.columns = {**habits.columns, **brought.reading.get("mapping", {})}
        habits.save()

    def take_back(
        self,
        brought: WorkbookImport,
        *,
        reason: str,
        by: int | None,
        at: datetime,
        tell: Tell,
    ) -> None:
        self.undo_lines(brought, reason=reason, by=by, at=at, tell=tell)

    def lock(self, brought: WorkbookImport) -> None:
        """Persons in the order of their ids, as the deeds that go one by one lock them."""
        named = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
        ids = named.exclude(person_id=None).values("person_id")
        persons = Person.objects.select_for_update().filter(id__in=ids).order_by("id")
        list(persons.values_list("id"))

    def stands_against(self, brought: WorkbookImport, actor: Actor) -> Decision:
        """Nobody records what they hold themselves."""
        acts = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
        if actor.id is not None and acts.filter(person_id=actor.id).exists():
            return refused(
                _("A row is about yourself; leave it out, and let a colleague in HR record it.")
            )
        return ALLOWED


def _kept(brought: WorkbookImport, line: BroughtLine, headings: Mapping[str, str]) -> WorkbookLine:
    return WorkbookLine(
        workbook=brought,
        number=line.number,
        verdict=line.verdict,
        problems=as_json(line.troubles, headings),
        notes=[str(note) for note in line.notes],
        name=line.name[:60],
        number_shown=line.number_shown[:30],
        person_id=line.person_id,
        says=line.says[:300],
        changes=[[str(part) for part in change] for change in line.changes],
        does=line.does,
    )


_KINDS: dict[str, RoomKind] = {}


def register(kind: RoomKind) -> None:
    """Let a kind be imported; a room says so when it is ready."""
    _KINDS[kind.code] = kind


def kind_of(brought: WorkbookImport) -> RoomKind:
    """The kind of an import."""
    return _KINDS[brought.kind]


def kind_called(slug: str) -> RoomKind | None:
    """The kind of an address or command."""
    return next((kind for kind in _KINDS.values() if kind.slug == slug), None)


def all_kinds() -> list[RoomKind]:
    return list(_KINDS.values())
