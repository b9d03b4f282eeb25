"""The pages of this part that a reader has."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.innovation.projects.seen import desk_for


def tabs_for(request: PersonRequest, current: str) -> list[dict[str, object]]:
    """Its tabs, when there are several."""
    desk = desk_for(request)
    pages = (
        ("mine", _("Mine"), True),
        ("projects", _("Projects"), desk.has_lists),
        ("items", _("Five-small items"), bool(desk.units or desk.scope.teams)),
        ("patents", _("Patents"), bool(desk.registers)),
        ("teams", _("R&D teams"), bool(desk.registers)),
        ("loop", _("Closed loop"), bool(desk.enterprises)),
        ("zone", _("The zone"), bool(scope_for(request).roles & ZONE_ROLES)),
    )
    tabs: list[dict[str, object]] = [
        {"label": label, "url": reverse(f"projects:{name}"), "current": name == current}
        for name, label, shown in pages
        if shown
    ]
    return tabs if len(tabs) > 1 else []
