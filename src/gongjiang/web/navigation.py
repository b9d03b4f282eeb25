"""Every room's entries in the main navigation."""

from __future__ import annotations

from gongjiang.web.house.navigation import Entry
from gongjiang.web.people.navigation import ENTRIES as PEOPLE

NAVIGATION: tuple[Entry, ...] = (*PEOPLE,)
