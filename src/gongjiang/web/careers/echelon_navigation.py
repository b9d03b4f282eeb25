"""The echelon's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models import Role
from gongjiang.web.careers.echelon.reading import keeps_echelon, sees_aggregates
from gongjiang.web.careers.navigation import UNDER
from gongjiang.web.house.navigation import Entry
from gongjiang.web.house.reader import scope_for


def to_keepers_and_offices(request: HttpRequest) -> bool:
    return keeps_echelon(request) or sees_aggregates(request)


def to_simulators(request: HttpRequest) -> bool:
    scope = scope_for(request)
    return bool(scope.hr) or Role.REFORM_OFFICE in scope.roles


NAVIGATION = (
    Entry(_("Echelon"), "echelon:home", "chart", to_keepers_and_offices, order=46, under=UNDER),
    Entry(
        _("Policy simulator"),
        "echelon:simulations",
        "settings",
        to_simulators,
        order=47,
        under=UNDER,
    ),
)
