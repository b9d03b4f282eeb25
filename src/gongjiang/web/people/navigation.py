"""People's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.people.queries.seating import seats_listed
from gongjiang.web.house.navigation import RECORDS, Entry, to_signed_in
from gongjiang.web.house.reader import scope_for, to_hr, to_whom_persons_are_open


def to_appointers(request: HttpRequest) -> bool:
    return bool(seats_listed(scope_for(request)))


NAVIGATION = (
    Entry(_("Home"), "people:home", "home", to_signed_in, order=0, alone=True),
    Entry(_("People"), "people:list", "people", to_whom_persons_are_open, order=20),
    Entry(_("Teams"), "people:teams", "team", to_hr, order=21),
    Entry(_("Seats"), "people:seats", "person", to_appointers, order=60, under=RECORDS),
)
