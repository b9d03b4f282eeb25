"""A studio's money and things: a book whose lines are reversed, never edited, and equipment."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import Studio, StudioBudgetLine, StudioEquipment
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_books import balance_of
from gongjiang.innovation.services.studio_steps import NotNow, lock_studio
from gongjiang.innovation.services.studios import OPEN
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor


@transaction.atomic
def write_line(
    *,
    studio_id: int,
    kind: str,
    amount_fen: int,
    purpose: str,
    actor: Actor,
    at: datetime,
    document: str = "",
) -> StudioBudgetLine:
    """Enter money allotted to a studio or spent by it, in fen.

    Raises:
        NotAllowed: the actor neither leads it nor is the enterprise's union or HR.
        CannotDo: no amount, no purpose, or more is spent than there is.
    """
    studio = _managed(studio_id, actor, day_of(at))
    if amount_fen <= 0 or not purpose.strip():
        raise CannotDo(_("Give an amount above zero, and what it is for."))
    balance = balance_of(studio.id)
    if kind == StudioBudgetLine.Kind.SPENT and amount_fen > balance:
        raise CannotDo(
            _("Only %(left)s yuan are left in the book; more has to be allotted first.")
            % {"left": f"{balance / 100:.2f}"}
        )
    return StudioBudgetLine.objects.create(
        studio=studio,
        kind=kind,
        on=day_of(at),
        amount_fen=amount_fen,
        purpose=purpose.strip(),
        document=document.strip(),
        written_by_id=actor.id,
        written_at=at,
    )


@transaction.atomic
def reverse_line(*, line_id: int, reason: str, actor: Actor, at: datetime) -> StudioBudgetLine:
    """Take a line back by its negative; both stay in the book.

    Raises:
        NotAllowed: the actor neither leads it nor is the enterprise's union or HR.
        NotNow: it was reversed before, or is a reversal.
        CannotDo: no reason, or what was allotted has been spent.
    """
    found = StudioBudgetLine.objects.values_list("studio_id", flat=True).get(id=line_id)
    studio = _managed(found, actor, day_of(at))
    line = StudioBudgetLine.objects.get(id=line_id)
    if line.reverses_id is not None or hasattr(line, "reversal"):
        raise NotNow(_("This line has been reversed, or reverses another."))
    if not reason.strip():
        raise CannotDo(_("Say why the line is reversed."))
    if line.kind == StudioBudgetLine.Kind.ALLOTTED and line.amount_fen > balance_of(studio.id):
        raise CannotDo(_("This money has been spent; reverse what it was spent on first."))
    return StudioBudgetLine.objects.create(
        studio=studio,
        kind=line.kind,
        on=day_of(at),
        amount_fen=-line.amount_fen,
        purpose=reason.strip(),
        reverses=line,
        written_by_id=actor.id,
        written_at=at,
    )


@transaction.atomic
def add_equipment(
    *, studio_id: int, name: str, count: int, value_fen: int, actor: Actor, on: date
) -> StudioEquipment:
    """Enter what the studio has got to work with.

    Raises:
        NotAllowed: the actor neither leads it nor is the enterprise's union or HR.
        CannotDo: no name, none of it, or a negative value.
    """
    studio = _managed(studio_id, actor, on)
    if not name.strip() or count < 1 or value_fen < 0:
        raise CannotDo(_("Name it, say how many there are, and what they are worth."))
    return StudioEquipment.objects.create(
        studio=studio, name=name.strip(), count=count, acquired_on=on, value_fen=value_fen
    )


@transaction.atomic
def give_up_equipment(*, equipment_id: int, actor: Actor, on: date) -> StudioEquipment:
    """Say that the studio no longer has something.

    Raises:
        NotAllowed: the actor neither leads it nor is the enterprise's union or HR.
        NotNow: it was given up before.
    """
    equipment = StudioEquipment.objects.select_for_update().get(id=equipment_id)
    _managed(equipment.studio_id, actor, on)
    if equipment.given_up_on is not None:
        raise NotNow(_("This was given up before."))
    equipment.given_up_on = on
    equipment.save(update_fields=["given_up_on"])
    return equipment


def _managed(studio_id: int, actor: Actor, day: date) -> Studio:
    studio = lock_studio(studio_id, *OPEN)
    permissions.may_lead(actor, studio, day).require()
    return studio
