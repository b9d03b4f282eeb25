"""The pages of proposals that a reader has."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.permissions.proposals import (
    DESK_ROLES,
    PANEL_ROLES,
    ZONE_DESK_ROLES,
    ZONE_PANEL_ROLES,
)
from gongjiang.innovation.queries.readers import COUNT_EVERYWHERE
from gongjiang.innovation.registered import EARLIER_IDEAS
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.house.reader import scope_for

AT_DESKS = DESK_ROLES | ZONE_DESK_ROLES | {Role.FINANCE}
ON_PANELS = PANEL_ROLES | ZONE_PANEL_ROLES
COUNT = COUNT_EVERYWHERE | {Role.HR, Role.UNION_CHAIR}


def sits_at_a_desk(scope: Scope) -> bool:
    """Whether ideas can lie with the reader."""
    return bool(scope.roles & AT_DESKS)


def sits_on_panels(scope: Scope) -> bool:
    """Whether the reader can be asked to mark ideas."""
    return bool(scope.roles & ON_PANELS)


def tabs_for(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """Read from what the request carries; no query."""
    scope = scope_for(request)
    pages = [
        ("mine", _("My ideas"), True),
        ("desk", _("With me"), sits_at_a_desk(scope)),
        ("queue", _("To mark"), sits_on_panels(scope)),
        ("months", _("By month"), bool(scope.roles & COUNT)),
        ("posts", _("Codes for posts"), bool(scope.teams or scope.hr)),
        ("earlier", EARLIER_IDEAS.sheet_label, bool(scope.hr)),
        ("waiting", _("How long ideas wait"), True),
    ]
    return [
        {"label": label, "url": _address(name), "current": name == current}
        for name, label, shown in pages
        if shown
    ]


def _address(name: str) -> str:
    """Earlier ideas are brought where all workbooks are."""
    if name == "earlier":
        return reverse("people:workbooks", args=[EARLIER_IDEAS.slug])
    return reverse(f"proposals:{name}")
