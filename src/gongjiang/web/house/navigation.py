"""The main navigation: entries that rooms declare, shown to those they serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence

ZONE = _("The zone")
RECORDS = _("Accounts and data")
"""Headings that several rooms share."""

TABS = 5
"""A phone's tab bar holds so many; with more entries the last tab opens the rest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main navigation, declared in a room's navigation.py.

    Args:
        label: one or two words; the phone shows it under the icon.
        url_name: a route without arguments, such as "people:list".
        icon: a symbol of icons.svg.
        shown_to: whether this reader is shown it. It must not query anew: lean on what the
            request already carries. Hiding is courtesy; the view still decides.
        order: smaller first; the first entries are a phone's tabs.
        under: the heading in the desktop rail, empty for the first group.
        waiting: how much waits for this reader behind it; it must not query anew either.
        alone: it is one page, and not the beginning of the addresses beneath it.
    """

    label: Sentence
    url_name: str
    icon: str
    shown_to: Callable[[HttpRequest], bool]
    order: int = 50
    under: Sentence = ""
    waiting: Callable[[HttpRequest], int] | None = None
    alone: bool = False

    def leads_to(self, path: str) -> bool:
        url = reverse(self.url_name)
        return path == url if self.alone else path.startswith(url)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as one request sees it."""

    label: Sentence
    url: str
    icon: str
    under: Sentence
    current: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """The entries one reader is shown, in order."""

    items: tuple[Item, ...]

    @classmethod
    def for_request(cls, request: HttpRequest, entries: Iterable[Entry]) -> Menu:
        """The menu for a reader; the entry with the longest matching address is current."""
        shown = sorted((e for e in entries if e.shown_to(request)), key=lambda e: e.order)
        addressed = [(entry, reverse(entry.url_name)) for entry in shown]
        current = max(
            (url for entry, url in addressed if entry.leads_to(request.path)),
            key=len,
            default=None,
        )
        return cls(
            tuple(
                Item(
                    entry.label,
                    url,
                    entry.icon,
                    entry.under,
                    current=url == current,
                    waiting=entry.waiting(request) if entry.waiting else 0,
                )
                for entry, url in addressed
            )
        )

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def groups(self) -> list[tuple[Sentence, list[Item]]]:
        """For the rail: each heading with its items, headings in order of first use."""
        groups: dict[Sentence, list[Item]] = {}
        for item in self.items:
            groups.setdefault(item.under, []).append(item)
        return list(groups.items())

    @property
    def tabs(self) -> tuple[Item, ...]:
        return self.items if len(self.items) <= TABS else self.items[: TABS - 1]

    @property
    def more(self) -> tuple[Item, ...]:
        """What the tab bar has no room for."""
        return self.items[len(self.tabs) :]

    @property
    def waiting_in_more(self) -> int:
        return sum(item.waiting for item in self.more)


def to_everyone(request: HttpRequest) -> bool:  # noqa: ARG001  (a predicate's signature)
    return True


def to_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated
