"""A table's state, which is its address and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from gongjiang.kernel.periods import read_day
from gongjiang.web.house.tables.columns import ChoiceFilter, Column, PeriodFilter

PER_PAGE = (25, 50, 100)
LONGEST_TEXT = 100
HIGHEST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter in use: a text, a choice, or days (either may be open)."""

    text: str = ""
    start: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.start or self.end)


@dataclass(frozen=True, slots=True)
class State:
    """What the reader asks of one table.

    Args:
        unread: the keys of filters whose value could not be read; they are left out, and said so.
    """

    search: str
    filters: Mapping[str, Wanted]
    order: str
    page: int
    per_page: int
    unread: frozenset[str]


def read_state(query: QueryDict, columns: Iterable[Column], order: str, prefix: str) -> State:
    """The state in an address; what makes no sense falls back to the default."""
    columns = list(columns)
    filters: dict[str, Wanted] = {}
    unread: set[str] = set()
    for column in columns:
        if column.filter is None:
            continue
        try:
            filters[column.key] = _wanted(query, column, prefix + column.key)
        except ValueError:
            unread.add(column.key)
    sortable = {column.key for column in columns if column.sortable}
    asked = query.get(f"{prefix}sort", "")
    per_page = _number(query.get(f"{prefix}per_page"), default=PER_PAGE[0])
    return State(
        search=_text(query.get(f"{prefix}q", "")),
        filters={key: wanted for key, wanted in filters.items() if wanted},
        order=asked if asked.removeprefix("-") in sortable else order,
        page=min(_number(query.get(f"{prefix}page"), default=1), HIGHEST_PAGE),
        per_page=per_page if per_page in PER_PAGE else PER_PAGE[0],
        unread=frozenset(unread),
    )


def _wanted(query: QueryDict, column: Column, name: str) -> Wanted:
    if isinstance(column.filter, PeriodFilter):
        return Wanted(start=_day(query.get(f"{name}.from")), end=_day(query.get(f"{name}.to")))
    text = _text(query.get(name, ""))
    if isinstance(column.filter, ChoiceFilter) and text and text not in column.filter.values():
        msg = f"{text} is not one of the choices of {name}."
        raise ValueError(msg)
    return Wanted(text=text)


def _text(value: str) -> str:
    # PostgreSQL refuses NUL in a text.
    return value.replace("\x00", "").strip()[:LONGEST_TEXT]


def _day(value: str | None) -> date | None:
    return read_day(value) if value else None


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and int(value) else default


def address(query: QueryDict, changes: Mapping[str, Any]) -> str:
    """The query string with some parts changed; None and "" take a part out."""
    changed = query.copy()
    for key, value in changes.items():
        if value in (None, ""):
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"
