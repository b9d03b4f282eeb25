"""Key positions are named and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions_pipeline as permissions
from gongjiang.careers.models import HIGHEST, LOWEST, KeyPosition
from gongjiang.careers.services.successors import close_succession
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.pipeline import KeyPositionClosed, KeyPositionNamed
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people.actors import Actor


class AlreadyNamed(CannotDo):
    """The unit has a key position of this title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeyPosition:
    """What is to be named: a unit of the enterprise, or the enterprise itself, and a title.

    Attributes:
        grade: of the common scale; None: not graded.
        why: what makes it a key position.
    """

    unit: Unit
    title: str
    why: str
    grade: int | None = None


@transaction.atomic
def name_key_position(
    *, enterprise: Unit, new: NewKeyPosition, actor: Actor, on: date
) -> KeyPosition:
    """Name a position that must not stand empty, from a day on, and record it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        AlreadyNamed: the unit has one of this title.
        CannotDo: the unit does not stand in the enterprise on that day, no reason is given, or
            the grade is none of the scale.
    """
    permissions.may_keep_pipeline(actor, enterprise, today()).require()
    _check(enterprise, new, on)
    Unit.objects.select_for_update().get(id=new.unit.id)
    if KeyPosition.objects.filter(unit=new.unit, title=new.title, valid_to=None).exists():
        raise AlreadyNamed(_("This unit has a key position of this title already."))
    position = KeyPosition.objects.create(
        enterprise=enterprise,
        unit=new.unit,
        title=new.title,
        grade=new.grade,
        why=new.why,
        valid_from=on,
    )
    ledger.record(
        KeyPositionNamed(key_position_id=position.id, grade=new.grade),
        unit=new.unit.id,
        enterprise=enterprise.id,
        by=actor.id,
        on=on,
    )
    return position


@transaction.atomic
def close_key_position(*, position_id: int, why: str, actor: Actor, on: date) -> KeyPosition:
    """Say that a position is a key position no longer; `on` is the first day without it.

    Its successors are removed on that day, for the same reason.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: it is closed, began on that day or later, a successor was named on that day or
            later, or no reason is given.
    """
    position = (
        KeyPosition.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .get(id=position_id)
    )
    permissions.may_keep_pipeline(actor, position.enterprise, today()).require()
    if not why.strip():
        raise CannotDo(_("Say why: those who follow you will ask."))
    if position.valid_to is not None or position.valid_from >= on:
        raise CannotDo(_("This key position cannot be closed on that day."))
    for successor in position.successors.select_for_update().filter(valid_to=None):
        close_succession(successor, position, why=why, by=actor.id, on=on)
    position.valid_to, position.closed_why = on, why
    position.save(update_fields=["valid_to", "closed_why"])
    ledger.record(
        KeyPositionClosed(key_position_id=position.id),
        unit=position.unit_id,
        enterprise=position.enterprise_id,
        by=actor.id,
        on=on,
    )
    return position


def _check(enterprise: Unit, new: NewKeyPosition, on: date) -> None:
    if not new.title.strip() or not new.why.strip():
        raise CannotDo(_("A key position needs a title and what makes it one."))
    if new.grade is not None and not LOWEST <= new.grade <= HIGHEST:
        raise CannotDo(
            _("Grades run from %(lowest)d to %(highest)d.") % {"lowest": LOWEST, "highest": HIGHEST}
        )
    if not stands_under(new.unit.id, enterprise.id, on):
        raise CannotDo(_("This unit does not stand in the enterprise on that day."))
