"""This part's entries in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in
from gongjiang.web.innovation.benefits.tabs import to_office

NAVIGATION = (
    Entry(_("Benefit and awards"), "benefits:mine", "chart", to_signed_in, order=16),
    Entry(
        _("Benefit accounting"),
        "benefits:queue",
        "check",
        to_office,
        order=33,
        under=_("Innovation"),
    ),
)
