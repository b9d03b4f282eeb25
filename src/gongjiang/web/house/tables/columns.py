"""What a table shows in a column, and how a column is filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from gongjiang.kernel.decision import Sentence
from gongjiang.web.house.tags import day, moment, number

Choices = Sequence[tuple[Any, Sentence]]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A Chinese name in a list's row: shown as it is written, sorted as it is spoken."""

    pinyin: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Rows whose value has the typed text in it.

    Args:
        lookup: how a queryset is asked; "startswith" can use an index.
    """

    lookup: str = "icontains"
    kind: Literal["text"] = field(default="text", init=False)


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """Rows with one chosen value.

    Args:
        choices: (value, label) pairs, or what gives them when the page is drawn.
    """

    choices: Choices | Callable[[], Choices]
    kind: Literal["choice"] = field(default="choice", init=False)

    def options(self) -> list[tuple[str, Sentence]]:
        pairs = self.choices() if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in pairs]

    def values(self) -> set[str]:
        return {value for value, _label in self.options()}


@dataclass(frozen=True, slots=True)
class PeriodFilter:
    """Rows whose day lies from one day to another, both included."""

    kind: Literal["period"] = field(default="period", init=False)


Filter = TextFilter | ChoiceFilter | PeriodFilter


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        key: its name in the address; unique in its table.
        field: the queryset's field to sort and filter by, such as "team__name"; default: the key.
        accessor: where the shown value is: a dotted path from the row, or a function of the row;
            default: the field.
        sortable: only where an index stands behind it, when the table can be long.
        formatter: makes text (or safe HTML) of a value; default: by the value's type.
        href: the address a cell leads to, of the row; "" for none.
        silent: what a cell without a value says, of the row; such rows are sorted last.
    """

    key: str
    label: Sentence
    field: str = ""
    accessor: str | Callable[[Any], object] = ""
    sortable: bool = False
    filter: Filter | None = None
    align: Literal["start", "end", "centre"] = "start"
    formatter: Callable[[Any], str] | None = None
    href: Callable[[Any], str] | None = None
    silent: Callable[[Any], Sentence] | None = None

    @property
    def path(self) -> str:
        """The queryset's field."""
        return self.field or self.key

    def value(self, row: object) -> object:
        """The row's value, as it is kept."""
        if callable(self.accessor):
            return self.accessor(row)
        value: object = row
        for step in (self.accessor or self.path).replace("__", ".").split("."):
            if value is None:
                return None
            value = value[step] if isinstance(value, dict) else getattr(value, step)
        return value

    def text(self, row: object) -> str:
        """The row's value, as a reader is shown it."""
        value = self.value(row)
        if value is None:
            return str(self.silent(row)) if self.silent else ""
        return self.formatter(value) if self.formatter else shown(value)


def shown(value: object) -> str:
    """How a value reads when its column says nothing else."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | float() | Decimal():
            return number(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case _:
            return str(value)


def plain(value: object) -> str:
    """A formatter for numbers that are names: years, grades."""
    return str(value)
