"""The room's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in


def unread(request: HttpRequest) -> int:
    """How many notices are unread; the account was fetched with that number."""
    return getattr(request.user, "unread", 0)


UNDER = _("Rules and rights")

NAVIGATION = (
    Entry(
        _("Notices"),
        "governance:notices",
        "bell",
        to_signed_in,
        order=70,
        under=UNDER,
        waiting=unread,
    ),
    Entry(_("Publicity"), "governance:publicities", "eye", to_signed_in, order=71, under=UNDER),
    Entry(_("Appeals"), "governance:appeals", "shield", to_signed_in, order=72, under=UNDER),
    Entry(_("Rules"), "governance:rules", "book", to_signed_in, order=73, under=UNDER),
)
