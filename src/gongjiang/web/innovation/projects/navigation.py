"""This part's entry in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in

NAVIGATION = (
    Entry(_("Projects and patents"), "projects:mine", "settings", to_signed_in, order=14),
)
