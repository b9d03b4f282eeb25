"""Requests about people's data in the main navigation of those who answer them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.web.house.navigation import RECORDS, Entry
from gongjiang.web.house.reader import scope_for, to_hr


def to_officer(request: HttpRequest) -> bool:
    return scope_for(request).privacy


NAVIGATION = (
    Entry(
        _("Requests for correction"), "privacy:corrections", "file", to_hr, order=63, under=RECORDS
    ),
    Entry(
        _("Who is to be forgotten"),
        "privacy:erasures",
        "shield",
        to_officer,
        order=64,
        under=RECORDS,
    ),
)
