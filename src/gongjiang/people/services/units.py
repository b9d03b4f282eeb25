"""Who may do it changes the trees: the deeds of `orgs.services`, each behind its permission.

`orgs` keeps the trees and has never heard of roles; pages, API and commands come through here.
It is today's roles that count, whatever day a change is to hold from.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.orgs import services as trees
from gongjiang.orgs.models import Enterprise, Link, Unit
from gongjiang.orgs.services import EnterpriseDetails
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.models import Appointment, Employment, Posting

__all__ = [
    "EnterpriseDetails",
    "StillPeopled",
    "close_unit",
    "end_link",
    "link_units",
    "move_unit",
    "open_unit",
    "set_operating",
]


class StillPeopled(CannotDo):
    """Somebody works in the unit, or holds a role there, on the day it would close or later."""


@transaction.atomic
def open_unit(
    *,
    kind: str,
    name: str,
    parent: Unit | None,
    actor: Actor,
    on: date,
    enterprise: EnterpriseDetails | None = None,
) -> Unit:
    """Open a unit under a parent, or a root without one.

    Raises:
        NotAllowed: the actor does not shape this part of the zone.
        CannotDo: it cannot stand there on that day.
    """
    permissions.may_open_unit(actor, kind, parent, today()).require()
    return trees.open_unit(kind=kind, name=name, parent=parent, on=on, enterprise=enterprise)


@transaction.atomic
def move_unit(*, unit: Unit, to: Unit, actor: Actor, on: date) -> Unit:
    """Put a unit, with all beneath it, under another parent from a day on.

    Raises:
        NotAllowed: the actor does not shape the place it leaves, or the one it comes to.
        CannotDo: it cannot stand there on that day.
    """
    permissions.may_change_unit(actor, unit, today()).require()
    permissions.may_open_unit(actor, unit.kind, to, today()).require()
    return trees.move_unit(unit_id=unit.id, to=to, on=on)


@transaction.atomic
def close_unit(*, unit: Unit, actor: Actor, on: date) -> Unit:
    """Close a unit; `on` is the first day it no longer exists.

    Raises:
        NotAllowed: the actor does not shape this part of the zone.
        StillPeopled: people work or hold a role there on that day or later.
        CannotDo: units stand under it on that day or later, or it was not open before.
    """
    permissions.may_change_unit(actor, unit, today()).require()
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    if (
        Posting.objects.filter(later, unit=unit).exists()
        or Employment.objects.filter(later, employer=unit).exists()
    ):
        raise StillPeopled(_("People still work here on that day. Move or release them first."))
    if Appointment.objects.filter(later, unit=unit).exists():
        raise StillPeopled(_("Somebody still holds a role here on that day. End it first."))
    return trees.close_unit(unit_id=unit.id, on=on)


@transaction.atomic
def set_operating(*, enterprise: Enterprise, operating: bool, actor: Actor, on: date) -> None:
    """Say that an enterprise really operates, or no longer does, from a day on.

    Raises:
        NotAllowed: the actor does not shape the zone.
        CannotDo: it says so already, or the day lies before what is known.
    """
    permissions.may_change_unit(actor, enterprise.unit, today()).require()
    trees.set_operating(enterprise_id=enterprise.pk, operating=operating, on=on)


@transaction.atomic
def link_units(*, kind: str, source: Unit, target: Unit, actor: Actor, on: date) -> Link:
    """Tie a unit of one tree to a unit of another from a day on.

    Raises:
        NotAllowed: the actor does not shape the Party or union side of the link.
        CannotDo: both stand in one tree, or are tied on that day already.
    """
    permissions.may_link_units(actor, source, target, today()).require()
    return trees.link_units(kind=kind, source=source, target=target, on=on)


@transaction.atomic
def end_link(*, link: Link, actor: Actor, on: date) -> None:
    """End a link; `on` is the first day without it.

    Raises:
        NotAllowed: the actor does not shape the Party or union side of the link.
        CannotDo: it began on that day or later, or has ended.
    """
    permissions.may_link_units(actor, link.source, link.target, today()).require()
    trees.end_link(link_id=link.id, on=on)
