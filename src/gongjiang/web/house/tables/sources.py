"""Where a table's rows come from: a queryset, or a list already in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Protocol, Self

from django.db.models import Model, Q, QuerySet

from gongjiang.kernel.periods import day_of
from gongjiang.web.house.tables.columns import Column, PeriodFilter, Spelled, TextFilter
from gongjiang.web.house.tables.state import Wanted

Rows = QuerySet[Any] | Sequence[Any]
Search = Sequence[str] | Callable[[Any, str], Any]
"""Lookups of which one must hold, such as ("name__contains",), or rows and text to rows."""

CHUNK = 2_000


class Source(Protocol):
    """Rows that can be narrowed, ordered, counted and cut."""

    def searched(self, text: str, search: Search) -> Self: ...
    def filtered(self, column: Column, wanted: Wanted) -> Self: ...
    def ordered(self, column: Column, *, descending: bool) -> Self: ...
    def count(self) -> int: ...
    def cut(self, offset: int, limit: int, total: int) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Rows of the database."""

    rows: QuerySet[Model]

    def searched(self, text: str, search: Search) -> QuerySource:
        if callable(search):
            return QuerySource(search(self.rows, text))
        return QuerySource(self.rows.filter(reduce(or_, (Q((how, text)) for how in search))))

    def filtered(self, column: Column, wanted: Wanted) -> QuerySource:
        if isinstance(column.filter, PeriodFilter):
            return QuerySource(self._within(column.path, wanted))
        lookup = f"__{column.filter.lookup}" if isinstance(column.filter, TextFilter) else ""
        return QuerySource(self.rows.filter(**{f"{column.path}{lookup}": wanted.text}))

    def _within(self, path: str, wanted: Wanted) -> QuerySet[Model]:
        rows = self.rows
        if wanted.start:
            rows = rows.filter(**{f"{path}__gte": wanted.start})
        if wanted.end:
            rows = rows.filter(**{f"{path}__lte": wanted.end})
        return rows

    def ordered(self, column: Column, *, descending: bool) -> QuerySource:
        # The key in the same direction: an index on (field, id) then serves both ways.
        sign = "-" if descending else ""
        return QuerySource(self.rows.order_by(f"{sign}{column.path}", f"{sign}pk"))

    def count(self) -> int:
        return self.rows.count()

    def cut(self, offset: int, limit: int, total: int) -> list[Any]:
        """One page: its keys first, so that rows passed over are never put together.

        A page past the middle is counted from the end: no page skips more than half the rows.
        """
        behind = max(total - offset - limit, 0)
        keys = self.rows.values_list("pk", flat=True)
        if behind < offset:
            page = list(keys.reverse()[behind : max(total - offset, behind)])[::-1]
        else:
            page = list(keys[offset : offset + limit])
        found = {row.pk: row for row in self.rows.filter(pk__in=page)}
        return [found[key] for key in page if key in found]

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=CHUNK)


@dataclass(frozen=True, slots=True)
class ListSource:
    """Rows already in hand; few enough to be walked through."""

    rows: Sequence[Any]
    columns: Sequence[Column]

    def searched(self, text: str, search: Search) -> ListSource:
        if callable(search):
            return self._of(search(self.rows, text))
        return self._of(
            row for row in self.rows if any(_has(text, c.text(row)) for c in self.columns)
        )

    def filtered(self, column: Column, wanted: Wanted) -> ListSource:
        if isinstance(column.filter, PeriodFilter):
            return self._of(row for row in self.rows if _lies_in(column.value(row), wanted))
        if isinstance(column.filter, TextFilter):
            return self._of(row for row in self.rows if _has(wanted.text, column.text(row)))
        return self._of(row for row in self.rows if str(column.value(row)) == wanted.text)

    def ordered(self, column: Column, *, descending: bool) -> ListSource:
        known = [row for row in self.rows if column.value(row) is not None]
        unknown = [row for row in self.rows if column.value(row) is None]
        known.sort(key=lambda row: _comparable(column.value(row)), reverse=descending)
        return self._of([*known, *unknown])

    def count(self) -> int:
        return len(self.rows)

    def cut(self, offset: int, limit: int, total: int) -> list[Any]:  # noqa: ARG002  (a source's signature)
        return list(self.rows[offset : offset + limit])

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def _of(self, rows: Iterable[Any]) -> ListSource:
        return ListSource(list(rows), self.columns)


def source_of(rows: Rows, columns: Sequence[Column]) -> QuerySource | ListSource:
    return QuerySource(rows) if isinstance(rows, QuerySet) else ListSource(rows, columns)


def _has(text: str, value: str) -> bool:
    return text.casefold() in value.casefold()


def _lies_in(value: object, wanted: Wanted) -> bool:
    if not isinstance(value, date):
        return False
    day = day_of(value) if isinstance(value, datetime) else value
    return (wanted.start is None or wanted.start <= day) and (
        wanted.end is None or day <= wanted.end
    )


def _comparable(value: object) -> Any:
    if isinstance(value, Spelled):
        return value.pinyin
    return value if isinstance(value, int | float | Decimal | date) else str(value)
