"""The echelon's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.web.careers.echelon.reading import keeps_echelon, sees_aggregates
from gongjiang.web.house.navigation import Entry


def to_keepers_and_offices(request: HttpRequest) -> bool:
    return keeps_echelon(request) or sees_aggregates(request)


NAVIGATION = (Entry(_("Echelon"), "echelon:home", "chart", to_keepers_and_offices, order=33),)
