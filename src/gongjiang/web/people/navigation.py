"""People's entries in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in
from gongjiang.web.house.reader import to_hr, to_whom_persons_are_open

NAVIGATION = (
    Entry(_("Home"), "people:home", "home", to_signed_in, order=0),
    Entry(_("People"), "people:list", "people", to_whom_persons_are_open, order=20),
    Entry(_("Teams"), "people:teams", "team", to_hr, order=30),
)
