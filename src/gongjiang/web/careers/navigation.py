"""The room's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models import Role
from gongjiang.web.house.navigation import Entry, to_signed_in
from gongjiang.web.house.reader import ZONE_ROLES, scope_for, to_hr


def to_zone_or_hr(request: HttpRequest) -> bool:
    scope = scope_for(request)
    return bool(scope.hr or scope.roles & ZONE_ROLES)


def to_workers(request: HttpRequest) -> bool:
    """Who has no office of the zone has a path of their own."""
    return to_signed_in(request) and not scope_for(request).roles & (ZONE_ROLES - {Role.AUDITOR})


UNDER = _("Growth")

NAVIGATION = (
    Entry(_("My path"), "careers:path", "trend", to_workers, order=5, alone=True),
    Entry(_("Rounds"), "careers:rounds", "check", to_hr, order=41, under=UNDER),
    Entry(_("Grades"), "careers:people", "sort", to_hr, order=42, under=UNDER),
    Entry(_("To judge"), "careers:judging", "check", to_signed_in, order=43, under=UNDER),
    Entry(_("Who stands where"), "careers:standing", "chart", to_zone_or_hr, order=44, under=UNDER),
    Entry(_("Ladder"), "careers:ladder", "up", to_signed_in, order=45, under=UNDER),
)
