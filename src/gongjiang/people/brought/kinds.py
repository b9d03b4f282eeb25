"""A kind of import: what its columns are, what a row comes to, how that is written and undone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import Brought, BroughtFile
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import Table

B = TypeVar("B", bound=Brought)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Resting:
    """Something recorded later that would lose its ground if an import were taken back.

    Attributes:
        kind: a fact's, or a word of the importer's own.
    """

    kind: str
    on: date | None
    person_id: int


class Kind(ABC, Generic[B, R]):
    """What one kind of workbook means. B: the model that keeps its imports. R: a row as read.

    Attributes:
        code: by which jobs, pages and the command name it.
        jobs: the tasks that check, apply, undo and annotate, by those words.
        changed: said when what a check rested on is no longer so.
        left_aside: columns that are recognised and said aloud, and not taken over.
    """

    code: ClassVar[str]
    imports: type[B]
    files: type[BroughtFile]
    columns: Sequence[KnownColumn]
    jobs: ClassVar[Mapping[str, str]]
    changed: ClassVar[Sentence]
    left_aside: ClassVar[Sequence[str]] = ()

    @abstractmethod
    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        """Who brings, applies and undoes: an enterprise's HR, as its room says."""

    @abstractmethod
    def job(self, brought: B) -> dict[str, int]:
        """The ids by which a job finds an import."""

    @abstractmethod
    def remembered(self, brought: B) -> Mapping[str, str]:
        """Headings agreed upon before, by a column's key; "" for a column that is not there."""

    def missing(self, table: Table) -> list[str]:
        """The keys of columns without which no row can be understood, and that were not found."""
        return [column.key for column in table.missing]

    @abstractmethod
    def rows(self, table: Table) -> Iterator[R]:
        """Each row of the table, its cells understood or told of."""

    @abstractmethod
    def compare(
        self, brought: B, headings: Mapping[str, str], rows: Sequence[R], at: datetime
    ) -> dict[str, Any]:
        """Compare rows with what is held, keep the lines, and say what the import keeps of it.

        Returns:
            Values of the import's own fields; `counts` is one of them.
        """

    @abstractmethod
    def basis(self, brought: B) -> str:
        """A hash of all that the lines rest on, as it stands now."""

    @abstractmethod
    def lock(self, brought: B) -> None:
        """Lock what applying or undoing changes, in the order in which other deeds do."""

    @abstractmethod
    def write(self, brought: B, *, by: int | None, at: datetime, tell: Tell) -> None:
        """Write state and facts of all lines, and remember what was agreed."""

    @abstractmethod
    def resting(self, brought: B, *, limit: int) -> list[Resting]:
        """What has been recorded since that rests on the import, the earliest first."""

    @abstractmethod
    def take_back(
        self, brought: B, *, reason: str, by: int | None, at: datetime, tell: Tell
    ) -> None:
        """Annul the facts of an import, and put state back."""

    def stands_against(self, brought: B, actor: Actor) -> Decision:  # noqa: ARG002  (for kinds)
        """Why this very actor may not apply this very import, such as a row about themselves."""
        return ALLOWED
