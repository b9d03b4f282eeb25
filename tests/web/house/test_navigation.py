"""The main navigation shows each reader what serves them."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from gongjiang.web.house.navigation import Entry, Menu, to_everyone

THEME, STYLE = "house:theme", "house:style"


def entry(label: str, url_name: str = THEME, **given: object) -> Entry:
    return Entry(label, url_name, "home", **{"shown_to": to_everyone, **given})


def labels(items: tuple) -> list[str]:
    return [item.label for item in items]


@pytest.fixture
def request_for(rf: RequestFactory):
    return rf.get


def test_hidden_entries_are_left_out_and_the_rest_are_in_order(request_for):
    entries = [entry("second", order=2), entry("first", order=1)]
    hidden = entry("hidden", shown_to=lambda request: False)

    menu = Menu.for_request(request_for("/"), [*entries, hidden])

    assert labels(menu.items) == ["first", "second"]


def test_a_page_belongs_to_the_entry_its_address_begins_with(request_for):
    menu = Menu.for_request(request_for("/style"), [entry("theme"), entry("style", STYLE)])

    assert [item.label for item in menu.items if item.current] == ["style"]


@pytest.mark.parametrize(("entries", "tabs", "more"), [(3, 3, 0), (5, 5, 0), (6, 4, 2)])
def test_a_phone_has_five_tabs_and_the_rest_behind_the_last(request_for, entries, tabs, more):
    menu = Menu.for_request(request_for("/"), [entry(str(n)) for n in range(entries)])

    assert (len(menu.tabs), len(menu.more)) == (tabs, more)


def test_the_rail_groups_entries_under_their_headings(request_for):
    entries = [entry("a"), entry("b", under="zone"), entry("c")]

    menu = Menu.for_request(request_for("/"), entries)

    assert [(heading, labels(tuple(items))) for heading, items in menu.groups] == [
        ("", ["a", "c"]),
        ("zone", ["b"]),
    ]
