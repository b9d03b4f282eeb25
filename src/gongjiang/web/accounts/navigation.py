"""Slips and lost accounts in the main navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models import Role
from gongjiang.web.house.navigation import RECORDS, Entry
from gongjiang.web.house.reader import scope_for


def to_issuers(request: HttpRequest) -> bool:
    scope = scope_for(request)
    return bool(scope.hr) or Role.SYSTEM_ADMIN in scope.roles


def to_confirmers(request: HttpRequest) -> bool:
    """Those who confirm recoveries and print no slips themselves."""
    scope = scope_for(request)
    confirms = bool(scope.teams) or Role.SECURITY_ADMIN in scope.roles
    return confirms and not to_issuers(request)


NAVIGATION = (
    Entry(_("Activation slips"), "accounts:slips", "key", to_issuers, order=61, under=RECORDS),
    Entry(_("Lost accounts"), "accounts:recoveries", "key", to_confirmers, order=62, under=RECORDS),
)
