"""What a figure is: a definition that derives its value, and opens what stands behind it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import Window, window_of_months
from gongjiang.orgs.models import Unit
from gongjiang.people.queries.seats import Seat
from gongjiang.people.queries.visibility import Scope

Row = dict[str, Any]
"""One record behind a figure, as JSON values and days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a figure counts, said so that two readers count alike.

    Attributes:
        id: its number in the source article's list (domain.md §11), 1 to 28.
        counts: what is counted, in a sentence.
        distinct_by: what makes two records one; "" where each counts.
        months: the length of its window up to the day asked for; None: it is true on a day.
        room: the room whose records it is derived from.
    """

    id: int
    label: Sentence
    unit: Sentence
    counts: Sentence
    distinct_by: Sentence = ""
    months: int | None = None
    room: str
    version: str = "1"

    def window(self, on: date) -> Window | None:
        return None if self.months is None else window_of_months(on, self.months)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value as of a day.

    Attributes:
        number: None where the records it rests on have not been made.
        records: how many records stand behind it; its list has as many rows.
        version: the definition's version in force on that day.
        window: the days it looks at; None: that day alone.
        why: why there is no number.
        remark: what a reader should know beside the number.
    """

    number: int | float | None
    records: int
    version: str
    window: Window | None = None
    why: Sentence = ""
    remark: Sentence = ""

    @property
    def status(self) -> Literal["derived", "not_yet_derivable"]:
        return "not_yet_derivable" if self.number is None else "derived"


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a breakdown: a unit and its count."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Groups:
    """A figure by the units beneath one: groups, `here` and `withheld` add up to `total` exactly.

    Attributes:
        path: from the zone down to the unit that is opened.
        here: counted in the unit itself and none of those beneath it; None: withheld.
        withheld: counted, but in groups so small that they stay unknown.
        hidden: how many groups that is.
    """

    path: Sequence[Unit]
    total: int
    groups: Sequence[Group]
    here: int | None
    withheld: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons a reader may see behind a figure, a page of them, and how many others count.

    Attributes:
        elsewhere: counted, but none of the reader's business: total less visible.
    """

    total: int
    visible: int
    page: Sequence[Seat]

    @property
    def elsewhere(self) -> int:
        return self.total - self.visible


class Figure(ABC):
    """A number of the zone: asked as of a day, and as known at a moment."""

    definition: Definition

    @abstractmethod
    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        """The value as of the end of a day, as recorded by a moment (None: by now)."""

    @abstractmethod
    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        """Every record behind the value, without names: for whoever holds the machine."""


class PersonFigure(Figure):
    """A figure that counts persons, each where they work.

    Attributes:
        course: what its trend shows, in a sentence.
    """

    course: ClassVar[Sentence] = gettext_lazy(
        "On roll at the end of each month, by the definition in force then"
    )

    @abstractmethod
    def trend(
        self, days: Sequence[date], known_at: datetime | None = None
    ) -> Mapping[date, int | float]:
        """The value on each of several days, by the definition in force on that day."""

    @abstractmethod
    def persons(
        self, on: date, known_at: datetime | None, scope: Scope, *, limit: int, offset: int = 0
    ) -> Persons:
        """The persons behind it that a reader may see."""

    @abstractmethod
    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None = None
    ) -> Groups | None:
        """The value by the units beneath one (None: the zone).

        None is the answer for a unit that did not stand in the tree on that day, and for one that
        is withheld itself.
        """


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a figure's window, by its first day, and how many it counts."""

    first: date
    count: int


class ByMonth(Figure):
    """A figure that counts what happened month by month, and opens by month, then by unit.

    Attributes:
        course: what its trend shows, in a sentence.
    """

    course: ClassVar[Sentence] = gettext_lazy(
        "Mean of the twelve complete months up to the end of each month"
    )

    @abstractmethod
    def months(self, on: date, known_at: datetime | None = None) -> Sequence[Month]:
        """The months of the window in which there was something; they add up to the records."""

    @abstractmethod
    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None, month: date
    ) -> Groups | None:
        """One month by the units beneath one (None: the zone), as `PersonFigure.groups`."""

    @abstractmethod
    def trend(
        self, days: Sequence[date], known_at: datetime | None = None
    ) -> Mapping[date, int | float]:
        """The value on each of several days."""


@dataclass(frozen=True, slots=True)
class Waiting(Figure):
    """A figure whose room has not been built: no value, and never one typed in."""

    definition: Definition

    def derive(
        self,
        on: date,
        known_at: datetime | None = None,  # noqa: ARG002  (nothing to read yet)
    ) -> Value:
        return Value(None, 0, self.definition.version, self.definition.window(on))

    def rows(
        self,
        on: date,  # noqa: ARG002
        known_at: datetime | None = None,  # noqa: ARG002
    ) -> Iterator[Row]:
        return iter(())
