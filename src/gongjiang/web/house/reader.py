"""How far this request's reader sees: read once, whoever asks first."""

from __future__ import annotations

from django.http import HttpRequest

from gongjiang.kernel.periods import today
from gongjiang.people.models import Role
from gongjiang.people.queries.visibility import Scope, scope_of
from gongjiang.web.house.requests import person_of

ZONE_ROLES = frozenset(
    {
        Role.ZONE_PARTY_OFFICE,
        Role.ZONE_UNION,
        Role.REFORM_OFFICE,
        Role.LEADER,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
        Role.PRIVACY_OFFICER,
        Role.STATION_HEAD,
        Role.INSTRUCTOR,
        Role.GRID_WORKER,
    }
)
"""Roles whose work is the zone or a part of it, above any enterprise."""


def scope_for(request: HttpRequest) -> Scope:
    """Where the reader's roles reach today; nowhere for a reader who is nobody."""
    kept: Scope | None = getattr(request, "_scope", None)
    if kept is None:
        person = person_of(request)
        day = today()
        kept = scope_of(person, day) if person else Scope(reader_id=0, day=day)
        request._scope = kept  # type: ignore[attr-defined]  # kept for this request alone
    return kept


def to_whom_persons_are_open(request: HttpRequest) -> bool:
    """A navigation predicate: the reader sees others at work."""
    return bool(scope_for(request).sites)


def to_hr(request: HttpRequest) -> bool:
    """A navigation predicate: the reader is HR of an enterprise."""
    return bool(scope_for(request).hr)
