"""Who may let a hall show the zone."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.roles import seats_of

SCREEN_ROLES = frozenset(
    {
        Role.LEADER,
        Role.REFORM_OFFICE,
        Role.ZONE_PARTY_OFFICE,
        Role.ZONE_UNION,
        Role.SYSTEM_ADMIN,
    }
)
"""Ours: the zone's leaders and offices, and who looks after its machines."""


def may_keep_screens(actor: Person, day: date) -> Decision:
    """Leaders and zone offices open and close screens, each other's too: a hall is the zone's."""
    if seats_of(actor, day).filter(role__in=SCREEN_ROLES).exists():
        return ALLOWED
    return refused(_("Only the zone's leaders and offices keep its hall screens."))
