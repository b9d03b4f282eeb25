"""The room's entries in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import Entry, to_signed_in
from gongjiang.web.house.reader import scope_for
from gongjiang.web.innovation.proposals.tabs import sits_at_a_desk, sits_on_panels

INNOVATION = _("Innovation")


def to_desks(request: HttpRequest) -> bool:
    return sits_at_a_desk(scope_for(request))


def to_panels(request: HttpRequest) -> bool:
    return sits_on_panels(scope_for(request))


NAVIGATION = (
    Entry(_("Ideas"), "proposals:mine", "plus", to_signed_in, order=5),
    Entry(_("Ideas with me"), "proposals:desk", "check", to_desks, order=30, under=INNOVATION),
    Entry(_("Ideas to mark"), "proposals:queue", "sort", to_panels, order=31, under=INNOVATION),
    Entry(
        _("How long ideas wait"),
        "proposals:waiting",
        "trend",
        to_signed_in,
        order=32,
        under=INNOVATION,
    ),
)
