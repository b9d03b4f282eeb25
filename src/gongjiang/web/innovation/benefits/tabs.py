"""Which pages of this part a reader has, and how far they see, read once a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.queries.benefits import Sight, sight_of
from gongjiang.people.models import Role
from gongjiang.web.house.reader import ZONE_ROLES, scope_for

OFFICE_ROLES = frozenset(
    {
        Role.FINANCE,
        Role.UNION_CHAIR,
        Role.HR,
        Role.REVIEWER,
        Role.TEAM_LEADER,
        Role.AUDITOR,
    }
)
REWARD_ROLES = frozenset({Role.FINANCE, Role.UNION_CHAIR, Role.HR})


def sight_for(request: HttpRequest) -> Sight:
    kept: Sight | None = getattr(request, "_benefit_sight", None)
    if kept is None:
        kept = sight_of(scope_for(request))
        request._benefit_sight = kept  # type: ignore[attr-defined]  # kept for this request alone
    return kept


def to_office(request: HttpRequest) -> bool:
    """A navigation predicate: benefits of others are the reader's business."""
    return bool(scope_for(request).roles & OFFICE_ROLES)


def tabs_for(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """The pages of this part that the reader has, when there are several."""
    roles = scope_for(request).roles
    pages = [
        ("mine", _("Mine"), True),
        ("queue", _("Waiting"), bool(roles & OFFICE_ROLES)),
        ("list", _("All benefits"), bool(roles & OFFICE_ROLES)),
        ("entries", _("Entries"), bool(roles & OFFICE_ROLES)),
        ("awards", _("Awards"), bool(roles & REWARD_ROLES)),
        ("schemes", _("Schemes"), bool(roles & REWARD_ROLES)),
        ("zone", _("The zone"), bool(roles & ZONE_ROLES)),
    ]
    tabs: list[dict[str, object]] = [
        {"label": label, "url": reverse(f"benefits:{name}"), "current": name == current}
        for name, label, shown in pages
        if shown
    ]
    return tabs if len(tabs) > 1 else []
