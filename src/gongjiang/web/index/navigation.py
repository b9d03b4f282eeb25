"""The room's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.reports.permissions import SCREEN_ROLES
from gongjiang.web.house.navigation import ZONE, Entry
from gongjiang.web.house.reader import scope_for


def to_keepers_of_screens(request: HttpRequest) -> bool:
    return bool(scope_for(request).roles & SCREEN_ROLES)


def to_whoever_holds_a_role(request: HttpRequest) -> bool:
    return bool(scope_for(request).roles)


NAVIGATION = (
    Entry(
        _("Indicators"), "index:indicators", "trend", to_whoever_holds_a_role, order=35, under=ZONE
    ),
    Entry(_("Hall screens"), "index:screens", "eye", to_keepers_of_screens, order=38, under=ZONE),
)
