"""The room's entries in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import ZONE, Entry, to_signed_in

NAVIGATION = (
    Entry(_("Zone"), "orgs:zone", "chart", to_signed_in, order=30, under=ZONE),
    Entry(_("Units"), "orgs:tree", "tree", to_signed_in, order=31, under=ZONE),
)
