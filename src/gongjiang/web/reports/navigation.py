"""The room's entries in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import RECORDS, ZONE, Entry, to_signed_in

NAVIGATION = (
    Entry(_("My growth"), "growth:file", "file", to_signed_in, order=10),
    Entry(_("Figures"), "reports:figures", "chart", to_signed_in, order=36, under=ZONE),
    Entry(_("Framework"), "reports:about", "book", to_signed_in, order=37, under=ZONE),
    Entry(_("Verify a file"), "reports:verify", "shield", to_signed_in, order=69, under=RECORDS),
)
