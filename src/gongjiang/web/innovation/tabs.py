"""The tabs that studios, challenges and spread share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.queries.spread import desks_of
from gongjiang.people.models import Role
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest

FOLLOWERS = frozenset({Role.HR, Role.REVIEWER, Role.TEAM_LEADER, Role.ZONE_UNION, Role.AUDITOR})


def tabs_for(request: PersonRequest, current: str) -> list[dict[str, Any]]:
    """Studios and challenges for everybody; what spreads for those who answer or follow it."""
    scope = scope_for(request)
    tabs = [
        ("studios", _("Studios"), "studios:list"),
        ("board", _("Challenges"), "challenges:board"),
    ]
    if desks_of(scope):
        tabs.append(("answer", _("Ideas from elsewhere"), "spread:answer"))
    if scope.roles & FOLLOWERS:
        tabs.append(("spread", _("Spread"), "spread:list"))
    return [
        {"label": label, "url": reverse(url), "current": name == current}
        for name, label, url in tabs
    ]
