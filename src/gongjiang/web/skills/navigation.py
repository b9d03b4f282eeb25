"""The room's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in
from gongjiang.web.house.reader import ZONE_ROLES, scope_for, to_hr


def to_whom_teams_are_open(request: HttpRequest) -> bool:
    scope = scope_for(request)
    return bool(scope.teams or scope.hr)


def to_zone(request: HttpRequest) -> bool:
    return bool(scope_for(request).roles & ZONE_ROLES)


UNDER = _("Skills")

NAVIGATION = (
    Entry(_("My skills"), "skills:mine", "check", to_signed_in, order=6),
    Entry(
        _("Skill matrix"), "skills:matrices", "team", to_whom_teams_are_open, order=41, under=UNDER
    ),
    Entry(_("Certificates"), "skills:certificates", "book", to_hr, order=42, under=UNDER),
    Entry(_("Expiring"), "skills:expiring", "bell", to_whom_teams_are_open, order=43, under=UNDER),
    Entry(_("Posts"), "skills:posts", "shield", to_whom_teams_are_open, order=44, under=UNDER),
    Entry(_("Assessments"), "skills:assessments", "trend", to_hr, order=45, under=UNDER),
    Entry(
        _("Occupations of posts"), "skills:post_occupations", "tree", to_hr, order=47, under=UNDER
    ),
    Entry(_("Occupations"), "skills:occupations", "book", to_zone, order=48, under=UNDER),
    Entry(_("Skills of the zone"), "skills:zone", "trend", to_zone, order=46, under=UNDER),
)
