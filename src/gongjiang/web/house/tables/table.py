"""A table: rows, columns, and what the reader asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from django.http import QueryDict

from gongjiang.kernel.decision import Sentence
from gongjiang.web.house.tables.columns import Column, PeriodFilter
from gongjiang.web.house.tables.sources import ListSource, QuerySource, Rows, Search, source_of
from gongjiang.web.house.tables.state import PER_PAGE, State, Wanted, address, read_state

NEIGHBOURS = 1
"""Page numbers shown on each side of the current one."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    column: Column
    href: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; `url` sorts by it, `sort` is what a screen reader is told."""

    column: Column
    url: str
    sort: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter as its form draws it."""

    column: Column
    name: str
    wanted: Wanted
    unread: bool

    @property
    def options(self) -> list[tuple[str, Sentence]]:
        return self.column.filter.options()  # type: ignore[union-attr]  # asked of choices only


class Table:
    """One list a reader can filter, sort, page through and take along.

    Args:
        name: unique on its page: the DOM id, and the Excel file's name.
        rows: a queryset of what this reader may see, with what the cells need already
            selected or prefetched; or a list.
        query: the request's GET. Parts that are not this table's are kept in its links.
        order: the key of the column to sort by at first, "-" before it for descending.
        search: what the search box looks into; empty for no search box. A list is searched in
            every column as soon as there is a search.
        search_label: the search box's label.
        empty: what to say when there is no row at all.
        prefix: before this table's names in the address, when a page has several tables.
        exports: whether it may be taken along as Excel.
    """

    def __init__(
        self,
        name: str,
        title: Sentence,
        columns: Sequence[Column],
        rows: Rows,
        *,
        query: QueryDict,
        order: str,
        search: Search = (),
        search_label: Sentence = "",
        empty: Sentence = "",
        prefix: str = "",
        exports: bool = True,
    ) -> None:
        self.name, self.title, self.columns = name, title, tuple(columns)
        self.query, self.prefix, self.exports = query, prefix, exports
        self.search, self.search_label, self.empty = search, search_label, empty
        self.state: State = read_state(query, self.columns, order, prefix)
        self._source = source_of(rows, self.columns)

    # What the reader sees.

    @cached_property
    def narrowed(self) -> QuerySource | ListSource:
        """All rows that match, in order."""
        by_key = {column.key: column for column in self.columns}
        source = self._source
        if self.state.search and self.search:
            source = source.searched(self.state.search, self.search)
        for key, wanted in self.state.filters.items():
            source = source.filtered(by_key[key], wanted)
        order = self.state.order
        return source.ordered(by_key[order.removeprefix("-")], descending=order.startswith("-"))

    @cached_property
    def total(self) -> int:
        return self.narrowed.count()

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The current page's cells."""
        offset = (self.page - 1) * self.state.per_page
        page = self.narrowed.cut(offset, self.state.per_page, self.total)
        return [[self._cell(column, row) for column in self.columns] for row in page]

    def all_rows(self) -> Iterator[Any]:
        """Every matching row, in order, without holding them all."""
        return iter(self.narrowed)

    def _cell(self, column: Column, row: object) -> Cell:
        return Cell(column.text(row), column, column.href(row) if column.href else "")

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.sortable:
            return Heading(column, "", "")
        order = self.state.order
        sort = {column.key: "ascending", f"-{column.key}": "descending"}.get(order, "none")
        turned = f"-{column.key}" if sort == "ascending" else column.key
        return Heading(column, self.url(sort=turned, page=None), sort)

    @property
    def filters(self) -> list[FilterField]:
        return [
            FilterField(
                column,
                self.prefix + column.key,
                self.state.filters.get(column.key, Wanted()),
                unread=column.key in self.state.unread,
            )
            for column in self.columns
            if column.filter
        ]

    @property
    def searchable(self) -> bool:
        """For templates, which would call a search that is a function."""
        return bool(self.search)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state.filters or (self.state.search and self.search))

    @property
    def first(self) -> int:
        return (self.page - 1) * self.state.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * self.state.per_page, self.total)

    # Pages.

    @property
    def pages(self) -> int:
        return max(ceil(self.total / self.state.per_page), 1)

    @property
    def page(self) -> int:
        """The current page; a page past the end is the last."""
        return min(self.state.page, self.pages)

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """(number, address) of the first, the last and the neighbours; (0, "") is a gap."""
        near = range(self.page - NEIGHBOURS, self.page + NEIGHBOURS + 1)
        numbers = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        links: list[tuple[int, str]] = []
        for place, number in enumerate(numbers):
            if place and number > numbers[place - 1] + 1:
                links.append((0, ""))
            links.append((number, self.url(page=number if number > 1 else None)))
        return links

    @property
    def previous_url(self) -> str:
        return self.url(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.page + 1) if self.page < self.pages else ""

    @property
    def sizes(self) -> list[tuple[int, str]]:
        return [(size, self.url(per_page=size, page=None)) for size in PER_PAGE]

    # Addresses.

    def url(self, **changes: object) -> str:
        """This table's address with parts of its state changed."""
        named = {f"{self.prefix}{key}": value for key, value in changes.items()}
        return address(self.query, {"format": None, **named})

    @property
    def excel_url(self) -> str:
        return address(self.query, {"format": "xlsx", "table": self.name})

    @property
    def cleared_url(self) -> str:
        """The address without search and filters."""
        changes: dict[str, None] = {self.prefix + part: None for part in ("q", "page")}
        for column in self.columns:
            name = self.prefix + column.key
            ends = (".from", ".to") if isinstance(column.filter, PeriodFilter) else ("",)
            changes |= {name + end: None for end in ends if column.filter}
        return address(self.query, {"format": None, **changes})

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Parts of the address the filter form does not draw but must send along."""
        drawn = {self.prefix + part for part in ("q", "page", "sort", "per_page")}
        for part in self.filters:
            drawn |= {part.name + end for end in ("", ".from", ".to")}
        kept = (pair for pair in self.query.lists() if pair[0] not in drawn | {"format", "table"})
        return [(key, value) for key, values in kept for value in values]
