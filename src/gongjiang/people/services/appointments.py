"""Roles are given and taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import RoleAppointed, RoleEnded
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people import permissions, rules
from gongjiang.people.actors import Actor
from gongjiang.people.models import Appointment, Person
from gongjiang.people.queries.roles import seats_of


class AlreadyAppointed(CannotDo):
    """The person holds this role at this unit already."""


@transaction.atomic
def appoint(*, person: Person, role: str, unit: Unit, actor: Actor, on: date) -> Appointment:
    """Give a person a role at a unit from a day on, and record it.

    Raises:
        NotAllowed: the actor may not fill this seat, or not with this person.
        AlreadyAppointed: the person holds it already.
        CannotDo: the role is not held at such a unit, or must stay apart from one they hold.
    """
    permissions.may_appoint(actor, role, unit, today()).require()
    permissions.may_choose(actor, person, today()).require()
    Person.objects.select_for_update().get(id=person.id)
    held = list(seats_of(person, on))
    if any(seat.role == role and seat.unit_id == unit.id for seat in held):
        raise AlreadyAppointed(_("This person holds the role here already."))
    for decision in (
        rules.may_be_seated(role, unit.kind),
        rules.stays_apart(role, {seat.role for seat in held}),
    ):
        if not decision:
            raise CannotDo(decision.reason)
    appointment = Appointment.objects.create(person=person, role=role, unit=unit, valid_from=on)
    ledger.record(
        RoleAppointed(appointment_id=appointment.id, role=role),
        person=person.id,
        unit=unit.id,
        enterprise=enterprise_of(unit.id, on),
        by=actor.id,
        on=on,
    )
    return appointment


@transaction.atomic
def end_appointment(*, appointment_id: int, actor: Actor, on: date) -> Appointment:
    """Take a role back; `on` is the first day without it. Record it.

    Raises:
        NotAllowed: the actor may not empty this seat.
        CannotDo: it has ended, or began on that day or later.
    """
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(id=appointment_id)
    )
    permissions.may_end_appointment(actor, appointment, today()).require()
    if appointment.valid_to is not None or appointment.valid_from >= on:
        raise CannotDo(_("This appointment cannot end on that day."))
    appointment.valid_to = on
    appointment.save(update_fields=["valid_to"])
    ledger.record(
        RoleEnded(appointment_id=appointment.id, role=appointment.role),
        person=appointment.person_id,
        unit=appointment.unit_id,
        enterprise=enterprise_of(appointment.unit_id, appointment.valid_from),
        by=actor.id,
        on=on,
    )
    return appointment
